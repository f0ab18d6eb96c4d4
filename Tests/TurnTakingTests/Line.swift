import Discourse
import TurnTaking

/// A telephone line by script: frames every 20 ms, and everything the machine wanted done, with its time.
struct Line {
  var machine: TurnMachine
  var now = 0
  var log: [(at: Int, action: TurnMachine.Action)] = []

  init(_ expectation: Discourse.Expectation = .anything, settings: TurnSettings = TurnSettings()) {
    machine = TurnMachine(settings: settings)
    send(.expect(expectation))
  }

  /// All but the frames fed and what is only got ready.
  var actions: [TurnMachine.Action] { log.map(\.action).filter { $0 != .feed && !$0.isAhead } }

  /// What is got ready before it is sure.
  var ahead: [TurnMachine.Action] { log.map(\.action).filter(\.isAhead) }

  func time(of action: TurnMachine.Action) -> Int? { log.first { $0.action == action }?.at }

  mutating func send(_ event: TurnMachine.Event) {
    for action in machine.handle(event, now: now) { log.append((now, action)) }
  }

  mutating func voice(_ milliseconds: Int, isFaint: Bool = false) {
    frames(milliseconds, voiced: true, isFaint: isFaint)
  }
  mutating func silence(_ milliseconds: Int) { frames(milliseconds, voiced: false) }

  private mutating func frames(_ milliseconds: Int, voiced: Bool, isFaint: Bool = false) {
    for _ in 0..<(milliseconds / 20) {
      now += 20
      send(.frame(voiced: voiced, isFaint: isFaint))
    }
  }

  /// No frames come any more; the clock ticks on.
  mutating func ticks(_ milliseconds: Int) {
    for _ in 0..<(milliseconds / 100) {
      now += 100
      send(.tick)
    }
  }

  mutating func press(_ keys: String, every milliseconds: Int = 200) {
    for key in keys {
      silence(milliseconds)
      send(.digit(key))
    }
  }

  /// The recogniser has so many words of this utterance.
  mutating func partial(_ utterance: Int, _ text: String, satisfied: Bool = false) {
    send(.partial(utterance: utterance, text: text, satisfied: satisfied))
  }

  /// The recogniser is done.
  mutating func final(_ utterance: Int, _ text: String?, understood: Bool = true) {
    send(.final(utterance: utterance, text: text, understood: understood))
  }

  /// We say a sentence.
  mutating func says(_ sentence: String, lasting length: Int? = nil) {
    if !log.isEmpty || now == 0 { send(.agentStarted) }
    send(.agentSays(sentence, lasting: length))
  }
}

extension TurnMachine.Action {
  fileprivate var isAhead: Bool {
    switch self {
    case .rest, .goesOn, .likely: true
    default: false
    }
  }
}
