import Dialogue
import Testing

@Suite struct RephraseCheckTests {
  static let original = "Order 40217 will arrive on Tuesday. $214.90 go back to your Visa."
  static let facts = ["40217", "on Tuesday", "$214.90", "Visa"]

  @Test(arguments: [
    "Your order 40217 will arrive on Tuesday, and $214.90 go back to your Visa.",
    "Good news: order 40217 will be with you on Tuesday. $214.90 go back to your Visa.",
  ]) func sameFactsOtherWords(_ candidate: String) {
    #expect(RephraseCheck.accepts(candidate, for: Self.original, facts: Self.facts))
  }

  @Test(arguments: [
    "", "Order 40217 will arrive on Tuesday.", "Order 40271 will arrive on Tuesday. $214.90 go back to your Visa.",
    "Order 40217 will arrive on Tuesday. $214.90 go back to your Visa. You also get 10 percent off.",
    "Order 40217 will not arrive on Tuesday. $214.90 go back to your Visa.",
    "Order 40217 will arrive on Tuesday. $214.90 go back to your Visa. I promise.",
    "Order 40217 will arrive on Tuesday. $214.90 go back to your Visa. Ask for Bob.",
    "Order 40217 will arrive on Tuesday. $214.90 go back to your Visa?",
    "Order 40217 may arrive on Tuesday. $214.90 go back to your Visa.",
    "Order 40217 will arrive on Tuesday, three days late. $214.90 go back to your Visa and two more.",
    "Order 40217 will arrive on Tuesday. $214.90 go back to your Visa. {shop}",
    "Order 40217 will arrive on Tuesday. $214.90 go back to your Visa. And so on and on and on, with many words that nobody asked for, for ever.",
  ]) func changedFacts(_ candidate: String) {
    #expect(!RephraseCheck.accepts(candidate, for: Self.original, facts: Self.facts))
  }
}
