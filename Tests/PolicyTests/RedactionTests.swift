import Policy
import Testing

/// What is cut from text for logs, and what is left in it.
@Suite struct RedactionTests {
  static let cases: [(String, String)] = [
    // Cards, written, grouped, spoken, with what is said along with them. The numbers are the networks' test numbers.
    ("my card is 4111111111111111", "my card is [card]"),
    ("4111 1111 1111 1111, please", "[card], please"),
    ("it's 5555-5555-5555-4444 12/27 123 thanks", "it's [card] thanks"),
    ("amex 3782 822463 10005.", "amex [card]."),
    ("four one one one one one one one one one one one one one one one", "[card]"),
    ("four triple one, double one double one, one one one one, one one one one ok", "[card] ok"),
    ("forty one eleven eleven eleven eleven eleven eleven eleven", "[card]"),
    ("card 4111 1111 1111 1112", "card [card]"),
    // Codes.
    ("the code is 493817", "the code is [code]"),
    ("493817 is the code", "[code] is the code"),
    ("my pin is four nine three eight", "my pin is [code]"),
    ("cvv 123", "cvv [code]"),
    ("security code: 1234.", "security code: [code]."),
    ("the verification number they sent me is 12 34 56", "the verification number they sent me is [code]"),
    ("promo code 2024", "promo code 2024"),
    ("error code 503", "error code 503"),
    // E-mail.
    ("write to mia.moreau+shop@mail.example.org, please", "write to [email], please"),
    ("it's j dot smith seven at gmail dot com", "it's [email]"),
    ("my email is john underscore doe at example dot co dot uk and that's all", "my email is [email] and that's all"),
    ("m i a at example dot org", "[email]"),
    ("look at the blue one", "look at the blue one"),
    ("meet me at five", "meet me at five"),
    // Telephone.
    ("call me on +1 (206) 555-0188", "call me on [phone]"),
    ("(206) 555-0188 works", "[phone] works"),
    ("two oh six five five five oh one eight eight", "[phone]"),
    ("my phone number is 206 555 0188", "my phone number is [phone]"),
    ("+442079460958", "[phone]"),
    ("item 4821009377 is gone", "item 4821009377 is gone"),
    // Addresses.
    ("send it to 12 Pine Street, Apt 4, please", "send it to [address], please"),
    ("I live at 1420 North Harbor Blvd", "I live at [address]"),
    ("Seattle, WA 98101", "Seattle, WA [address]"),
    ("my zip is 98101-1234", "my zip is [address]"),
    ("zip code nine eight one oh one", "zip code [address]"),
    ("London SW1A 1AA it is", "London [address] it is"),
    ("K1A 0B1", "[address]"),
    // What is nobody's.
    ("order 40217 and #W7700148 with two mugs", "order 40217 and #W7700148 with two mugs"),
    ("one size up, for 49.99 on the 21st of November 2026", "one size up, for 49.99 on the 21st of November 2026"),
    ("", ""),
  ]

  @Test(arguments: cases.indices) func cutForLogs(_ index: Int) {
    let (text, expected) = Self.cases[index]
    #expect(Redaction.logs.apply(to: text) == expected)
  }

  @Test func transcriptsKeepWhatMayBeKeptSealed() {
    let text = "card 4111111111111111, code 493817, mia@example.org, (206) 555-0188, 12 Pine Street"
    #expect(
      Redaction.transcripts.apply(to: text)
        == "card [card], code [code], mia@example.org, (206) 555-0188, 12 Pine Street")
    #expect(Redaction([]).apply(to: text) == text)
    #expect(Redaction([.email]).apply(to: text).contains("4111111111111111"))
  }

  @Test func aCodeThatIsWaitedForIsCutWhateverStandsBesideIt() {
    #expect(Redaction([.code], codeDigits: 6).apply(to: "uh, 49 38 17") == "uh, [code]")
    #expect(Redaction([.code], codeDigits: 6).apply(to: "four nine three eight one seven") == "[code]")
    #expect(Redaction([.code]).apply(to: "uh, 49 38 17") == "uh, 49 38 17")
  }

  /// Test numbers of all networks, in every grouping and spoken form: not one of their digits beyond the first six and last four is left.
  @Test(arguments: [
    "4111111111111111", "4012888888881881", "5555555555554444", "5105105105105100", "2223003122003222",
    "378282246310005",
    "371449635398431", "6011111111111117", "30569309025904", "38520000023237", "3530111333300000", "4222222222222",
  ]) func everyFormOfACard(_ number: String) {
    let words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    let spoken = number.compactMap(\.wholeNumberValue).map { words[$0] }
    var doubled: [String] = []
    var rest = Array(spoken)[...]
    while let word = rest.first {
      let isTwin = rest.dropFirst().first == word
      doubled.append(isTwin ? "double \(word)" : word)
      rest = rest.dropFirst(isTwin ? 2 : 1)
    }
    func grouped(_ size: Int, _ separator: String) -> String {
      stride(from: 0, to: number.count, by: size).map { start in String(number.dropFirst(start).prefix(size)) }
        .joined(separator: separator)
    }
    let forms =
      [number, spoken.joined(separator: " "), spoken.joined(separator: ", "), doubled.joined(separator: " ")]
      + [2, 3, 4, 6].flatMap { size in [" ", "-", ".", "  "].map { grouped(size, $0) } } + [grouped(1, " ")]
    for form in forms {
      for text in ["\(form)", "well it's \(form) ok", "card: \(form)."] {
        for redaction in [Redaction.logs, .transcripts] {
          #expect(redaction.apply(to: text).contains("[card]"), "\(text)")
          #expect(!redaction.apply(to: text).contains(form), "\(text)")
        }
      }
    }
  }

  @Test func cuttingTwiceIsCuttingOnce() {
    for (text, _) in Self.cases {
      let once = Redaction.logs.apply(to: text)
      #expect(Redaction.logs.apply(to: once) == once)
    }
  }
}
