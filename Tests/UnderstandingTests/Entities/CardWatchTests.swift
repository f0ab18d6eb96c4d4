import Testing

@testable import Understanding

@Suite struct CardWatchTests {
  /// Utterances in a row, nothing being asked for; what may be kept of each.
  private func kept(
    _ utterances: [String], wanting wanted: CardWatch.Wanted = .nothing, spoken: Bool = true, apart: Int = 5_000
  ) -> [String] {
    var watch = CardWatch()
    return utterances.enumerated().map { index, text in
      watch.hear([text], wanting: wanted, spoken: spoken, now: index * apart).texts[0]
    }
  }

  @Test(arguments: [
    ("four one one one one one one one one one one one one one one one", "[card]"),
    ("it's 4111 1111 1111 1111", "it's [card]"),
    ("4111, that's 1111, and then uh 1111, and 1111", "[card]"),
    (
      "my card is four double one one then triple one one okay quadruple one last four quadruple one",
      "my card is [card]"
    ),
    ("378282246310005", "[card]"),
    ("pay with 5555 5555 5555 4444 expires 12 27 code 123", "pay with [card] expires [card] code [card]"),
    ("4222222222222", "[card]"),
    ("6304 0000 0000 0000 000", "[card]"),
    // One digit misheard: the sum is wrong, the length is not.
    ("4111 1111 1111 1112", "[card]"),
    ("my visa number is 4111 1111 111", "my visa number is [card]"),
    ("forty one eleven eleven eleven eleven eleven eleven eleven", "[card]"),
    ("four one one one for one one one one one one one one one one one", "[card]"),
  ])
  func cards(_ said: String, _ expected: String) { #expect(kept([said]) == [expected]) }

  /// A mark behind the last word is no place to look beyond.
  @Test(arguments: [
    "Where is my order?", "A person, please!", "Hello.", "?", "...", "My card's number is.", "Cancel it. Now. ",
  ])
  func endsWithAMark(_ said: String) { #expect(kept([said], spoken: false) == [said]) }

  @Test func announcedWithAMark() {
    #expect(kept(["My card number is:", "4111 1111"]).last == "[card]")
  }

  @Test(arguments: [
    "my order is four oh two one seven", "order 40217 and my zip is 97201", "call me at 503 555 0123",
    "my number is +49 1512 3456789", "phone 44 7911 123 456", "five oh three five five five oh one two three",
    "item 9624127908", "order W5490111 please, paid with my credit card", "refund it to credit_card_4190576",
    "exchange item 9624127908 for 6245746168 and pay with my credit card", "40217", "i paid 4111 dollars",
    "tracking 9400 1000 0000 0000 0000 00", "two of them, four forty eight and twelve", "12/27/2026 at 4 30",
  ])
  func otherNumbersAreLeft(_ said: String) { #expect(kept([said]) == [said]) }

  /// Talk about a card that tells no number of it: amounts, the last four digits, a place in a list.
  @Test(arguments: [
    [
      "How much is on my gift card? If it's enough, take that.",
      "Yes, both of them: the boots and the keyboard, and use the gift card for the difference.",
      "Yes, go on with the keyboard. There's 22 dollars on the card, and I even get 2.15 back, so of course it's enough.",
      "I'd like that one, yes. And the boots in size 11 too. Gift card for it.", "number 1",
    ],
    [
      "The $8.94 to my Visa, not the Mastercard. The rest is right.",
      "The second one, size 10 waterproof, as before. Please book the price difference with the Visa ending in 6367.",
      "the card with the last four digits 4190 please",
    ],
    ["is it going back to my visa", "I mean the one for $245.99, 5.83 less", "it ends in 0441"],
    [
      "return orders 47811 and 10085, zip 30307", "where are orders 47811, 10085 and 55555?",
      "status of orders 47811, 55501 and 55504",
    ],
    ["I paid 129.99 with my card", "put 129.99 on the mastercard, not 253.54 on the other card"],
  ])
  func talkAboutACardIsLeft(_ said: [String]) { #expect(kept(said, spoken: false) == said) }

  /// What stands in fives behind the word for an order and is a card's number is cut all the same.
  @Test func aCardInFivesIsNoList() {
    #expect(kept(["cancel orders 37828 22463 10005"], spoken: false) == ["cancel orders [card]"])
  }

  @Test func inPiecesOverTurns() {
    #expect(kept(["4111", "1111", "1111", "1111"]) == ["4111", "[card]", "[card]", "[card]"])
    #expect(kept(["four one one one one one one one", "one one one one one one one one"]) == ["[card]", "[card]"])
    #expect(kept(["4111 1111 1111", "uh wait", "1111"]) == ["[card]", "uh wait", "[card]"])
    #expect(kept(["my card number is", "4111", "1111 1111 1111"]) == ["my card number is", "[card]", "[card]"])
    #expect(kept(["4111 1111 11", "11 1111"]).last == "[card]")
    var watch = CardWatch()
    _ = watch.hear(["4111"], wanting: .nothing, spoken: true, now: 0)
    #expect(watch.hear(["1111 1111 1111"], wanting: .nothing, spoken: true, now: 9_000).since == 0)
  }

  @Test func theFirstGroupBesideItsWordIsOfTheNumber() {
    #expect(kept(["my card is 4111", "1111 1111 1111"]).last == "[card]")
    #expect(kept(["my card is 4111", "1111", "1111", "1111"]).dropFirst() == ["[card]", "[card]", "[card]"])
    let searched = kept(["it's 4111 um let me find my glasses they are somewhere in here 1111 1111 1111"])[0]
    #expect(!searched.contains("1111"), "\(searched)")
    let lines = kept(["4111 1111\n1111 1111"], spoken: false)[0]
    #expect(!lines.contains("1111"), "\(lines)")
    #expect(kept(["the visa ending in 4190", "and 40217"]).last == "and 40217")
  }

  @Test func shortGroupsAreCutToo() {
    let typed = kept(["41111111111111", "11"], spoken: false)
    #expect(typed == ["[card]", "[card]"])
    // Read in pairs, one a turn: from the eighth digit on nothing is kept.
    let pairs = kept(["forty one", "eleven", "eleven", "eleven", "eleven", "eleven", "eleven", "eleven"])
    #expect(pairs.dropFirst(3).allSatisfy { $0 == "[card]" }, "\(pairs)")
    let single = kept(["4", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1"], apart: 1_500)
    #expect(single.dropFirst(7).allSatisfy { $0 == "[card]" }, "\(single)")
    // Once it is whole, a single digit is something else again.
    #expect(kept(["4111 1111 1111 1111", "2"]).last == "2")
  }

  @Test func whatIsNearlyACardIsOne() {
    for asked in [CardWatch.Wanted.digits(5), .nothing] {
      let groups = kept(["4111", "1111", "1111", "1111"], wanting: asked)
      #expect(groups.dropFirst().allSatisfy { $0 == "[card]" }, "\(groups)")
    }
    #expect(kept(["4111 1111 1111", "1111"], spoken: false) == ["[card]", "[card]"])
    #expect(kept(["411111111111111"]) == ["[card]"])
    // A telephone number of another country, where one is asked for, is none; a card there is one.
    #expect(kept(["44 7911 123 456"], wanting: .phone) == ["44 7911 123 456"])
    #expect(kept(["503 555", "0123"], wanting: .phone) == ["503 555", "0123"])
    #expect(kept(["4111 1111 1111 1111"], wanting: .phone) == ["[card]"])
  }

  @Test(arguments: [
    "visa4111111111111111", "4111111111111111exp1227", "４１１１１１１１１１１１１１１１", "4111_1111_1111_1111",
    "card:4111.1111.1111.1111",
  ])
  func howeverItIsWritten(_ typed: String) {
    let kept = kept([typed], spoken: false)[0]
    #expect(kept.contains("[card]") && !kept.contains("1111"), "\(kept)")
  }

  /// What was taken for an answer may have been the beginning of a card: the rest tells, and is cut.
  @Test func anAnswerMayBeginACard() {
    let order = CardWatch.Wanted.digits(5)
    #expect(kept(["41111", "1111 1111 111"], wanting: order) == ["41111", "[card]"])
    let spoken = ["four one one one one", "um", "one one one one one one one one one one one"]
    #expect(kept(spoken, wanting: order).last == "[card]")
    #expect(kept(["55555", "5555 5554 444"], wanting: order, spoken: false) == ["55555", "[card]"])
    // The card is over with it: what comes then is something else again.
    #expect(kept(["41111", "1111 1111 111", "two of them"], wanting: order).last == "two of them")
    var watch = CardWatch()
    _ = watch.hear(["41111"], wanting: order, spoken: true, now: 2_000)
    #expect(watch.hear(["1111 1111 111"], wanting: order, spoken: true, now: 9_000).since == 2_000)
    // What only has the length is none; nor is what comes after other words, or much later.
    for rest in ["1206 555 0123", "206 555 0123", "98101"] {
      #expect(kept(["40217", rest], wanting: order) == ["40217", rest])
    }
    #expect(
      kept(["41111", "and please tell me when it is to come", "1111 1111 111"], wanting: order).last
        == "1111 1111 111")
    #expect(kept(["41111", "1111 1111 111"], wanting: order, apart: 31_000).last == "1111 1111 111")
  }

  @Test func answersAreNoPieces() {
    var watch = CardWatch()
    func answer(_ text: String, _ count: Int, at now: Int) -> String {
      watch.hear([text], wanting: .digits(count), spoken: true, now: now).texts[0]
    }
    #expect(answer("40217", 5, at: 0) == "40217")
    #expect(answer("97201", 5, at: 5_000) == "97201")
    #expect(answer("503 555 0123", 10, at: 10_000) == "503 555 0123")
    // Behind a card that was cut, an answer is an answer.
    #expect(answer("4111 1111 1111 1111", 5, at: 15_000) == "[card]")
    #expect(answer("40217", 5, at: 20_000) == "40217")
    #expect(
      watch.hear(["the code is 123"], wanting: .nothing, spoken: true, now: 22_000).texts == ["the code is [card]"])
  }

  @Test func theHousesOwnNumbersAreLeft() {
    #expect(kept(["6035 1234 5678 9012"], wanting: .own) == ["6035 1234 5678 9012"])
    #expect(kept(["my gift card is 7035 1234 5678 9014"]) == ["my gift card is 7035 1234 5678 9014"])
    #expect(kept(["my visa is 4111 1111 1111 1111"], wanting: .own) == ["my visa is [card]"])
  }

  @Test func everyHearingIsCut() {
    var watch = CardWatch()
    let heard = watch.hear(
      ["for 111 1111 1111 1112", "4111 1111 1111 1111", "where is my order"], wanting: .nothing, spoken: true, now: 0)
    #expect(heard.isCard)
    #expect(!heard.texts.joined().contains("1111"))
    #expect(heard.texts[2] == "where is my order")
  }

  /// Random numbers of all lengths, said in groups of all sizes: never two groups of one are kept.
  @Test func randomNumbersInAllGroupings() {
    var random = Sequence(seed: 11)
    for round in 0..<400 {
      let length = 13 + random.next(7)
      var digits = (["4", "51", "37", "62", "36"] as [String])[random.next(5)]
      while digits.count < length - 1 { digits += String(random.next(10)) }
      for check in 0...9 where CardNumbers.passesCheckSum(digits + String(check)) {
        digits += String(check)
        break
      }
      var groups: [String] = []
      var rest = digits[...]
      while !rest.isEmpty {
        let size = min(rest.count, 2 + random.next(4))
        groups.append(String(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      let separator = ([" ", "-", ", then ", " and ", ", that's "] as [String])[random.next(5)]
      let written = round % 2 == 0 ? groups : groups.map { SpokenDigits.spoken($0) }
      let text = kept(["it is " + written.joined(separator: separator)])[0]
      #expect(text == "it is [card]", "\(digits) as \(written.joined(separator: separator))")
    }
  }
}
