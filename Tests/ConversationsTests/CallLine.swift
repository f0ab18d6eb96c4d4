import Foundation
import Synchronization

@testable import Conversations

/// Commands from the conversation, taken over by the test's loop.
final class CommandBox: Sendable {
  let commands = Mutex<[MediaCommand]>([])
  func take() -> [MediaCommand] {
    commands.withLock { commands in
      defer { commands = [] }
      return commands
    }
  }
}

/// The carrier's side: runs time as fast as the house keeps up.
final class CallLine {
  let transport = FakeTransport()
  let mailbox = CommandBox()
  private(set) var media: (any CallMedia)?
  private var clock = 0

  /// The line's time, in ms.
  var time: Int { clock }
  var isClosed: Bool { transport.sent.contains { if case .close = $0 { true } else { false } } }
  /// The marks of whole prompts.
  var marks: [String] {
    transport.sent.compactMap { if case .mark(let name, _) = $0, name.hasPrefix("p") { name } else { nil } }
  }

  init(_ house: ConversationHouse, from: String?, show: (@Sendable (ConversationView) -> Void)? = nil) {
    let mailbox = mailbox
    media = house.start(
      CallDetails(carrierCallID: "CA1", streamID: "MZ1", from: from, to: nil), transport: transport,
      handle: MediaHandle { command in mailbox.commands.withLock { $0.append(command) } }, show: show)
  }

  func run(_ milliseconds: Int, voice: Bool = false, tone: (low: Double, high: Double)? = nil) async {
    for _ in 0..<(milliseconds / 20) {
      // The other tasks get their turn: the house works in real time, the line's clock follows it.
      try? await Task.sleep(for: .milliseconds(1))
      clock += 20
      transport.now = clock
      let now = UInt64(clock) * 1_000_000
      for command in mailbox.take() { media?.perform(command, now: now) }
      media?.tick(now: now)
      for mark in transport.played() { media?.receive(mark: mark, now: now) }
      let samples = (0..<160).map { index -> Int16 in
        let sample = clock * 8 + index
        if let tone {
          let time = Double(sample) / 8_000
          return Int16(5_000 * (sin(2 * .pi * tone.low * time) + sin(2 * .pi * tone.high * time)))
        }
        guard voice else { return Int16((sample &* 7_919) % 17) - 8 }
        let t = Double(sample) / 8_000
        let saw = (t * 120).truncatingRemainder(dividingBy: 1) * 2 - 1
        return Int16(saw * 9_000 * (0.7 + 0.3 * (t * 5).remainder(dividingBy: 1)))
      }
      media?.receive(samples: samples, now: now)
    }
  }

  /// Lets the house work while the line's clock stands still: nothing comes from the caller, and no time passes on the line. False after
  /// twenty seconds.
  func standStill(until done: () -> Bool) async -> Bool {
    for _ in 0..<20_000 {
      for command in mailbox.take() { media?.perform(command, now: UInt64(clock) * 1_000_000) }
      if done() { return true }
      try? await Task.sleep(for: .milliseconds(1))
    }
    return false
  }

  /// Runs until so many prompts have been played to their end.
  func run(untilMarks count: Int) async -> Bool {
    for _ in 0..<200 where marks.count < count { await run(100) }
    return marks.count >= count
  }

  func key(_ keys: String) async {
    for key in keys {
      media?.receive(digit: key, now: UInt64(clock) * 1_000_000)
      await run(100)
    }
  }

  /// Typed on the page of the talk.
  func write(_ text: String, seen: Int?) {
    media?.receive(text: text, seen: seen, now: UInt64(clock) * 1_000_000)
  }

  /// Keys as a telephone sends them, each with its tones.
  func dial(_ keys: String) async {
    for key in keys {
      await run(40, tone: MediaEdgeTests.tones[key].map { (low: $0.0, high: $0.1) })
      media?.receive(digit: key, now: UInt64(clock) * 1_000_000)
      await run(60, tone: MediaEdgeTests.tones[key].map { (low: $0.0, high: $0.1) })
      await run(80)
    }
  }

  func hangUp(_ end: CallEnd = .callerHungUp) {
    media?.ended(end)
    media = nil
  }
}
