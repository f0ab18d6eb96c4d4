internal import Commerce
internal import Discourse
internal import Policy

/// How far it is known who is on the line, as the desk sees it: the desk asks, policy finds out and decides.
struct Identification: Hashable, Codable, Sendable {
  /// Whose orders may be spoken of: a customer's, or only one order.
  enum Known: Hashable, Codable, Sendable { case customer(String), order(OrderNumber) }

  /// What was earned; nil while nothing is.
  var known: Known?
  var level = VerificationLevel.v0
  /// What policy still asks for, way by way; empty when it asks for nothing.
  var lacking: [[ClueKind]] = []
  /// Told in the same breath as what is being looked up, and looked up next where that fits nobody.
  var others: [IdentityClue] = []
  /// Whether something is being looked up.
  var isLooking = false
  /// Whether no more tries are allowed.
  var isClosed = false
  /// Whether anything was told that led nowhere.
  var failed = false
  /// The order beside the one that is known that is to be shown; nil while none is.
  var seeks: OrderNumber?
  /// What is worked towards, when more is needed than is known.
  var needs: VerificationLevel?

  /// What came of looking.
  enum Event: Hashable, Codable, Sendable {
    /// Found; what is missing; it did not fit; several fit; a code is on its way, or did not fit.
    case established(Known, VerificationLevel), asks([[ClueKind]]), mismatch(triesLeft: Int), ambiguous([ClueKind])
    case codeSent(again: Bool), wrongCode(attemptsLeft: Int)
    /// Nothing came of it yet; somebody else's account; no more tries; the back end does not answer.
    case nothing, anotherCustomer, closed, unavailable
  }
}
