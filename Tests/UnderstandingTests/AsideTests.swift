import Testing

@testable import Understanding

/// What stands beside a wish: feelings, and places without a store.
@Suite struct AsideTests {
  @Test(arguments: [
    ("Cancel my subscription, I'm sick of it.", "Cancel my subscription,"),
    ("You took the money two times and I am furious!", "You took the money two times"),
    ("I'm not happy. The lid is missing.", "The lid is missing."),
    ("My parcel is soaked, and I'm so annoyed with you.", "My parcel is soaked,"),
  ])
  func feelingsAreSetAside(_ said: String, _ expected: String) { #expect(MereFeeling.removed(from: said) == expected) }

  @Test(arguments: [
    "I am furious", "I'm fed up with you", "where is my order", "The boots are terrible, they leak at the seams", "",
    "I was angry that the cashier laughed at me", "?", "STOP",
  ])
  func whatIsWantedStays(_ said: String) { #expect(MereFeeling.removed(from: said) == said) }

  @Test(arguments: [
    ("where is the shop nearest to Boise", "83702"), ("any lanterns in walla walla", "99362"),
    ("got tents eugene", "97401"), ("does the tacoma store have kayaks", "98402"),
  ])
  func towns(_ said: String, _ postcode: String) {
    #expect(Towns.named(in: Normalizer.words(said))?.postcode == postcode)
  }

  @Test(arguments: [
    "my mobile rang", "can i bend the poles", "madison smith ordered it", "send it to my mother", "salem",
    "the lincoln jacket is too big and i would like to send it back",
  ])
  func namesAndThingsAreNoTowns(_ said: String) { #expect(Towns.named(in: Normalizer.words(said)) == nil) }

  @Test(arguments: [
    ("need 2 return this", "need to return this"), ("how 2 wash wool", "how to wash wool"),
    ("looking 4 a tent", "looking for a tent"), ("need 2 tents", "need 2 tents"), ("size 2 please", "size 2 please"),
    ("i want 2", "i want 2"),
  ])
  func figuresForWords(_ said: String, _ expected: String) { #expect(TextSpeak.spelledOut(said) == expected) }

  @Test func longNumbersBesideEachOtherAreTwo() {
    func digits(_ text: String) -> [String] { SpokenDigits.runs(in: Normalizer.words(text)).map(\.digits) }
    #expect(digits("orders 40217 and 40219") == ["40217", "40219"])
    #expect(digits("40217 40219") == ["40217", "40219"])
    #expect(digits("206 555 0142") == ["2065550142"])
  }
}
