import Audio
import Discourse
import Policy
import Synchronization

@testable import Conversations
@testable import TurnTaking

/// A carrier that plays what it is sent in real time and reports marks when they have been played.
final class FakeTransport: MediaTransport {
  enum Sent: Equatable { case audio(at: Int), mark(String, at: Int), clear(at: Int), close(at: Int) }

  private(set) var sent: [Sent] = []
  /// When each frame with a sound in it is heard, as far as it was not thrown away.
  private(set) var audible: [Int] = []
  private var queued: [(mark: String, due: Int)] = []
  private var playsUntil = 0
  var returnsMarks = true
  var now = 0

  func send(audio frame: [UInt8]) {
    playsUntil = max(playsUntil, now) + 20
    if MuLaw.decode(frame).contains(where: { abs(Int($0)) > 500 }) { audible.append(playsUntil - 20) }
    sent.append(.audio(at: now))
  }

  func send(mark name: String) {
    queued.append((name, max(playsUntil, now)))
    sent.append(.mark(name, at: now))
  }

  func sendClear() {
    playsUntil = now
    audible.removeAll { $0 >= now }
    for index in queued.indices { queued[index].due = now }
    sent.append(.clear(at: now))
  }

  func close() { sent.append(.close(at: now)) }

  /// Marks whose audio has been played by now.
  func played() -> [String] {
    guard returnsMarks else { return [] }
    let done = queued.filter { $0.due <= now }.map(\.mark)
    queued.removeAll { $0.due <= now }
    return done
  }
}

/// A recogniser that is told by the test what it hears, and keeps what it was asked.
final class ScriptedSession: RecognitionSession {
  enum Asked: Equatable {
    case expect(Discourse.Expectation), terms([String]), begin(Int), feed(Int), end(Int), cancel(Int), close
  }
  private let log = Mutex<[Asked]>([])

  var asked: [Asked] { log.withLock { $0 } }
  var fed: Int { asked.reduce(0) { if case .feed(let count) = $1 { $0 + count } else { $0 } } }

  private func keep(_ asked: Asked) { log.withLock { $0.append(asked) } }
  func expect(_ expectation: Discourse.Expectation) { keep(.expect(expectation)) }
  func expect(terms: [String]) { keep(.terms(terms)) }
  func begin(utterance: Int) { keep(.begin(utterance)) }
  func feed(_ samples: [Int16]) { keep(.feed(samples.count)) }
  func end(utterance: Int) { keep(.end(utterance)) }
  func cancel(utterance: Int) { keep(.cancel(utterance)) }
  func close() { keep(.close) }
}

/// A call by script: audio and time go in, what the media concludes comes out.
final class FakeCall {
  let transport = FakeTransport()
  let session = ScriptedSession()
  let media: PhoneMedia
  private let reported: Reported
  private var phase = 0.0
  private var clock = 0

  final class Reported: Sendable {
    let events = Mutex<[TurnEvent]>([])
    let cards = Mutex<[[UInt8]]>([])
  }

  /// Cards that were handed on for a token.
  var cards: [[UInt8]] { reported.cards.withLock { $0 } }

  init(
    recording: Bool = false, recogniser: Bool = true, filler: @escaping @Sendable (Int) -> Filler? = { _ in nil }
  ) {
    let reported = Reported()
    self.reported = reported
    media = PhoneMedia(
      transport: transport, settings: TurnSettings(), recording: recording,
      secrets: MediaSecrets(digest: { CodeDigest(Array("digest of \($0.count)".utf8)) }) { digits in
        reported.cards.withLock { $0.append(digits) }
      }, filler: filler
    ) { event in reported.events.withLock { $0.append(event) } }
    if recogniser { perform(.listen(session)) }
    line(1_000)
  }

  var now: UInt64 { UInt64(clock) * 1_000_000 }
  var time: Int { clock }
  var events: [TurnEvent] { reported.events.withLock { $0 } }
  /// Both sides as recorded so far.
  var recorded: (caller: [Int16], agent: [Int16]) {
    let both = events.flatMap { event -> [UInt8] in if case .recorded(let samples) = event { samples } else { [] } }
    let sides = stride(from: 0, to: both.count, by: 2)
    return (MuLaw.decode(sides.map { both[$0] }), MuLaw.decode(sides.map { both[$0 + 1] }))
  }
  /// The events by their names, for comparing; without the first sound, which every call has once.
  var names: [String] { events.map { String("\($0)".prefix { $0 != "(" }) }.filter { $0 != "greeted" } }

  func perform(_ command: MediaCommand) { media.perform(command, now: now) }
  func hear(_ event: RecognitionEvent) { perform(.recognised(event)) }
  func press(_ key: Character) { media.receive(digit: key, now: now) }

  func play(_ prompt: Int, milliseconds: Int) {
    perform(.play(prompt: prompt, samples: Tone.sine(frequency: 440, level: -20, count: milliseconds * 8)))
    perform(.finish(prompt: prompt))
  }

  /// The line is quiet but for a faint noise.
  func line(_ milliseconds: Int) {
    frames(milliseconds) { index in Int16((index &* 7_919) % 17) - 8 }
  }

  /// Something like a voice: a buzz of 120 Hz with many harmonics, swelling with the syllables.
  func voice(_ milliseconds: Int) {
    frames(milliseconds) { index in
      let t = Double(index) / 8_000
      let syllable = 0.6 + 0.4 * abs((t * 4).truncatingRemainder(dividingBy: 2) - 1)
      let saw = (t * 120).truncatingRemainder(dividingBy: 1) * 2 - 1
      return Int16(saw * syllable * 9_000)
    }
  }

  private func frames(_ milliseconds: Int, _ sample: (Int) -> Int16) {
    for _ in 0..<(milliseconds / 20) {
      step()
      media.receive(samples: (0..<160).map { sample(clock * 8 + $0) }, now: now)
    }
  }

  /// A key's two tones on the line.
  func tone(_ low: Double, _ high: Double, _ milliseconds: Int) {
    let tones = zip(
      Tone.sine(frequency: low, level: -12, count: milliseconds * 8),
      Tone.sine(frequency: high, level: -10, count: milliseconds * 8)
    ).map { Int16(clamping: Int($0) + Int($1)) }
    let begin = clock
    frames(milliseconds) { tones[min(tones.count - 1, max(0, $0 - (begin + 20) * 8))] }
  }

  /// Time without any frame from the caller.
  func stillness(_ milliseconds: Int) { for _ in 0..<(milliseconds / 20) { step() } }

  private func step() {
    clock += 20
    transport.now = clock
    media.tick(now: now)
    for mark in transport.played() { media.receive(mark: mark, now: now) }
  }
}

/// Samples in the order they came.
final class MutexBox: Sendable {
  private let samples = Mutex<[Int16]>([])
  var all: [Int16] { samples.withLock { $0 } }
  func add(_ more: [Int16]) { samples.withLock { $0 += more } }
}
