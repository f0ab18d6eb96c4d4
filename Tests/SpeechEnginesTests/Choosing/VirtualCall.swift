import Audio
import Conversations
import Discourse

@testable import SpeechEngines

/// How an engine in a virtual call behaves.
enum Habit: String, CaseIterable {
  /// As it should; but only at the end of an utterance.
  case good, goodAtEnd
  /// Opens never; refuses; opens late.
  case opensNever, refuses, opensLate
  /// Breaks in mid-word; while nobody speaks; says nothing at all; hears nothing; hears nothing and only says so at the end.
  case breaksInMidWord, breaksIdle, silent, deaf, deafAtEnd
  /// Answers what cannot have been said; rubbish while it listens; long after the end; twice; before the end; for another utterance.
  case rubbish, rubbishPartials, late, twice, early, misnumbered

  /// Whether the first answer is this engine's own.
  var isTrusted: Bool { [.good, .goodAtEnd, .twice, .early, .opensLate].contains(self) }
}

/// A call in virtual time: a `HearingWatch` over engines with habits, fed in real frames of 20 ms.
struct VirtualCall {
  private enum Event {
    case input(HearingWatch.Input)
    case engine(Int, ticket: Int, EngineInput)
  }
  private enum EngineInput { case begin(Int), feed(Int), end(Int), cancel(Int) }

  var watch: HearingWatch
  var roster: EngineRoster
  let habits: [Habit]
  private(set) var now = Duration.zero
  private(set) var reports: [(at: Duration, event: RecognitionEvent)] = []
  private(set) var notes: [EngineNote] = []
  private(set) var opened: [Int] = []
  private var queue: [(at: Duration, order: Int, input: HearingWatch.Input)] = []
  private var order = 0
  private var engines: [Int: (engine: Int, utterance: Int, fed: Int, broke: Bool)] = [:]

  init(_ habits: [Habit]) {
    self.habits = habits
    watch = HearingWatch(
      traits: habits.map { HearingWatch.Trait(streams: ![.goodAtEnd, .deafAtEnd].contains($0)) })
    roster = EngineRoster(names: habits.map(\.rawValue))
    take(.start)
  }

  /// What engine number `engine` understands.
  static func words(_ engine: Int) -> String { "engine \(["one", "two", "three"][engine])" }

  /// Lets time pass.
  mutating func wait(_ time: Duration) {
    let end = now + time
    while let next = queue.indices.min(by: { (queue[$0].at, queue[$0].order) < (queue[$1].at, queue[$1].order) }),
      queue[next].at <= end
    {
      let event = queue.remove(at: next)
      now = max(now, event.at)
      take(event.input)
    }
    now = end
  }

  /// Somebody speaks for a while, and is waited for.
  /// - Parameter voiced: Whether it is speech and not silence.
  mutating func say(_ number: Int, _ length: Duration, voiced: Bool = true) {
    take(.begin(number))
    for frame in 0..<Int(length / .milliseconds(20)) {
      wait(.milliseconds(20))
      take(.feed(voiced ? Self.voice(frame) : [Int16](repeating: 0, count: 160)))
    }
    take(.end(number))
  }

  /// 20 ms of something with the pitch and the ups and downs of a voice.
  static func voice(_ frame: Int) -> [Int16] {
    let level: Double = (frame / 8).isMultiple(of: 4) ? 0 : 1
    return (0..<160).map { index in
      let t = Double(frame * 160 + index) / 8_000
      var sum = 0.0
      for harmonic in 1...12 { sum += Self.sine(130 * Double(harmonic) * t) / Double(harmonic) }
      return Int16(max(-32_000, min(32_000, level * sum * 5_000)))
    }
  }

  /// A parabola's idea of a sine of `turns`.
  private static func sine(_ turns: Double) -> Double {
    let x = turns - turns.rounded(.down)
    return x < 0.5 ? 16 * x * (0.5 - x) : -16 * (x - 0.5) * (1 - x)
  }

  mutating func cancel(_ number: Int) { take(.cancel(number)) }

  /// Answers so far: the number, the words (nil: failed), and when.
  var answers: [(number: Int, words: String?, at: Duration)] {
    reports.compactMap { report in
      switch report.event {
      case .final(let number, let transcript, _): (number, transcript.text, report.at)
      case .failed(let number, _): (number, nil, report.at)
      default: nil
      }
    }
  }

  private mutating func later(_ delay: Duration, _ input: HearingWatch.Input) {
    order += 1
    queue.append((now + delay, order, input))
  }

  private mutating func take(_ input: HearingWatch.Input) {
    for action in watch.handle(input, now: now, roster: &roster) {
      switch action {
      case .open(let engine, let ticket): open(engine, ticket)
      case .begin(let ticket, let number): engines[ticket]?.utterance = number; engines[ticket]?.fed = 0
      case .feed(let ticket, let samples): fed(ticket, samples.count)
      case .end(let ticket, let number): ended(ticket, number)
      case .cancel, .expect, .rest, .goesOn: continue
      case .close(let ticket): engines[ticket] = nil
      case .report(let event): reports.append((now, event))
      case .note(let note): notes.append(note)
      case .wake(let delay): later(delay, .tick)
      }
    }
  }

  private mutating func open(_ engine: Int, _ ticket: Int) {
    opened.append(engine)
    engines[ticket] = (engine, 0, 0, false)
    switch habits[engine] {
    case .opensNever: return
    case .refuses: later(.milliseconds(30), .notOpened(ticket, .refused))
    case .opensLate: later(.milliseconds(900), .opened(ticket))
    case .breaksIdle:
      later(.milliseconds(50), .opened(ticket))
      later(.milliseconds(400), .event(ticket, .failed(utterance: 0, message: "gone")))
    default: later(.milliseconds(50), .opened(ticket))
    }
  }

  private mutating func fed(_ ticket: Int, _ count: Int) {
    guard var state = engines[ticket] else { return }
    let before = state.fed / 1_600
    state.fed += count
    engines[ticket] = state
    // Ten times a second.
    guard state.fed / 1_600 > before else { return }
    let number = state.utterance
    func partial(_ text: String) -> HearingWatch.Input {
      .event(ticket, .partial(utterance: number, text: text, satisfied: false))
    }
    switch habits[state.engine] {
    case .good, .late, .twice, .opensLate, .breaksIdle: later(.milliseconds(40), partial(Self.words(state.engine)))
    case .deaf: later(.milliseconds(40), partial(""))
    case .rubbishPartials: later(.milliseconds(40), partial(String(repeating: "you know ", count: 300)))
    case .rubbish: later(.milliseconds(40), partial("hello"))
    case .misnumbered: later(.milliseconds(40), .event(ticket, .partial(utterance: 99, text: "no", satisfied: false)))
    case .early:
      let early = Transcript(alternatives: [Alternative(text: "too early", confidence: 0.9)])
      later(.milliseconds(40), partial(Self.words(state.engine)))
      if state.fed < 8_000 { later(.milliseconds(40), .event(ticket, .final(utterance: number, early, cpu: 0))) }
    case .breaksInMidWord:
      if !state.broke, state.fed >= 8_000 {
        engines[ticket]?.broke = true
        later(.milliseconds(10), .event(ticket, .failed(utterance: number, message: "gone")))
      }
    case .goodAtEnd, .deafAtEnd, .silent, .opensNever, .refuses: return
    }
  }

  private mutating func ended(_ ticket: Int, _ number: Int) {
    guard let state = engines[ticket] else { return }
    func final(_ text: String, _ confidence: Double = 0.9) -> HearingWatch.Input {
      let alternatives = text.isEmpty ? [] : [Alternative(text: text, confidence: confidence)]
      return .event(ticket, .final(utterance: number, Transcript(alternatives: alternatives), cpu: 0))
    }
    let words = Self.words(state.engine)
    switch habits[state.engine] {
    case .good, .goodAtEnd, .opensLate, .breaksIdle, .early: later(.milliseconds(200), final(words))
    case .late: later(.seconds(9), final(words))
    case .twice:
      later(.milliseconds(200), final(words))
      later(.milliseconds(230), final(words))
    case .deaf, .deafAtEnd: later(.milliseconds(200), final(""))
    case .rubbish: later(.milliseconds(200), final(String(repeating: "thank you for watching ", count: 60)))
    case .misnumbered:
      later(.milliseconds(200), .event(ticket, .final(utterance: 98, Transcript(alternatives: []), cpu: 0)))
    case .silent, .opensNever, .refuses, .breaksInMidWord, .rubbishPartials: return
    }
  }
}
