import Dialogue
import Testing

@Suite struct RephraseCheckTests {
  static let original = "Order {1} will arrive {2}. {3} go back to your {4}, not to the gift card."

  @Test(arguments: [
    "Your order {1} will arrive {2}, and {3} go back to your {4}, not to the gift card.",
    "Certainly! Order {1} will arrive {2}. {3} go back to the {4}, not to your gift card.",
    "Sure, your order {1} will arrive {2}, and {3} go back to your {4} - not to the gift card. Thank you!",
  ]) func sameMeaningOtherWords(_ candidate: String) {
    #expect(RephraseCheck.accepts(candidate, for: Self.original))
  }

  @Test(arguments: [
    "", "Order {1} will arrive {2}.", "Order {2} will arrive {1}. {3} go back to your {4}, not to the gift card.",
    // A promise; a negation gone, come, or elsewhere; an amount; a date; a name; another certainty.
    "Order {1} will arrive {2}. {3} go back to your {4}, not to the gift card. You also get a free tent.",
    "Order {1} will arrive {2}. {3} go back to your {4}, not to the gift card. I promise.",
    "Order {1} will arrive {2}. {3} go back to your {4}, to the gift card.",
    "Order {1} will not arrive {2}. {3} go back to your {4}, not to the gift card.",
    "Order {1} won't arrive {2}. {3} go back to your {4}, not to the gift card.",
    "Order {1} will not arrive {2}. {3} go back to your {4}, to the gift card.",
    "Order {1} will arrive {2}. $500 go back to your {4}, not to the gift card.",
    "Order {1} will arrive {2}. {3} and $5 go back to your {4}, not to the gift card.",
    "Order {1} will arrive tomorrow. {3} go back to your {4}, not to the gift card.",
    "Order {1} will arrive {2}. {3} go back to Bob's {4}, not to the gift card.",
    "Order {1} may arrive {2}. {3} go back to your {4}, not to the gift card.",
    "Order {1} will arrive {2}. {3} go back to the gift card, not to your {4}.",
    "Order {1} will arrive {2}. {4} go back to your {3}, not to the gift card.",
    "Order {1} will arrive {2}. {3} go back to your {4}, not to the gift card?",
    "Will order {1} arrive {2}? {3} go back to your {4}, not to the gift card.",
    "Order {1} will arrive {2}. {3} go back to your {4}, not to the gift card. {5}",
    "Order {1} will arrive {2}. {3} go back to your {4}, not to the gift card. {shop}",
    "**Order {1}** will arrive {2}. {3} go back to your {4}, not to the gift card.",
    "<b>Order</b> {1} will arrive {2}. {3} go back to your {4}, not to the gift card.",
    "Order {1} will arrive {2}. {3} go back to your {4}, not to the gift card. https://evil.example",
    "Order {1} will arrive {2}. {3} go back to your {4},\nnot to the gift card.",
    "Order {1} will arrive {2}. {3} go back to your {4}, n\u{43E}t to the gift card.",
    "Order {1} will arrive {2}. {3} go back to your {4}, not to the gift card.\u{202E}",
    "Order {1} will arrive {2} or three days later. {3} go back to your {4}, not to the gift card.",
  ]) func anythingElseIsRefused(_ candidate: String) {
    #expect(!RephraseCheck.accepts(candidate, for: Self.original))
  }

  @Test func aQuestionStaysOne() {
    let question = "Is there anything else I can do for you?"
    #expect(RephraseCheck.accepts("Sure, is there anything else I can do for you now?", for: question))
    #expect(!RephraseCheck.accepts("There is anything else I can do for you.", for: question))
    #expect(!RephraseCheck.accepts("Is there anything else you can do for me?", for: question))
    #expect(!RephraseCheck.accepts("Is there anything else I can't do for you?", for: question))
  }
}
