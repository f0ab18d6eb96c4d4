public import Commerce
public import Dialogue
public import Discourse

/// Drives a conversation without shells: gives it what a caller says, answers its operations from the fixture, and keeps
/// everything that happened, so that it can be replayed.
public struct ScriptedConversation {
  /// The conversation.
  public private(set) var conversation: Conversation
  /// All inputs and effects in order.
  public private(set) var recorded: [Recorded] = []
  /// What was said since the last thing the caller did, in writing.
  public private(set) var answer = ""
  /// What is expected now.
  public private(set) var expectation: Expectation = .nothing
  /// How it ended.
  public private(set) var outcome: Effect.Outcome?
  /// All effects so far.
  public var effects: [Effect] {
    recorded.compactMap { if case .effect(let effect, _) = $0 { effect } else { nil } }
  }
  /// Answers operations; the fixture by default.
  public var backend: (Commerce.Operation) -> Result<OperationResult, OperationFailure> = RetailFixture.answer
  /// How fresh the back end's answers are; nil: not told.
  public var freshness: Freshness?
  private var time = RetailFixture.noon

  /// Opens a conversation.
  public init(
    artefacts: Artefacts, channel: Channel = .phone, from: String? = "+12065550123", seed: UInt64 = 1,
    backend: @escaping (Commerce.Operation) -> Result<OperationResult, OperationFailure> = RetailFixture.answer
  ) {
    conversation = Conversation(artefacts: artefacts)
    self.backend = backend
    send(
      .opened(
        Opening(
          conversation: "test", channel: channel, from: from, recorded: false, seed: seed,
          utcOffsetSeconds: RetailFixture.utcOffset, artefacts: artefacts.hashes)))
  }

  /// The caller says something, clearly.
  @discardableResult
  public mutating func say(_ text: String, confidence: Double = 0.9) -> String {
    hear([(text, confidence)])
  }

  /// The caller is heard to say one of several things.
  @discardableResult
  public mutating func hear(_ alternatives: [(String, Double)]) -> String {
    answer = ""
    send(.utterance(Transcript(alternatives: alternatives.map { Alternative(text: $0.0, confidence: $0.1) })))
    return answer
  }

  /// The caller presses keys.
  @discardableResult
  public mutating func key(_ keys: String) -> String {
    answer = ""
    send(.keys(keys))
    return answer
  }

  /// Anything else happens.
  @discardableResult
  public mutating func happen(_ event: Input.Event) -> String {
    answer = ""
    send(event)
    return answer
  }

  private mutating func send(_ event: Input.Event) {
    var events = [conversation.withoutCode(event, digest: RehearsalCode.digest)]
    while !events.isEmpty {
      time = time.adding(milliseconds: 1_000)
      let input = Input(at: time, event: events.removeFirst())
      recorded.append(.input(input, sequence: recorded.count + 1))
      for effect in conversation.handle(input) {
        recorded.append(.effect(effect, sequence: recorded.count + 1))
        switch effect {
        case .say(let prompt): answer += (answer.isEmpty ? "" : " ") + prompt.written
        case .expect(let next): expectation = next
        case .perform(let call, let operation):
          switch backend(operation) {
          case .success(let result): events.append(.result(call: call, result, freshness: freshness))
          case .failure(let failure): events.append(.failed(call: call, failure))
          }
        case .recall(let keys): events.append(.triesCounted(keys.map { _ in 0 }))
        case .sendCode(let id, let customer, let channels, _):
          let code = customer == nil ? "" : RehearsalCode.code
          events.append(.codeSent(id: id, RehearsalCode.digest(code), by: channels.first ?? .sms))
        case .promise(let promise): events.append(.promiseRecorded(promise.number))
        case .end(let outcome): self.outcome = outcome
        case .understood, .proposed, .decided, .pause, .count, .forget: continue
        }
      }
    }
  }
}
