public import Dialogue

/// What happens in a conversation by text, in its journal's order.
public enum TextEvent: Sendable {
  /// Something happened to it; it does something.
  case input(Input)
  case effect(Effect)
  /// A message that would have gone to a contact on file; shown where somebody plays the customer.
  case message(to: String, text: String)
  /// Nothing is under way any more: it is the customer's turn, or it is over.
  case settled
}
