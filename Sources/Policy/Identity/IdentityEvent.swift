public import Commerce
public import Discourse

/// What happens to an identity. Everything comes in here: no clock, no store, no words of the caller's.
public enum IdentityEvent: Hashable, Codable, Sendable {
  /// The conversation begins, by a channel.
  case opened(Channel, CallingNumber?, WebSession?)
  /// The customer said who he is. Each clue is one thing said; its candidates are hearings of that one thing. A one-time code is not taken
  /// from here but as `code`.
  case said([IdentityClue])
  /// Something to be done needs this level, for an order or for the customer's own: from here on it is worked towards.
  case needed(VerificationLevel, order: OrderNumber?)
  /// The digest of what was said or keyed as one-time code.
  case code(CodeDigest)
  /// The customer asks for a code once more: a new one, and the old one is good for nothing any more.
  case codeAgain
  /// The shell has sent the code asked for with `sendCode`, or could not.
  case codeSent(id: String, CodeDigest, by: ContactChannel)
  case codeNotSent(id: String)
  /// The back end answered a `look`, or failed.
  case answered(OperationResult)
  case failed(OperationFailure)
  /// How many wrong tries there were across conversations, in the order of `recall`.
  case counted([Int])
  /// Something of this order is about to be checked outside of this machine: `clear` says when it may be.
  case checking(OrderNumber)
  /// Something outside of this machine was checked: whether these clues were right, for this order or customer.
  case checked(by: [ClueKind], order: OrderNumber?, customer: String?, matched: Bool)
  /// Whose an order is that a grant covers, once its record is known.
  case owner(of: OrderNumber, customer: String)
  /// The customer was heard: idle time begins anew.
  case heard
  /// The conversation goes on by another channel.
  case moved(Channel)
  /// A write was done.
  case acted(OperationName)
  /// A risk signal arrived.
  case signal(RiskSignal)
  /// Somebody else is on the line.
  case left
}

extension IdentityEvent {
  /// Whether a code is now out.
  public var isCodeSent: Bool { if case .codeSent = self { true } else { false } }
  /// Whether no code could be sent.
  public var isCodeNotSent: Bool { if case .codeNotSent = self { true } else { false } }
}

/// The number that calls, as far as the carrier vouches for it.
public struct CallingNumber: Hashable, Codable, Sendable {
  /// SHAKEN attestation (RFC 8588): A the customer and the number, B the customer, C neither.
  public enum Attestation: String, CaseIterable, Codable, Sendable { case full = "A", partial = "B", gateway = "C" }
  /// In E.164.
  public var number: String
  /// As told by a trusted trunk; nil when not told.
  public var attestation: Attestation?

  /// Makes a number.
  public init(_ number: String, attestation: Attestation? = nil) {
    self.number = number
    self.attestation = attestation
  }
}

/// A session that the shop's own site signed; the shell has checked the signature.
public struct WebSession: Hashable, Codable, Sendable {
  /// The customer who is signed in.
  public var customer: String
  /// When they signed in.
  public var signedIn: Timestamp
  /// When the session ends.
  public var expires: Timestamp
  /// Whether they signed in again for this purpose just now.
  public var isFresh: Bool

  /// Makes a session.
  public init(customer: String, signedIn: Timestamp, expires: Timestamp, isFresh: Bool = false) {
    self.customer = customer
    self.signedIn = signedIn
    self.expires = expires
    self.isFresh = isFresh
  }
}

/// Something that speaks for fraud.
public enum RiskSignal: String, CaseIterable, Codable, Sendable {
  /// The SIM or the number changed lately; a contact on file changed lately; more calls or tries than usual.
  case simChanged, contactChanged, velocity
}

/// What wrong tries are counted by. The shell keeps only keyed digests of the values.
public enum TryKey: Hashable, Codable, Sendable {
  /// Who calls (the number, the session's device); the order named; what was claimed (an e-mail address, a telephone number, a name).
  case caller, order(OrderNumber), claim(String)
  /// Codes that were sent: to the customer they go to, and by what was claimed for it, whether or not anybody has it.
  case customer(String), sent(String)
}

/// What an identity wants done.
public enum IdentityStep: Hashable, Codable, Sendable {
  /// Ask a back end, after so many milliseconds, and report `answered` or `failed`. It is for identification only: nothing of the answer is told.
  case look(Operation, delay: Int)
  /// What was announced with `checking` may be checked, after so many milliseconds.
  case clear(delay: Int)
  /// Report `counted` with the number of wrong tries of each across conversations.
  case recall([TryKey])
  /// A wrong try, or a code asked for: count it for each of these. It was the customer after all: forget what was counted for these.
  case count([TryKey])
  case forget([TryKey])
  /// Have a code sent to a contact on file of the customer and report `codeSent` or `codeNotSent`. A nil customer: nobody fits, nothing is
  /// sent, and yet `codeSent` is reported after the usual time, with any digest, so that the caller hears the same.
  case sendCode(id: String, customer: String?, by: [ContactChannel], digits: Int)
  /// Identified: what is open can go on.
  case established(customer: String?, order: OrderNumber?, VerificationLevel)
  /// Ask for what is missing: the ways that are open, each with the clues it still lacks.
  case ask([[ClueKind]])
  /// It did not fit. Which part was wrong is not known here and not told.
  case mismatch(triesLeft: Int)
  /// Several customers fit: ask for one of these besides.
  case ambiguous([ClueKind])
  /// The code did not fit, or none is waited for, or it is over.
  case wrongCode(attemptsLeft: Int)
  /// No more codes are sent, to this contact or in this conversation. One that is out can still be answered.
  case noMoreCodes
  /// This is somebody else than the customer of this conversation.
  case anotherCustomer
  /// No more tries: the conversation goes on without; a person takes over.
  case refused, person
  /// The back end cannot be asked.
  case unavailable
  /// For the journal.
  case decided(Decision)
}
