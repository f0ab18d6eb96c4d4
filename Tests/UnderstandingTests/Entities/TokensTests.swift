import Testing
import Understanding

@Suite struct TokensTests {
  @Test(arguments: [
    ("Where's my order #40217?", ["where's", "my", "order", "40217"]),
    ("W-two-eight", ["w", "two", "eight"]), ("j.smith7@gmail.com", ["j", "smith7", "gmail", "com"]),
    ("it’s O’Brien’s, 'quoted'", ["it's", "o'brien's", "quoted"]),
    ("the customers' rugs", ["the", "customers", "rugs"]),
    ("", []), ("  ?!  ", []), ("''", []), ("$49.99", ["49", "99"]),
    ("credit_card_4190576", ["credit", "card", "4190576"]),
    ("Zoë Müller", ["zoë", "müller"]), ("15\u{a0}inch", ["15", "inch"]),
  ])
  func words(_ text: String, _ words: [String]) {
    #expect(Tokens(text).map(\.text) == words)
    #expect(Normalizer.words(text) == words)
  }

  @Test func marksStandInTheGap() {
    let tokens = Tokens("for $1,299.00, 10%")
    #expect(tokens.map(\.gap) == ["", " $", ",", ".", ", "])
    #expect(tokens.tail == "%")
    #expect(tokens.gap(5) == "%")
    #expect(tokens[1].marks == "$" && !tokens[1].isGlued && tokens[2].isGlued)
  }

  @Test func whatWasSaidKeepsItsWriting() {
    let tokens = Tokens("mail me: J.Smith7@Gmail.com – “Zoë O’Brien”, 'tis")
    #expect(tokens.said(2..<6) == "J.Smith7@Gmail.com")
    #expect(tokens.said(6..<8) == "Zoë O’Brien")
    #expect(tokens[8].original == "tis")
    #expect(tokens.said(3..<3) == "")
  }

  /// Gaps and words together are the text, whatever it holds.
  @Test(arguments: [
    "mail me: J.Smith7@Gmail.com – “Zoë O’Brien”, 'tis", "''a'' b'", "a'b'c", "'", "  x", "x  ", "", "née 12½ ´`",
    "👍🏽 ok",
  ])
  func nothingIsLost(_ text: String) {
    let tokens = Tokens(text)
    #expect(tokens.map { $0.gap + $0.original }.joined() + tokens.tail == text)
    for token in tokens { #expect(tokens.said(0..<1).isEmpty == tokens.isEmpty && !token.text.isEmpty) }
  }
}
