import Testing
import Understanding

@Suite struct OrderNumberTests {
  private func found(
    _ text: String, _ orders: [String] = ["#####"], expecting: Set<EntityKind> = []
  ) -> [Span<NumberSaid>] {
    OrderNumbers.find(in: Tokens(text), context(orders: orders, expecting: expecting))
  }

  @Test(arguments: [
    ("40217", "40217"), ("my order number is 40217", "40217"), ("#40217", "40217"), ("order #40217 please", "40217"),
    ("Order No. 40217.", "40217"), ("order 402 17", "40217"), ("order 4-0217", "40217"), ("order 4 0 2 1 7", "40217"),
    ("four oh two one seven", "40217"), ("four zero two one seven", "40217"), ("it's four o two one seven", "40217"),
    ("order number four oh two seventeen", "40217"), ("four twenty seventeen", "42017"),
    ("forty two oh seventeen", "42017"), ("forty thousand two hundred seventeen", "40217"),
    ("forty thousand two hundred and seventeen", "40217"), ("double four two one seven", "44217"),
    ("four double oh one seven", "40017"), ("triple four one seven", "44417"), ("four triple two seven", "42227"),
    ("order for oh two one seven", "40217"), ("my order is four oh to one seven", "40217"),
    ("four oh too won seven", "40217"), ("order number ate oh two one tree", "80213"),
    ("four uh oh um two one seven", "40217"), ("ninety eight one oh one", "98101"),
    ("ninety eight one hundred one", "98101"), ("order four zero two one niner", "40219"),
    ("yeah so the order number would be four oh two one seven thanks", "40217"),
    ("nine nine nine nine nine", "99999"), ("oh oh one two three", "00123"), ("nought nought one two three", "00123"),
    ("order 4o217", "40217"), ("four zero two, one seven", "40217"), ("it's 40217, I think", "40217"),
    ("where's 40217?", "40217"), ("order twelve three forty five", "12345"), ("two fives one seven three", "55173"),
    ("order number: forty two, one, seventeen", "42117"), ("four hundred two seventeen", "40217"),
    ("cancel 40217 and return the other", "40217"), ("treble four two one", "44421"),
    ("is 40217 one of mine", "40217"), ("order one two three four five to cancel", "12345"),
    ("i want to cancel order two two two two two", "22222"), ("order number 40217 for my wife", "40217"),
  ])
  func fiveDigits(_ text: String, _ expected: String) {
    let spans = found(text)
    #expect(spans.map(\.value) == [NumberSaid(expected)], "\(spans)")
    #expect(spans.allSatisfy { $0.confidence > 0.3 }, "\(spans.map(\.confidence))")
  }

  @Test(arguments: [
    ("#W2890441", "W2890441"), ("W2890441", "W2890441"), ("w2890441", "W2890441"), ("W 2890441", "W2890441"),
    ("order w 289 0441", "W2890441"), ("W-two-eight-nine-oh-four-four-one", "W2890441"),
    ("double u two eight nine oh four four one", "W2890441"), ("w two eight nine zero double four one", "W2890441"),
    ("w as in whiskey two eight nine zero four four one", "W2890441"), ("whiskey 2890441", "W2890441"),
    ("w for william two eight nine zero four four one", "W2890441"), ("order 2890441", "W2890441"),
    ("#2890441", "W2890441"), ("dubya 2890441", "W2890441"), ("w twenty eight nine oh forty four one", "W2890441"),
    ("order number w, 2, 8, 9, 0, 4, 4, 1", "W2890441"), ("Order #W2890441!", "W2890441"),
    ("double you to ate nine oh for for one", "W2890441"), ("it is #W2890441, the tent", "W2890441"),
    ("two eight nine oh double four one is my order number", "W2890441"), ("W as in Walter 2890441", "W2890441"),
    ("w 28 90 441", "W2890441"), ("(W2890441)", "W2890441"), ("order=W2890441", "W2890441"),
    ("one, #W2890441", "W2890441"), ("just the one: #2890441", "W2890441"),
  ])
  func letterAndSeven(_ text: String, _ expected: String) {
    let spans = found(text, ["W#######"])
    #expect(spans.map(\.value) == [NumberSaid(expected)], "\(spans)")
  }

  @Test(arguments: [
    ("AB-1234", "AB-1234"), ("ab1234", "AB-1234"), ("a b one two three four", "AB-1234"),
    ("alpha bravo dash twelve thirty four", "AB-1234"), ("a as in apple b as in boy 1234", "AB-1234"),
    ("order a b hyphen 1 2 3 4", "AB-1234"), ("double a one two three four", "AA-1234"),
    ("m as in mike n as in nancy double two double three", "MN-2233"),
  ])
  func lettersAndDashes(_ text: String, _ expected: String) {
    let spans = found(text, ["@@-####"], expecting: [.orderNumber])
    #expect(spans.map(\.value) == [NumberSaid(expected)], "\(spans)")
  }

  @Test(arguments: [
    ("the order number ends in 66", "66"), ("order ending in double six", "66"), ("it ends with four four one", "441"),
    ("the one ending 441", ""), ("last four digits of the order are 0441", "0441"),
    ("the last three numbers are four four one", "441"), ("an order that finishes in 07", "07"),
    ("my order number ends in oh seven", "07"),
  ])
  func ends(_ text: String, _ expected: String) {
    let spans = found(text, ["W#######"])
    #expect(spans.map(\.value) == (expected.isEmpty ? [] : [NumberSaid(expected, isEnd: true)]), "\(spans)")
  }

  @Test(arguments: [
    "i have two problems", "one moment please", "i want to return two of the five", "for you too", "",
    "my zip is 98101", "zip code nine eight one oh one", "it cost $40217", "call me at 555 123 4567",
    "five five five one two three four five six seven", "the card ending in 4021", "i ordered 12 lamps on may 3rd 2024",
    "it's been two weeks", "it is 402179", "one two three four five six", "40217.50", "40217%", "3:15:45",
    "a 40217kg one",
    "from one to five", "i bought two, then three more, then four",
  ])
  func none(_ text: String) {
    let spans = found(text)
    #expect(spans.filter { $0.confidence > 0.2 }.map(\.value) == [], "\(spans)")
  }

  @Test func severalStayApart() {
    #expect(found("orders 40217 and 40218").map(\.value.text) == ["40217", "40218"])
    #expect(
      found("four oh two one seven and four oh two one eight").map(\.value.text) == ["40217", "40218"])
    #expect(found("#W2890441, #W7700148", ["W#######"]).map(\.value.text) == ["W2890441", "W7700148"])
    #expect(found("order 40217 not 40219").map(\.value.text) == ["40217", "40219"])
    #expect(found("order 40217 zip 98101").filter { $0.confidence > 0.2 }.map(\.value.text) == ["40217"])
  }

  /// What announces the first of several announces those that are joined to it, however many words it takes to say them.
  @Test(arguments: [
    "cancel orders one zero zero eight five and four seven eight one one",
    "orders one double zero eight five, and also four seven eight double one please", "orders 1 0 0 8 5 and 4 7 8 1 1",
  ])
  func severalAreAsSureAsTheFirst(_ text: String) {
    let spans = found(text)
    #expect(spans.map(\.value.text) == ["10085", "47811"])
    #expect(spans.first?.confidence == spans.last?.confidence)
  }

  @Test func oneDigitTooFewIsKeptForComparison() {
    let spans = found("my order number is four oh two one")
    #expect(spans.map(\.value.text) == ["4021"])
    #expect(spans[0].confidence < 0.5)
    #expect(found("four oh two one seven nine", expecting: [.orderNumber]).map(\.value.text) == ["402179"])
    #expect(
      found("w two eight nine oh four four", ["W#######"], expecting: [.orderNumber]).map(\.value.text) == ["W289044"])
  }

  @Test func severalReadings() {
    let span = found("order four seventeen thirteen")[0]
    #expect(span.value.text == "41713")
    #expect(span.readings.map(\.value.text).contains("47013"))
    #expect(zip(span.readings, span.readings.dropFirst()).allSatisfy { $0.confidence >= $1.confidence })
  }

  @Test func placesAndWriting() {
    let span = found("order number  #W2890441 please", ["W#######"])[0]
    #expect(span.tokens == 2..<3 && span.said == "W2890441")
  }

  @Test func itemsAndProducts() {
    func items(_ text: String) -> [String] {
      ItemNumbers.find(in: Tokens(text), context()).filter { $0.confidence > 0.2 }.map(\.value.text)
    }
    #expect(items("item 9624127908") == ["9624127908"])
    #expect(items("the product number is nine six two four one two seven nine oh eight") == ["9624127908"])
    #expect(items("9624127908 and 8917609800") == ["9624127908", "8917609800"])
    #expect(items("call me on 9624127908") == [])
    #expect(items("962-412-7908") == ["9624127908"])
    #expect(items("item number ending in 908") == ["908"])
  }

  @Test func customers() {
    func customers(_ text: String) -> [String] { CustomerNumbers.find(in: Tokens(text), context()).map(\.value) }
    #expect(customers("noah_brown_6181") == ["noah_brown_6181"])
    #expect(customers("i'm noah_brown_6181, hi") == ["noah_brown_6181"])
    #expect(customers("my user id is noah brown six one eight one") == ["noah_brown_6181"])
    #expect(customers("username noah underscore brown underscore 6181") == ["noah_brown_6181"])
    #expect(customers("customer number 88231") == ["88231"])
    #expect(customers("my account number is double eight two three one") == ["88231"])
    #expect(customers("credit_card_4190576") == [])
    #expect(customers("a user of yours") == [])
    #expect(customers("a_b_1234@x.com") == [])
  }

  @Test func cards() {
    func cards(_ text: String, _ expecting: Set<EntityKind> = []) -> [String] {
      CardNumbers.find(in: Tokens(text), context(expecting: expecting)).map(\.value)
    }
    #expect(cards("4111 1111 1111 1111") == ["4111111111111111"])
    #expect(cards("my card is 4111-1111-1111-1111 exp 12/27") == ["4111111111111111"])
    #expect(
      cards("four one one one one one one one one one one one one one one one") == ["4111111111111111"])
    #expect(cards("four triple one quadruple one quadruple one quadruple one") == ["4111111111111111"])
    #expect(cards("378282246310005") == ["378282246310005"])
    #expect(cards("4111111111111112") == [])
    #expect(cards("my visa number is 4111111111111112") == ["4111111111111112"])
    #expect(cards("item 9624127908") == [])
    #expect(cards("forty one eleven eleven eleven eleven eleven eleven eleven") == ["4111111111111111"])
  }

  @Test func codes() {
    func codes(_ text: String, _ expecting: Set<EntityKind> = []) -> [String] {
      OneTimeCodes.find(in: Tokens(text), context(expecting: expecting)).map(\.value)
    }
    #expect(codes("the code is 482193") == ["482193"])
    #expect(codes("482193", [.code]) == ["482193"])
    #expect(codes("four eight two one nine three", [.code]) == ["482193"])
    #expect(codes("it says four eighty two one ninety three", [.code]) == ["482193"])
    #expect(codes("i got 48 21 93", [.code]) == ["482193"])
    #expect(codes("my zip code is 98101") == [])
    #expect(codes("promo code 2020") == [])
    #expect(codes("i did not get a code", [.code]) == [])
    #expect(codes("verification code: 0 0 4 4") == ["0044"])
  }

  /// What is spoken is found again, in several manners of speaking.
  @Test func randomNumbersSurviveSpeaking() {
    var random = Sequence(seed: 7)
    for _ in 0..<300 {
      let digits = (0..<7).map { _ in String(random.next(10)) }
      let text = "W" + digits.joined()
      let spoken = "w " + SpokenDigits.spoken(digits.joined())
      #expect(found("my order is \(spoken)", ["W#######"]).map(\.value.text) == [text], "\(spoken)")
      let grouped = "order w \(digits[0...2].joined()) \(digits[3...].joined(separator: " "))"
      #expect(found(grouped, ["W#######"]).map(\.value.text) == [text], "\(grouped)")
      let doubled = "w " + Speaking.doubled(digits.joined())
      #expect(found(doubled, ["W#######"]).map(\.value.text) == [text], "\(doubled)")
      let pairs = Speaking.pairs(digits.prefix(6).joined())
      #expect(found("order \(pairs)", ["######"]).first?.value.text == digits.prefix(6).joined(), "\(pairs)")
    }
  }
}
