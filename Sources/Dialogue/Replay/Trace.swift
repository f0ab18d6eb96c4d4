public import Commerce
public import Discourse
public import Policy
internal import Understanding

/// One turn of a conversation with all that it set going: what was heard, what that was taken to mean, what policy said, what
/// back ends were asked and answered, what was said. Holds personal data.
public struct TracedTurn: Sendable, Hashable {
  /// What began the turn.
  public enum Beginning: String, Sendable, Codable, CaseIterable {
    /// The conversation was opened; words; keys; nothing was said; the recogniser failed; the end.
    case opened, said, keyed, silence, recognitionFailed, ended
  }

  /// An operation and what came of it.
  public struct Call: Sendable, Hashable {
    /// Counts a conversation's calls from 1.
    public var number: Int
    /// What was asked.
    public var operation: Operation
    /// What came of it; nil while it is under way.
    public var result: Result<OperationResult, OperationFailure>?
  }

  /// What began it.
  public var beginning: Beginning
  /// When.
  public var at: Timestamp
  /// What the customer said or keyed; nil where nobody did.
  public var heard: String?
  /// What that was taken to mean.
  public var commands: [Command] = []
  /// What policy said, in order.
  public var decisions: [Decision] = []
  /// What back ends were asked, in order.
  public var calls: [Call] = []
  /// What was said, in writing: one prompt each.
  public var said: [String] = []
  /// What is expected next.
  public var expects: Expectation?
}

/// A person who takes over from here.
public struct Handoff: Sendable, Hashable {
  /// How: "call_back", or "write_back" where a colleague writes.
  public var kind: String
  /// Why, as the engine names it.
  public var reason: String
  /// When it is due, where a time was promised.
  public var due: Timestamp?
}

/// A conversation's turns, folded from its inputs and effects in their order: the same for one that goes on and a stored one.
public struct Trace: Sendable, Hashable {
  /// The turns so far.
  public private(set) var turns: [TracedTurn] = []
  /// How it ended, when the agent or the house ended it.
  public private(set) var outcome: Effect.Outcome?
  /// Why it is over; nil while it is not.
  public private(set) var endReason: String?
  /// Who takes over; nil when nobody does.
  public private(set) var handoff: Handoff?
  private var promised: [Int: CallbackPromise] = [:]

  /// A trace of nothing.
  public init() {}

  /// A trace of a stored conversation.
  public init(_ recorded: [Recorded]) {
    for entry in recorded {
      switch entry {
      case .input(let input, _): take(input)
      case .effect(let effect, _): take(effect)
      }
    }
  }

  /// All calls in order.
  public var calls: [TracedTurn.Call] { turns.flatMap(\.calls) }

  /// Takes the next input.
  public mutating func take(_ input: Input) {
    func begin(_ beginning: TracedTurn.Beginning, _ heard: String? = nil) {
      turns.append(TracedTurn(beginning: beginning, at: input.at, heard: heard))
    }
    switch input.event {
    case .opened: begin(.opened)
    case .utterance(let transcript, _): begin(.said, transcript.text)
    case .keys(let keys): begin(.keyed, keys)
    case .silence: begin(.silence)
    case .recognitionFailed: begin(.recognitionFailed)
    case .result(let call, let result, _): settle(call, .success(result))
    case .failed(let call, let failure): settle(call, .failure(failure))
    case .promiseRecorded(let number):
      guard let promise = promised[number] else { return }
      handoff = Handoff(
        kind: promise.email == nil ? "call_back" : "write_back", reason: promise.reason, due: promise.due)
    case .ended(let reason):
      begin(.ended)
      if endReason == nil { endReason = reason }
    case .code: begin(.said, "[code]")
    case .card: begin(.keyed, CardWatch.placeholder)
    case .interrupted, .played, .slow, .unspoken, .promiseFailed, .triesCounted, .codeSent, .codeNotSent: return
    }
  }

  /// Takes the next effect.
  public mutating func take(_ effect: Effect) {
    if case .end(let outcome) = effect { self.outcome = outcome }
    if case .promise(let promise) = effect { promised[promise.number] = promise }
    guard !turns.isEmpty else { return }
    let last = turns.count - 1
    switch effect {
    case .understood(let commands): turns[last].commands += commands
    case .decided(let decision): turns[last].decisions.append(decision)
    case .say(let prompt): turns[last].said.append(prompt.written)
    case .expect(let expectation): turns[last].expects = expectation
    case .perform(let number, let operation):
      turns[last].calls.append(TracedTurn.Call(number: number, operation: operation))
    case .promise, .end, .proposed, .pause, .recall, .count, .forget, .sendCode: return
    }
  }

  private mutating func settle(_ number: Int, _ result: Result<OperationResult, OperationFailure>) {
    for turn in turns.indices.reversed() {
      guard let call = turns[turn].calls.firstIndex(where: { $0.number == number }) else { continue }
      turns[turn].calls[call].result = result
      return
    }
  }
}
