public import Commerce

/// Counts wrong tries across conversations. Keys are digests: nothing personal is kept.
public protocol TryCounter: Sendable {
  /// The wrong tries of each since a moment, in the order given.
  func counts(of keys: [String], since: Timestamp) async throws -> [Int]
  /// One more for each.
  func count(_ keys: [String], at now: Timestamp) async throws
  /// None any more.
  func forget(_ keys: [String]) async throws
}

/// A one-time code for a customer. It is never written down: neither in a log nor in a journal.
public struct CodeMessage: Sendable {
  /// Whom it is for, as the back end names customers.
  public var customer: String
  /// How it may go, the preferred first.
  public var channels: [ContactChannel]
  /// What the customer reads, the code in it.
  public var text: String
  /// For which conversation, and under which subject's key what is read for it may be kept.
  public var conversation: String
  /// See `conversation`.
  public var subject: String

  /// Makes a message.
  public init(customer: String, channels: [ContactChannel], text: String, conversation: String, subject: String) {
    self.customer = customer
    self.channels = channels
    self.text = text
    self.conversation = conversation
    self.subject = subject
  }
}

/// What the customer would read, where there is no real telephone at the other end: at which contact, and what.
public struct ShownMessage: Sendable {
  /// The contact on file.
  public var contact: String
  /// The message.
  public var text: String
}

/// Sends one-time codes to contacts on file, never to one that was just said.
public protocol CodeSender: Sendable {
  /// Whether what is sent leaves the house; otherwise it can only be shown to whoever plays the customer.
  var carries: Bool { get }
  /// Sends it; gives what is to be shown instead, where nothing is carried. Throws when the customer has no such contact, or it could not be
  /// handed over.
  func send(_ message: CodeMessage) async throws -> ShownMessage?
}

/// Why a code was not sent. Never holds a contact.
public struct CodeFailure: Error, CustomStringConvertible {
  /// What happened, for the operator.
  public var description: String

  /// Makes a failure.
  public init(_ description: String) { self.description = description }
}

/// Finds the contact on file that a code goes to, and has the text carried there.
public struct ContactCodeSender: CodeSender {
  /// Hands a text over: by which channel, to which contact, what.
  public typealias Carrier = @Sendable (ContactChannel, String, String) async throws -> Void

  private let backend: any CommerceBackend
  private let carry: Carrier?

  /// Makes a sender.
  /// - Parameters:
  ///   - backend: Where customers are found.
  ///   - carry: Hands messages over; nil: nobody does, and they are shown.
  public init(backend: any CommerceBackend, carry: Carrier?) {
    self.backend = backend
    self.carry = carry
  }

  /// Whether anybody carries messages.
  public var carries: Bool { carry != nil }

  /// Sends a code.
  public func send(_ message: CodeMessage) async throws -> ShownMessage? {
    let context = OperationContext(
      key: nil, budget: .seconds(3), conversation: message.conversation, subject: message.subject)
    let answer: OperationAnswer
    do {
      answer = try await backend.perform(Operation(FindCustomer(customer: message.customer)), context)
    } catch { throw CodeFailure("the customer cannot be looked up: \(error)") }
    // A contact that was changed since must get nothing.
    guard !answer.freshness.stale else { throw CodeFailure("only an old record of the customer can be had") }
    guard let customer = answer.result.outcome(of: FindCustomer.self) else {
      throw CodeFailure("the customer cannot be looked up")
    }
    for channel in message.channels {
      let contact = channel == .email ? customer.email : customer.phone
      guard !contact.isEmpty else { continue }
      guard let carry else { return ShownMessage(contact: contact, text: message.text) }
      try await carry(channel, contact, message.text)
      return nil
    }
    throw CodeFailure("the customer has no contact that codes may go to")
  }
}
