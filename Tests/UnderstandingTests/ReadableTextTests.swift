import Testing

@testable import Understanding

@Suite struct ReadableTextTests {
  @Test(arguments: [
    "Where's my order #40217?", "", "İstanbul, señor, naïve; 中文 👨‍👩‍👧‍👦!!!", "a\u{301}e\u{301} …",
    "my e-mail is a.very.long.address.of.mine+orders@mail.example.com", "\n\n  hello  \n",
  ])
  func ordinaryMessagesAreReadWhole(_ text: String) {
    #expect(ReadableText.bounded(text) == text)
    let page = Array(repeating: "I ordered a tent, and it did not come.", count: 44).joined(separator: " ")
    #expect(ReadableText.bounded(page) == page)
  }

  @Test(arguments: [
    "a@b.", "%s%n%x", "İ", "a,", "a\u{301}", "yes ", "\n", "\u{200B}", "\u{489}", "👨‍👩‍👧‍👦", "中", "1", "-",
  ])
  func whatIsReadIsBounded(_ unit: String) {
    for length in [4_000, 8_000, 64_000] {
      let text = String(repeating: unit, count: length / unit.unicodeScalars.count)
      let read = ReadableText.bounded(text)
      let tokens = Tokens(read)
      #expect(tokens.count <= ReadableText.mostWords)
      #expect(tokens.allSatisfy { $0.original.unicodeScalars.count <= ReadableText.longestWord })
      #expect(text.hasPrefix("%") || read.unicodeScalars.count <= ReadableText.mostWords * 4, "\(unit)")
    }
  }

  /// Letters without an end are looked at from each place, so each look has one.
  @Test(arguments: ["a@b.", "n,", "s x "])
  func aSpelledWordHasAnEnd(_ unit: String) throws {
    let tokens = Tokens(String(repeating: unit, count: 1_000))
    for place in [0, 1, 500] {
      let word = try #require(SpelledWord.read(tokens, at: place))
      #expect(word.end - place <= 65)
    }
    #expect(SpelledWord.read(Tokens("w o l f e s c h l e g e l s t e i n h a u s e n"), at: 0)?.text.count == 24)
  }
}
