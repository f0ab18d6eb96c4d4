/// Why an operation brought nothing back. A closed set: a connector maps whatever it meets to one of these.
public struct OperationFailure: Error, Hashable, Codable, Sendable {
  /// The kinds of failure.
  public enum Code: String, CaseIterable, Codable, Sendable {
    /// Business failures. There is no such thing; the arguments make no sense together; a rule forbids it (`reason` says
    /// which); it changed in the meantime; there is not enough of it left; the payment was not accepted.
    case notFound, invalidArguments, refused, conflict, outOfStock, declined
    /// Technical failures. The back end cannot be reached or is down; it did not answer within the time budget; it asks for
    /// fewer calls; it answered something that is not its contract; it does not accept our credentials; nothing is connected
    /// that can do this.
    case unavailable, timedOut, rateLimited, invalidResponse, unauthorized, unsupported
    /// Failures of the write ledger. It is not known yet whether the write took place, and it is being found out; the
    /// intention could not be made durable, so nothing was sent.
    case outcomeUnknown, notRecorded

    /// Whether the back end decided this about the business, so that asking again gives the same answer.
    public var isBusiness: Bool {
      switch self {
      case .notFound, .invalidArguments, .refused, .conflict, .outOfStock, .declined: true
      default: false
      }
    }
  }

  /// The kind.
  public var code: Code
  /// What happened, for the log: no personal data.
  public var message: String
  /// The rule that forbids it, when `code` is `refused`.
  public var reason: RefusalReason?
  /// Whether a write may have taken place all the same: false only where that is certain.
  public var mayHaveHappened: Bool
  /// How long the back end asks us to wait, in milliseconds.
  public var retryAfterMilliseconds: Int?

  /// Makes a failure. By default a write may have happened after `timedOut`, `invalidResponse` and `outcomeUnknown`.
  public init(
    _ code: Code, _ message: String, reason: RefusalReason? = nil, mayHaveHappened: Bool? = nil,
    retryAfterMilliseconds: Int? = nil
  ) {
    self.code = code
    self.message = message
    self.reason = reason
    self.mayHaveHappened = mayHaveHappened ?? [.timedOut, .invalidResponse, .outcomeUnknown].contains(code)
    self.retryAfterMilliseconds = retryAfterMilliseconds
  }

  /// A business rule said no.
  public static func refused(_ reason: RefusalReason, _ message: String) -> OperationFailure {
    OperationFailure(.refused, message, reason: reason)
  }
}

/// Which rule forbids an operation: a closed set, so that each has a sentence for the customer.
public enum RefusalReason: String, CaseIterable, Codable, Sendable {
  /// Orders: it has left already; it is called off already; it is not with the customer yet; it can be changed only once; its
  /// lines are others; a return or an exchange is under way for it.
  case alreadyShipped, alreadyCancelled, notDelivered, alreadyChanged, notInOrder, alreadyReturning
  /// Returns: the time for it is over; this kind of thing is not taken back; the refund cannot go there; the new one must be of
  /// the same product; the new one is the old one.
  case windowClosed, notReturnable, refundMethodNotAllowed, differentProduct, sameVariant
  /// Money: the gift card holds too little, or the points do not reach; that is not one of the customer's payment methods;
  /// it is paid that way already; there is nothing left to refund; the amount is too large; it is paid already.
  case balanceTooLow, paymentMethodUnknown, samePaymentMethod, nothingToRefund, amountTooLarge, alreadyPaid
  /// Appointments: somebody else has that slot; it lies in the past; it is too late to change it; nobody there can do it.
  case slotTaken, inThePast, tooLate, noStaff
  /// Drops: registration is not open; this person, household or payment method is registered already; the purchase window is
  /// over; not drawn; the order of steps forbids it.
  case registrationClosed, alreadyRegistered, windowExpired, notDrawn, wrongStep
  /// The rest: a reservation or a cart has expired; a code is not valid; it does not apply here; too many; consent is missing; the
  /// reason is not accepted; it is closed already.
  case expired, codeInvalid, notApplicable, limitReached, consentMissing, reasonNotAccepted, alreadyClosed
}
