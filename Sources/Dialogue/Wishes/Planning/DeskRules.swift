internal import Commerce

/// The rules of the business that the desk plans by, so that nothing is proposed which a back end would refuse.
struct DeskRules: Hashable, Codable, Sendable {
  /// Ways in which a customer may show who he is, in the order in which they are asked for.
  enum IdentityWay: String, Hashable, Codable, Sendable { case email, nameAndPostcode, orderAndPostcode }

  var identity: [IdentityWay] = [.email, .nameAndPostcode]
  /// How many times somebody may say who he is in vain.
  var identityAttempts = 3
  /// Reasons for calling an order off that are accepted; the customer is asked only where there are several.
  var cancelReasons: [CancelReason] = [.noLongerNeeded, .orderedByMistake]
  /// Standings in which an order can be changed or called off.
  var changeable: Set<Standing> = [.pending]
  /// Whether an order's lines can be changed only once, after which nothing of it can be changed any more.
  var itemsOnce = true
  /// Whether a delivered order takes one return or one exchange, once.
  var goesBackOnce = true
  /// Whether a line may be exchanged for the very same variant.
  var sameVariant = true
  /// Whether a refund for returned goods may go only to the original payment method or a gift card on file.
  var refundsToOriginalOrGiftCard = true
  /// How many details of an order may be tried.
  var refundDays = 5...7
}
