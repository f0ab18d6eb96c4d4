public import Commerce
public import Dialogue
public import Discourse

/// A conversation in virtual time, without shells: gives it what a caller says, has a world answer its operations, and keeps
/// everything that happened.
public struct Rehearsal: Sendable {
  /// How it is opened.
  public struct Setting: Sendable {
    /// What is in force.
    public var artefacts: Artefacts
    /// What answers.
    public var backend: any CommerceBackend
    /// The time.
    public var moment: VirtualMoment
    /// How it reaches us.
    public var channel: Channel
    /// The calling number.
    public var from: String?
    /// The web session.
    public var session: SignedSession?
    /// Picks phrasings.
    public var seed: UInt64
    /// Seconds east of UTC where the retailer is.
    public var utcOffsetSeconds: Int
    /// What the surroundings tell.
    public var signals: [String: String]
    /// Its identifier.
    public var name: String

    /// Puts it together.
    public init(
      name: String = "rehearsal", artefacts: Artefacts, backend: any CommerceBackend, moment: VirtualMoment,
      channel: Channel = .chat, from: String? = nil, session: SignedSession? = nil, seed: UInt64 = 1,
      utcOffsetSeconds: Int = 0, signals: [String: String] = [:]
    ) {
      self.name = name
      self.artefacts = artefacts
      self.backend = backend
      self.moment = moment
      self.channel = channel
      self.from = from
      self.session = session
      self.seed = seed
      self.utcOffsetSeconds = utcOffsetSeconds
      self.signals = signals
    }
  }

  /// How long a back end takes, and a caller to speak, in milliseconds.
  private static let answering: Int64 = 50
  private static let speaking: Int64 = 4_000
  /// More inputs than any turn needs: a conversation that asks itself for ever is stopped.
  private static let mostInputs = 200

  /// All inputs and effects in order.
  public private(set) var recorded: [Recorded] = []
  /// The turns.
  public private(set) var trace = Trace()
  /// Whether one turn went on without an end; nothing more is done then.
  public private(set) var ranAway = false
  private var conversation: Conversation
  private let setting: Setting

  /// Opens a conversation.
  public init(_ setting: Setting) async {
    self.setting = setting
    conversation = Conversation(artefacts: setting.artefacts)
    await send(
      .opened(
        Opening(
          conversation: setting.name, channel: setting.channel, from: setting.from, recorded: false,
          session: setting.session, seed: setting.seed, utcOffsetSeconds: setting.utcOffsetSeconds,
          signals: setting.signals, artefacts: setting.artefacts.hashes)))
  }

  /// Whether the agent has said its last word, or nothing more will come.
  public var isOver: Bool { trace.outcome != nil || trace.endReason != nil || ranAway }

  /// What the agent said since the caller's last turn, one prompt each.
  public var lastSaid: [String] { trace.turns.last?.said ?? [] }

  /// The same as sentences for the voice.
  var lastSpoken: [String] {
    let latest = recorded.lastIndex { if case .input(let input, _) = $0 { !input.event.isResult } else { false } } ?? 0
    return recorded[latest...].flatMap { entry -> [String] in
      if case .effect(.say(let prompt), _) = entry { prompt.spoken } else { [] }
    }
  }

  /// What is expected of the caller now.
  var expectation: Expectation {
    for entry in recorded.reversed() { if case .effect(.expect(let next), _) = entry { return next } }
    return .nothing
  }

  /// The names that whoever listens to the caller is told of.
  var likelyNames: [String] { conversation.likelyNames }

  /// What is asked for or read back, and what the dialogue was told by now, by slot.
  var askedSlot: AskedSlot? { conversation.askedSlot }
  var toldSlots: [String: String] { conversation.toldSlots }

  /// What the dialogue would have been told by these words, if they were written; nothing of it happens.
  func toldSlots(by words: String) -> [String: String] {
    var copy = conversation
    _ = copy.handle(Input(at: setting.moment.now, event: .utterance(Transcript(typed: words))))
    return copy.toldSlots
  }

  /// What words would be taken for now, if they were written; nothing of it happens.
  func meaning(of words: String) -> [Command] {
    var copy = conversation
    let event = copy.withoutCode(.utterance(Transcript(typed: words)), digest: RehearsalCode.digest)
    return copy.handle(Input(at: setting.moment.now, event: event)).flatMap { effect -> [Command] in
      if case .understood(let commands) = effect { commands } else { [] }
    }
  }

  /// The caller says or writes something. Gives what the agent answers.
  @discardableResult
  public mutating func say(_ text: String) async -> [String] {
    await happen(.utterance(Transcript(typed: text)))
  }

  /// The caller presses keys.
  @discardableResult
  public mutating func key(_ keys: String) async -> [String] { await happen(.keys(keys)) }

  /// Anything else happens.
  @discardableResult
  public mutating func happen(_ event: Input.Event) async -> [String] {
    setting.moment.advance(milliseconds: Self.speaking)
    await send(event)
    return lastSaid
  }

  private mutating func send(_ event: Input.Event) async {
    guard !ranAway else { return }
    var events = [conversation.withoutCode(event, digest: RehearsalCode.digest)]
    var count = 0
    while !events.isEmpty {
      count += 1
      guard count <= Self.mostInputs else {
        ranAway = true
        return
      }
      let input = Input(at: setting.moment.now, event: events.removeFirst())
      recorded.append(.input(input, sequence: recorded.count + 1))
      trace.take(input)
      for effect in conversation.handle(input) {
        recorded.append(.effect(effect, sequence: recorded.count + 1))
        trace.take(effect)
        switch effect {
        case .perform(let call, let operation): events.append(await answer(call, operation))
        case .recall(let keys): events.append(.triesCounted(keys.map { _ in 0 }))
        case .sendCode(let id, let customer, let channels, _):
          let code = customer == nil ? "" : RehearsalCode.code
          events.append(.codeSent(id: id, RehearsalCode.digest(code), by: channels.first ?? .sms))
        case .promise(let promise): events.append(.promiseRecorded(promise.number))
        case .say, .expect, .understood, .proposed, .decided, .end, .pause, .count, .forget: continue
        }
      }
    }
  }

  private func answer(_ call: Int, _ operation: Commerce.Operation) async -> Input.Event {
    setting.moment.advance(milliseconds: Self.answering)
    let context = OperationContext(
      key: operation.isWrite ? IdempotencyKey(conversation: setting.name, call: call) : nil,
      budget: .milliseconds(operation.contract.budgetMilliseconds), conversation: setting.name)
    do throws(OperationFailure) {
      let answer = try await setting.backend.perform(operation, context)
      return .result(call: call, answer.result, freshness: answer.freshness)
    } catch {
      return .failed(call: call, error)
    }
  }
}

extension Input.Event {
  /// Whether it tells what came of something the conversation had asked for.
  fileprivate var isResult: Bool {
    switch self {
    case .result, .failed, .triesCounted, .codeSent, .codeNotSent, .promiseRecorded, .promiseFailed: true
    default: false
    }
  }
}
