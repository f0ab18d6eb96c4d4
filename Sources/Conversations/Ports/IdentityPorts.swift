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
  /// The digits.
  public var code: String
  /// How long it is valid.
  public var minutes: Int

  /// Makes a message.
  public init(customer: String, channels: [ContactChannel], code: String, minutes: Int) {
    self.customer = customer
    self.channels = channels
    self.code = code
    self.minutes = minutes
  }
}

/// What became of a code: by what it went, and, where there is no real telephone at the other end, what the customer would read there.
public struct CodeReceipt: Sendable {
  /// By what it went.
  public var channel: ContactChannel
  /// What is shown to whoever plays the customer: to which contact, and the text; nil when the message really went out.
  public var shown: (to: String, text: String)?

  /// Makes a receipt.
  public init(_ channel: ContactChannel, shown: (to: String, text: String)? = nil) {
    self.channel = channel
    self.shown = shown
  }
}

/// Sends one-time codes to contacts on file, never to one that was just said.
public protocol CodeSender: Sendable {
  /// Sends it. Throws when the customer has no such contact, or it could not be handed over.
  func send(_ message: CodeMessage) async throws -> CodeReceipt
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
  private let backend: any CommerceBackend
  private let shop: String
  private let carry: @Sendable (ContactChannel, String, String) async throws -> Bool

  /// Makes a sender.
  /// - Parameters:
  ///   - backend: Where customers are found.
  ///   - shop: Who writes.
  ///   - carry: Takes channel, contact and text; false when nobody carries messages here and whoever plays the customer is shown them.
  public init(
    backend: any CommerceBackend, shop: String,
    carry: @escaping @Sendable (ContactChannel, String, String) async throws -> Bool
  ) {
    self.backend = backend
    self.shop = shop
    self.carry = carry
  }

  /// A sender that shows what it would send: for sandboxes and an operator's own terminal.
  public static func showing(backend: any CommerceBackend, shop: String) -> ContactCodeSender {
    ContactCodeSender(backend: backend, shop: shop) { _, _, _ in false }
  }

  /// Sends a code.
  public func send(_ message: CodeMessage) async throws -> CodeReceipt {
    let context = OperationContext(key: nil, budget: .seconds(3), conversation: nil)
    let answer: OperationAnswer
    do {
      answer = try await backend.perform(Operation(FindCustomer(customer: message.customer)), context)
    } catch { throw CodeFailure("the customer cannot be looked up: \(error)") }
    guard let customer = answer.result.outcome(of: FindCustomer.self) else {
      throw CodeFailure("the customer cannot be looked up")
    }
    for channel in message.channels {
      let contact = channel == .email ? customer.email : customer.phone
      guard !contact.isEmpty else { continue }
      let text =
        "Your \(shop) code is \(message.code). It is valid for \(message.minutes) minutes. Tell it only to the agent you are talking to."
      let isCarried = try await carry(channel, contact, text)
      return CodeReceipt(channel, shown: isCarried ? nil : (contact, text))
    }
    throw CodeFailure("the customer has no contact that codes may go to")
  }
}
