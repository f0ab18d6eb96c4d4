/// What accompanies one call of an operation.
public struct OperationContext: Hashable, Sendable {
  /// Names the intention of a write: however often it is sent, it takes effect once. Nil for reads.
  public var key: IdempotencyKey?
  /// How long this call may take.
  public var budget: Duration
  /// The conversation it is done for, for traces; nil for housekeeping.
  public var conversation: String?
  /// Whose data it is about, as journals name the subject whose key seals it; nil when nobody's.
  public var subject: String?

  /// Makes a context.
  public init(key: IdempotencyKey? = nil, budget: Duration, conversation: String? = nil, subject: String? = nil) {
    self.key = key
    self.budget = budget
    self.conversation = conversation
    self.subject = subject
  }
}

/// The name of one intended write, unique for ever: 1 to 64 characters of A-Z, a-z, 0-9, "-", "_" and ".".
public struct IdempotencyKey: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The characters.
  public let text: String

  /// Takes a key as it is; nil when it has other characters or another length.
  public init?(_ text: String) {
    guard (1...64).contains(text.utf8.count),
      text.utf8.allSatisfy({
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E
      })
    else { return nil }
    self.text = text
  }

  /// The key of a conversation's call: the same however often the call is replayed.
  public init(conversation: String, call: Int) {
    let safe = conversation.utf8.map { byte -> Character in
      let allowed =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
      return allowed ? Character(Unicode.Scalar(byte)) : "_"
    }
    text = String(safe.prefix(50)) + ".\(call)"
  }

  /// The characters.
  public var description: String { text }

  /// Reads a key from a single string. Throws a `DecodingError` when it is none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let key = IdempotencyKey(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an idempotency key")
    }
    self = key
  }

  /// Writes the key as a single string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// How fresh a fact is and where it comes from.
public struct Freshness: ContractValue {
  /// When the source said so.
  public var asOf: Timestamp
  /// The back end that said so ("shop", "shopify").
  public var origin: String
  /// Whether something newer was asked for and could not be had.
  public var stale: Bool

  /// Makes a freshness.
  public init(asOf: Timestamp, origin: String, stale: Bool = false) {
    self.asOf = asOf
    self.origin = origin
    self.stale = stale
  }
}

/// A result with its freshness.
public struct OperationAnswer: Hashable, Codable, Sendable {
  /// What the operation brought back.
  public var result: OperationResult
  /// How fresh it is and where it comes from.
  public var freshness: Freshness

  /// Makes an answer.
  public init(_ result: OperationResult, _ freshness: Freshness) {
    self.result = result
    self.freshness = freshness
  }
}

/// What became of a write whose answer was lost.
public enum WriteOutcome: Hashable, Sendable {
  /// It took place, with this result; it arrived and a rule forbade it; it never took place; the back end cannot tell.
  case done(OperationResult), refused(OperationFailure), notDone, unknown
}

/// The port to the retailer's systems, implemented by the embedded shop, by connectors, and by what stands before them.
public protocol CommerceBackend: Sendable {
  /// The name it has in routes, logs and freshness ("shop").
  var name: String { get }
  /// What it can do.
  var operations: Set<OperationName> { get }
  /// Performs an operation. A write with a key that was done before gives the same result again and changes nothing.
  /// Throws an `OperationFailure`, nothing else.
  func perform(_ operation: Operation, _ context: OperationContext) async throws(OperationFailure) -> OperationAnswer
  /// What became of a write, asked by its key. Never writes. Throws an `OperationFailure` when it cannot be asked.
  func outcome(of operation: Operation, _ context: OperationContext) async throws(OperationFailure) -> WriteOutcome
}

extension CommerceBackend {
  /// Performs an operation and gives its outcome with its freshness. Throws an `OperationFailure`.
  public func perform<Typed: TypedOperation>(
    _ operation: Typed, _ context: OperationContext
  ) async throws(OperationFailure) -> (outcome: Typed.Outcome, freshness: Freshness) {
    let answer = try await perform(Operation(operation), context)
    guard let outcome = answer.result.outcome(of: Typed.self) else {
      throw OperationFailure(
        .invalidResponse, "\(name) answered \(answer.result.name.rawValue) to \(Typed.contract.name.rawValue)")
    }
    return (outcome, answer.freshness)
  }
}
