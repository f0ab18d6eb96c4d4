import Testing

@testable import Understanding

@Suite("Numbers that are places")
struct PlacedNumbersTests {
  @Test(arguments: [
    ("any boards near 98225", "98225"), ("Six chairs, please, delivered to 97214.", "97214"),
    ("moved. new zip 97405", "97405"), ("How much is shipping to 60614?", "60614"),
    ("do you have a store in 97214", "97214"),
    ("send it to my hotel in Bozeman, 59715", "59715"), ("send it to Bozeman, MT 59715", "59715"),
    ("I live in 05401", "05401"), ("Nobody here is called Porter. Ilse Brandvold, 98103.", "98103"),
    ("Order 53376, Janelle Whitcomb, 78704", "78704"), ("send it to my office at 98104 instead", "98104"),
  ])
  func wordsAroundItMakeAPlaceOfIt(_ text: String, _ postcode: String) {
    #expect(PlacedNumbers.find(in: text) == [postcode])
  }

  @Test(arguments: [
    "where is 40217", "order 40217", "add a hat to 40217", "in order 40217 the hat is missing",
    "got red wanted black 66302",
    "my order number is 40217", "change 40217 to a large", "40217", "from order 40217 I want the hat",
    "refund for 52288",
    "Hello, order 40217, please",
  ])
  func anOrderStaysOne(_ text: String) { #expect(PlacedNumbers.find(in: text).isEmpty) }

  @Test func codesOfOffersAreReadAsSuch() {
    #expect(TextSpeak.spelledOut("SUMMIT15 dont work AGAIN") == "code dont work AGAIN")
    #expect(TextSpeak.spelledOut("my W7700148 and XL2") == "my W7700148 and XL2")
  }
}
