import Commerce
import Testing
import Understanding

/// Nothing is done on less than a plain yes.
@Suite struct PlainAssentTests {
  @Test(arguments: [
    "yes", "Yes, please.", "yeah go ahead", "yep", "sure, that works", "ok", "okay thanks", "sounds good",
    "go ahead please",
    "yes that is correct", "that's right", "Yes! Thank you so much", "yes, that's all, go ahead", "please do", "do it",
    "of course",
    "absolutely", "Yes, that all looks right to me. Go ahead please!", "confirm", "alright then", "that's it",
    "I agree", "yes, thanks, bye", "I'm fine with that", "yes that is it", "please do that", "go ahead, goodbye",
    "yes, lovely", "great then yes, that's everything", "perfect yes please that's all", "Yes, brilliant, thank you",
    "lovely, so yes please", "ok then yes go ahead", "yes cheers", "excellent, yes", "yes, that should be everything",
    "yes 👍", "yes :)", "Yes please 🙏🏽", "yes, do both of them", "yes to all of it", "yes that all looks great to me",
    "go ahead with all of that please", "ok, let's do it", "I'd like to go ahead", "yes I'm sure", "you can go ahead",
    "yes, all of the changes please", "yes, do it now please", "it's all correct, thank you very much", "yes I would",
    "um yes do that for me", "yes that's what I want", "sure thing", "everything is correct", "that would be great",
    "that'd be perfect, thanks", "yes, proceed with that",
    "sounds great", "looks good, thanks", "yes go ahaed", "yes plaese", "yes, proceeed", "Yes finally. Go ahead",
  ]) func isOne(_ text: String) { #expect(PlainAssent.is(text)) }

  @Test(arguments: [
    "not okay", "I refuse to say yes", "I cannot say yes", "do not say yes for me", "never say yes", "not sure",
    "isn't okay",
    "hardly okay", "okay, but wait", "ok let me ask my wife", "please wait until I say yes",
    "what happens when I say yes",
    "before I say yes: is it refunded to Visa?", "yes hello?", "yes, one question", "my dog says yes",
    "My husband says: yes",
    "say yes yourself", "just say yes", "yeah right", "right, very funny", "sure, why not lose my money too",
    "yes I am Olivia",
    "that is right, it is Visa ending in 9182", "yes to #W5442520", "yes, the sneakers please",
    "yes and refund to my gift card",
    "yes, tomorrow", "yes, but only if I get the money today", "go ahead with the other one", "is that right",
    "do you do that",
    "yes 2", "no", "", "cancel it", "the word yes is nice", "so is that right", "and is that all correct",
    "sounds like a lot", "that looks like a lot", "sounds so so", "I'm fine, thanks", "I am okay thank you",
    "no thanks I'm fine", "okay, bye", "ok thanks goodbye",
    "that's right, is it",
    "oh is that all right", "I have not said yes, have I", "yes?", "yes might", "yes, thinks", "yes chnage it",
    "lovely", "lovely thanks", "great, that's everything", "brilliant, cheers", "that's everything then", "wonderful",
    "yes lovely weather", "yes brilliant idea to cancel the other one", "cheers bye", "yes, what a lovely mess",
    "great then no, that's everything", "great, then wait", "that should be everything", "then yes but not the lamp",
    "yes if that should be all", "excellent question", "yes, awesome, and the other one too", "if you can't, then yes",
    "lovely, yes? no", "super, but no", "perfect then maybe yes",
    // Questions need no mark, and have others than ours.
    "is that a yes", "would that be a yes", "do I go with yes", "would you like a yes", "so is that a yes then",
    "am I to go for yes now", "yes do I", "yes？", "yes ؟", "yes¿", "yes is that right", "would you do it",
    // What is agreed to is something else, or not agreed to.
    "yes I would like the order", "yes, I am happy with the order", "yes the order is good", "yes I am happy with it",
    "yes I like it", "yes and", "yes with", "yes 👎", "👎 yes", "🚫 yes", "❌ yes", "≠yes", "¬yes", "!yes", "~~yes~~",
    "<!-- yes -->", "yes :(", "\"yes\"", "“yes”", "`yes`", "yes / no", "yes it", "it is all me yes you",
    "yes agead", "yes, go abroad", "yes taht one", "yes alredy did",
  ]) func isNone(_ text: String) { #expect(!PlainAssent.is(text)) }

  @Test func whatWasReadOutMayBeSaidAgain() {
    #expect(PlainAssent.is("yes, cancel it", to: [.cancelOrder]))
    #expect(!PlainAssent.is("yes, cancel it", to: [.returnItems]))
    #expect(PlainAssent.is("go ahead with the return", to: [.returnItems]))
    #expect(!PlainAssent.is("go ahead with the return", to: [.returnItems, .cancelOrder]))
    #expect(PlainAssent.is("yes please cancel the whole order", to: [.cancelOrder]))
    #expect(PlainAssent.is("yes, the whole order, please go ahead", to: [.cancelOrder]))
    #expect(PlainAssent.is("Yes, go ahead and cancel the whole thing.", to: [.cancelOrder]))
    #expect(!PlainAssent.is("yes, the whole order, please go ahead", to: [.returnItems]))
    #expect(!PlainAssent.is("the whole order", to: [.cancelOrder]))
    #expect(PlainAssent.is("Yes! That's it for that order.", to: [.changeOrderItems]))
    #expect(!PlainAssent.is("that's it for that order", to: [.changeOrderItems]))
    #expect(PlainAssent.is("Yes, that's all for this order, go ahead", to: [.returnItems]))
    #expect(!PlainAssent.is("cancel the order", to: [.cancelOrder]))
    for said in [
      "yes would that cancel the whole order", "yes, do you cancel the whole order", "yes, cancel the cancellation",
      "yes, cancel this cancellation", "yes, cancel the plan", "yes, cancel the list", "yes, order the cancellation",
    ] {
      #expect(!PlainAssent.is(said, to: [.cancelOrder]), "\(said)")
    }
    #expect(PlainAssent.is("yes, go ahead with the cancellation", to: [.cancelOrder]))
    #expect(PlainAssent.is("yes please return both of the items", to: [.returnItems]))
    #expect(PlainAssent.is("yes, make the change", to: [.changeOrderItems]))
    #expect(!PlainAssent.is("yes, go back", to: [.returnItems]))
  }

  /// How much a yes says that it agrees to has to be what was read out.
  @Test(arguments: [
    "yes, return the whole order", "yes, go ahead with the whole order", "yes, return everything", "yes, everything",
    "yes to everything", "yes, return all of it", "yes, all of it", "yes, return all the items", "yes, return my order",
    "yes, return order 40219", "yes, both", "yes, return both items", "yes, all of them", "yes, return them",
    "yes, return all orders", "yes, return both orders", "yes, return the items",
  ]) func moreThanOneOfSeveralThings(_ said: String) {
    let one = AssentExtent(orders: 1, things: 1, isWhole: false)
    #expect(!PlainAssent.is(said, to: [.returnItems], of: ["40219"], extent: one))
  }

  @Test(arguments: [
    "yes, return the whole order", "yes, return everything", "yes, both", "yes, return all orders",
    "yes, return the item",
  ]) func moreThanThreeOfFiveThings(_ said: String) {
    let three = AssentExtent(orders: 1, things: 3, isWhole: false)
    #expect(!PlainAssent.is(said, to: [.returnItems], of: ["40219"], extent: three))
  }

  @Test(arguments: [
    "yes", "yes, return it", "yes, that's everything", "yes that's all", "yes, that's all for this order",
    "all right, yes",
    "yes, all of the changes", "yes, go ahead with the return", "yes, return the item", "everything is correct, yes",
  ]) func whatFitsOneThing(_ said: String) {
    let one = AssentExtent(orders: 1, things: 1, isWhole: false)
    #expect(PlainAssent.is(said, to: [.returnItems], of: ["40219"], extent: one))
  }

  @Test func howManyOrders() {
    let one = AssentExtent(orders: 1, things: 1), two = AssentExtent(orders: 2, things: 2)
    for said in ["yes, cancel both", "yes, cancel both orders", "yes to both of them", "yes, cancel the orders"] {
      #expect(PlainAssent.is(said, to: [.cancelOrder, .cancelOrder], of: ["40219", "40220"], extent: two), "\(said)")
      #expect(!PlainAssent.is(said, to: [.cancelOrder], of: ["40219"], extent: one), "\(said)")
    }
    for said in [
      "yes, the whole order", "yes, cancel the order", "yes, that's it for that order", "yes, cancel the whole thing",
    ] {
      #expect(!PlainAssent.is(said, to: [.cancelOrder, .cancelOrder], of: ["40219", "40220"], extent: two), "\(said)")
      #expect(PlainAssent.is(said, to: [.cancelOrder], of: ["40219"], extent: one), "\(said)")
    }
    #expect(!PlainAssent.is("yes, cancel all my orders", to: [.cancelOrder], of: ["40219"], extent: one))
    let mixed = AssentExtent(orders: 3, things: 3, isWhole: false)
    for said in ["yes, cancel that", "yes, go ahead with the return", "yes, both"] {
      #expect(!PlainAssent.is(said, to: [.cancelOrder, .returnItems, .changeOrderPayment], extent: mixed), "\(said)")
    }
  }

  @Test(arguments: ["ok, hmm", "then yes", "please confirm", "please confirm that", "confirm please", "yes...", "yes…"])
  func noYesYet(_ said: String) { #expect(!PlainAssent.is(said)) }

  @Test func whatIsNamedAgainMayBeTheThingItself() {
    #expect(PlainAssent.is("waterproof is fine with me. yes do it", also: ["waterproof"]))
    #expect(!PlainAssent.is("waterproof is fine with me. yes do it"))
    #expect(!PlainAssent.is("yes, only the waterproof", also: ["waterproof"]))
  }

  @Test func whatKeepsAYesFromCountingIsNamed() {
    #expect(PlainAssent.besides("yes but my husband should decide") == ["but", "my", "husband", "should", "decide"])
    #expect(PlainAssent.besides("yes, cancel it", to: [.cancelOrder]).isEmpty)
    #expect(PlainAssent.besides("yes? really?") == ["really"])
  }

  @Test func allOrdersMayBeNamedAgainAndNeverSomeOfThem() {
    let both = ["W1234567", "W7654321"]
    #expect(PlainAssent.is("Yes, please cancel order #W1234567.", to: [.cancelOrder], of: ["W1234567"]))
    #expect(PlainAssent.is("yes, cancel #W1234567 and #W7654321", to: [.cancelOrder], of: both))
    #expect(!PlainAssent.is("yes, cancel #W1234567", to: [.cancelOrder], of: both))
    #expect(!PlainAssent.is("yes, cancel #W7654322", to: [.cancelOrder], of: ["W7654321"]))
    #expect(!PlainAssent.is("yes, cancel #W12345670", to: [.cancelOrder], of: ["W1234567"]))
  }
}
