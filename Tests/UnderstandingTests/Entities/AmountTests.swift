import Discourse
import Testing
import Understanding

@Suite struct AmountTests {
  private func found(_ text: String, country: String = "US", expecting: Set<EntityKind> = []) -> [Span<Amount>] {
    var context = context(expecting: expecting, country: country)
    if country == "GB" { context.currency = "GBP" }
    return Amounts.find(in: Tokens(text), context).filter { $0.confidence > 0.35 }
  }

  private func short(_ amount: Amount) -> String {
    let unit =
      switch amount.unit {
      case .money(let currency): currency
      case .percent: "%"
      }
    let upper = amount.upTo.map { "-\($0)" } ?? ""
    let bound = amount.bound == .is ? "" : " \(amount.bound.rawValue)"
    return "\(amount.amount)\(upper) \(unit)\(bound)\(amount.isRough ? " ~" : "")"
  }

  @Test(arguments: [
    ("$49.99", "4999 USD"), ("$1,299", "129900 USD"), ("$1,299.00", "129900 USD"), ("$5", "500 USD"),
    ("$ 20", "2000 USD"),
    ("49.99 dollars", "4999 USD"), ("forty nine ninety nine", "4999 USD"),
    ("it cost forty nine ninety nine", "4999 USD"),
    ("fifty bucks", "5000 USD"), ("a hundred dollars", "10000 USD"), ("under a hundred", "10000 USD lessThan"),
    ("forty nine dollars and ninety nine cents", "4999 USD"), ("forty nine dollars ninety nine", "4999 USD"),
    ("99 cents", "99 USD"),
    ("a dollar fifty", "150 USD"), ("a buck fifty", "150 USD"), ("two hundred and fifty dollars", "25000 USD"),
    ("one grand", "100000 USD"),
    ("two grand", "200000 USD"), ("$2k", "200000 USD"), ("2k dollars", "200000 USD"), ("$1.5k", "150000 USD"),
    ("1299 usd", "129900 USD"),
    ("USD 12.50", "1250 USD"), ("20 euros", "2000 EUR"), ("€20", "2000 EUR"), ("20€", "2000 EUR"), ("£15", "1500 GBP"),
    ("15 quid", "1500 GBP"),
    ("fifteen pounds fifty", "1550 GBP"), ("twelve hundred dollars", "120000 USD"),
    ("less than 50 dollars", "5000 USD lessThan"),
    ("at most $30", "3000 USD atMost"), ("no more than thirty", "3000 USD atMost"), ("$30 or less", "3000 USD atMost"),
    ("over $100", "10000 USD moreThan"),
    ("at least 20 dollars", "2000 USD atLeast"), ("forty or under", "4000 USD atMost"),
    ("between 20 and 40 dollars", "2000-4000 USD"),
    ("$20-$40", "2000-4000 USD"), ("20 to 40 bucks", "2000-4000 USD"), ("between $20 and $40", "2000-4000 USD"),
    ("from 20 to 40 dollars", "2000-4000 USD"),
    ("around fifty dollars", "5000 USD ~"), ("about $50", "5000 USD ~"), ("fifty-ish dollars", "5000 USD ~"),
    ("i paid 59.99 for it", "5999 USD"),
    ("i paid 60", "6000 USD"), ("it was priced at 60", "6000 USD"), ("my budget is 200", "20000 USD"),
    ("ten percent", "1000 %"), ("10%", "1000 %"),
    ("20 percent off", "2000 %"), ("half off", "5000 %"), ("12.5%", "1250 %"), ("fifty percent discount", "5000 %"),
    ("ten per cent", "1000 %"),
    ("half price", "5000 %"), ("five hundred ninety nine dollars", "59900 USD"), ("$1299.5", "129950 USD"),
    ("49 dollars 5 cents", "4905 USD"),
    ("one thousand two hundred ninety nine dollars and five cents", "129905 USD"),
    ("two ninety nine a piece in price", "299 USD"),
    ("the price was twelve fifty", "1250 USD"), ("costs nineteen oh five", "1905 USD"),
    ("more than fifty bucks", "5000 USD moreThan"),
    ("cheaper than $80", "8000 USD lessThan"), ("within 100 dollars", "10000 USD atMost"),
    ("a couple hundred bucks", "20000 USD ~"),
    ("ate dollars", "800 USD"), ("for dollars", "400 USD"), ("too bucks", "200 USD"), ("five bucks less", "500 USD"),
    ("half a dollar", "50 USD"),
    ("million dollars", "100000000 USD"), ("$49.99.", "4999 USD"), ("ninety-nine dollars", "9900 USD"),
    ("i was charged 4,999.00", "499900 USD"),
    ("it's 24.50", "2450 USD"), ("thirty dollar", "3000 USD"), ("a $50 gift card", "5000 USD"), ("$.99", "99 USD"),
    ("$0.99", "99 USD"),
  ])
  func best(_ text: String, _ expected: String) {
    #expect(found(text).map { short($0.value) } == [expected], "\(found(text))")
  }

  @Test(arguments: [
    "i have two problems", "", "order 40217", "under the sofa", "over there", "at least one of them",
    "between monday and friday", "half past three",
    "half of it", "under two liters", "over 10 hours", "more than two", "i paid twice", "one of those", "at 12.30",
    "my zip is 98101",
    "size 9.5", "the 15 inch one", "at most two weeks", "between 2 and 4", "i need it by 5", "about two weeks ago",
    "2026-05-04", "less than a week",
    "twenty twenty", "nineteen ninety nine was the year",
  ])
  func none(_ text: String) { #expect(found(text).isEmpty, "\(found(text))") }

  @Test func severalReadingsAndPounds() {
    let span = Amounts.find(in: Tokens("it costs two ninety nine"), context())[0]
    #expect(span.readings.map(\.value.amount) == [299, 29900])
    #expect(found("fifteen pounds", country: "GB").map { short($0.value) } == ["1500 GBP"])
    #expect(found("fifteen pounds") == [])
    #expect(found("50", expecting: [.money]).map { short($0.value) } == ["5000 USD"])
    let place = found("about $49.99 please")[0]
    #expect(place.tokens == 1..<3 && place.said == "49.99")
  }

  @Test func randomOnesSurviveSpeaking() {
    var random = Sequence(seed: 21)
    for _ in 0..<300 {
      let dollars = 1 + random.next(random.pick([100, 2000]))
      let cents = random.next(100)
      let and = random.next(2) == 0
      let spoken = "\(Speaking.cardinal(dollars, and: and)) dollars and \(Speaking.cardinal(cents)) cents"
      if cents > 0 { #expect(found("it was \(spoken)").map(\.value.amount) == [dollars * 100 + cents], "\(spoken)") }
      #expect(found("$\(dollars).\(cents < 10 ? "0" : "")\(cents)").map(\.value.amount) == [dollars * 100 + cents])
      #expect(found("i paid \(Speaking.cardinal(dollars, and: and)) bucks").map(\.value.amount) == [dollars * 100])
      if cents > 9, (21...99).contains(dollars), dollars % 10 != 0 {
        let short = "\(Speaking.cardinal(dollars)) \(Speaking.cardinal(cents))"
        #expect(found("the price is \(short)").first?.value.amount == dollars * 100 + cents, "\(short)")
      }
    }
  }
}

@Suite struct QuantityTests {
  private func quantities(_ text: String) -> [String] {
    Quantities.find(in: Tokens(text), context()).filter { $0.confidence > 0.35 }.map {
      switch $0.value.kind {
      case .exactly: "\($0.value.count)"
      case .about: "~\($0.value.count)"
      case .allOf: "all \($0.value.count)"
      case .more: "+\($0.value.count)"
      }
    }
  }

  @Test(arguments: [
    ("a couple", "2"), ("a couple of lamps", "2"), ("half a dozen", "6"), ("a dozen", "12"), ("two dozen", "24"),
    ("both", "all 2"),
    ("both of them", "all 2"), ("three of them", "3"), ("all three", "all 3"), ("all 4 of them", "all 4"),
    ("two lamps", "2"), ("2 lamps", "2"),
    ("i want three", "3"), ("just one", "1"), ("only one of them", "1"), ("one of the lamps", "1"), ("two more", "+2"),
    ("another one", "+1"),
    ("another lamp", "+1"), ("one more", "+1"), ("a pair", "2"), ("a pair of boots", "2"), ("qty 3", "3"),
    ("quantity: 3", "3"), ("quantity of three", "3"),
    ("x2", "2"), ("2x the lamp", "2"), ("two of each", "2"), ("a few", "~3"), ("several", "~4"),
    ("twenty five mugs", "25"), ("a single lamp", "1"),
    ("the two of them", "all 2"), ("the two lamps", "all 2"), ("make it four", "4"), ("a hundred balloons", "100"),
    ("twelve hundred tiles", "1200"),
    ("exactly two", "2"), ("two", "2"), ("2", "2"), ("a trio", "3"), ("an additional one", "+1"), ("two extra", "+2"),
    ("every one of the 3", "all 3"),
    ("couple of mugs", "2"), ("i ordered two tents", "2"), ("we have 2 problems", "2"), ("half dozen eggs", "6"),
    ("one or two", "1"),
  ])
  func best(_ text: String, _ expected: String) { #expect(quantities(text).first == expected, "\(quantities(text))") }

  @Test(arguments: [
    "the blue one", "which one", "that one", "the other one", "another", "no one", "15 inch", "$20", "at 5 pm",
    "order 40217", "one moment", "one second",
    "twenty percent", "the second", "may 3rd", "", "to you too", "for me", "a lamp", "555 123 4567", "w two eight nine",
    "4k", "half past", "one day",
    "i won", "two weeks ago", "12 oak street", "the 3rd one", "number one", "size 9", "this one", "a big one",
    "everyone", "the one from boston",
    "i7", "five dollars", "the red ones",
  ])
  func none(_ text: String) { #expect(quantities(text) == [], "\(quantities(text))") }

  private func ordinals(_ text: String) -> [Int] {
    Ordinals.find(in: Tokens(text), context()).filter { $0.confidence > 0.35 }.map(\.value)
  }

  @Test(arguments: [
    ("the first", 1), ("the second one", 2), ("second", 2), ("3rd", 3), ("the 2nd lamp", 2), ("the last one", -1),
    ("last", -1), ("the third option", 3),
    ("second to last", -2), ("the last but one", -2), ("the next to last", -2), ("the twenty first", 21), ("21st", 21),
    ("the fifth", 5),
    ("option two", 2), ("number two", 2), ("number 3", 3), ("choice one", 1), ("the latter", -1), ("the former", 1),
    ("the first two", 1),
    ("my last order", -1), ("my first order", 1), ("the very first one", 1), ("the final one", -1),
    ("the one at the top", 1), ("the bottom one", -1),
    ("the middle one", 0), ("option b", 2), ("the latest", -1), ("most recent order", -1), ("the oldest order", 1),
    ("the tenth", 10), ("the hundredth", 100),
    ("two hundred and third", 203), ("one thousandth", 1000), ("the thirty second", 32), ("the 1st", 1), ("line 2", 2),
    ("the newest one", -1),
  ])
  func ordinal(_ text: String, _ expected: Int) {
    #expect(ordinals(text).first == (expected == 0 ? nil : expected), "\(ordinals(text))")
  }

  @Test(arguments: [
    "a second", "one second", "just a second", "second thoughts", "seconds", "last name", "first name", "last week",
    "last friday", "last month",
    "at first", "first of all", "last time", "at last", "the last few days", "last four digits",
    "first i want to return it", "", "the one", "last night",
    "phone number 5551234567", "order number 40217", "first class", "last minute", "give me a sec", "first, cancel it",
  ])
  func noOrdinal(_ text: String) { #expect(ordinals(text) == [], "\(ordinals(text))") }

  @Test func cardinals() {
    var random = Sequence(seed: 2)
    for _ in 0..<500 {
      let number = 2 + random.next(random.pick([100, 10_000, 999_998]))
      for and in [false, true] {
        let spoken = Speaking.cardinal(number, and: and)
        #expect(quantities("i want \(spoken) tiles") == ["\(number)"], "\(spoken)")
      }
    }
    #expect(quantities("1,299 tiles") == ["1299"])
  }
}
