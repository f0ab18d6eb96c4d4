import Testing
import Understanding

@Suite struct SpeakerChangeTests {
  @Test(arguments: [
    "I am someone else", "sorry, I'm someone else", "log me out", "that was my wife, I am Tom", "it is not my account",
    "I lied, this is not my account", "different customer here", "I am Bob now, my wife was here before",
    "that's not my account", "You're talking to someone else now", "hi, I'm her husband",
    "I am Fatima, my email is f@x.org",
    "i’m not the account holder", "not me", "I'm not Nina", "that isn't my account", "hello this is Fatima speaking",
  ]) func isOne(_ said: String) {
    // A name at the very beginning may be any word.
    #expect(
      SpeakerChange.isSaid("well, " + said, by: ["Nina", "Dubois"])
        || SpeakerChange.isSaid(said, by: ["Nina", "Dubois"]))
  }

  @Test(arguments: [
    "yes", "I am not sure", "I'm Nina", "well, I am Nina Dubois", "that is not my order", "I am Sorry about that",
    "my wife wants it in blue", "can my husband pick it up", "no, that's someone else's parcel", "is it yours or mine",
    "my account is locked", "please change my account email", "this is Great", "ship it to my sister",
    "well, it is Visa", "the card, this is Mastercard", "hm, it is Northwind of course",
    "I am in Portland",
    "I'm from Seattle", "that was my mistake", "it's for my dad", "I am looking for a tent for another person",
    "I can't log in", "this is not my size", "I ordered it for someone else",
  ]) func isNone(_ said: String) { #expect(!SpeakerChange.isSaid(said, by: ["Nina", "Dubois"])) }

  @Test func aNameTellsNothingWhereNoneIsKnown() {
    #expect(SpeakerChange.isSaid("hello, this is now John Smith speaking", by: ["Nina", "Dubois"]))
    #expect(!SpeakerChange.isSaid("hello, this is Nina Dubois speaking", by: ["Nina", "Dubois"]))
    #expect(!SpeakerChange.isSaid("well, I am Tom", by: []))
    #expect(SpeakerChange.isSaid("well, I am Tom and not her", by: ["Nina"]))
  }
}
