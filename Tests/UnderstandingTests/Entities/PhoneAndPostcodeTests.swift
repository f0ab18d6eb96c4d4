import Testing
import Understanding

@Suite struct PhoneTests {
  private func found(_ text: String, country: String = "US", expecting: Set<EntityKind> = []) -> [Span<PhoneNumber>] {
    Phones.find(in: Tokens(text), context(expecting: expecting, country: country))
  }

  @Test(arguments: [
    ("555-123-4567", "1", "5551234567", nil), ("(555) 123-4567", "1", "5551234567", nil),
    ("555.123.4567", "1", "5551234567", nil), ("call me at 5551234567", "1", "5551234567", nil),
    ("+1 555 123 4567", "1", "5551234567", nil), ("1-555-123-4567", "1", "5551234567", nil),
    ("plus one 555 123 4567", "1", "5551234567", nil), ("+44 20 7946 0018", "44", "2079460018", nil),
    ("plus four four twenty seven nine four six double oh one eight", "44", "2079460018", nil),
    ("+49 30 901820", "49", "30901820", nil), ("0049 30 901820", "49", "30901820", nil),
    ("011 44 20 7946 0018", "44", "2079460018", nil), ("+33 1 42 68 53 00", "33", "142685300", nil),
    ("555-123-4567 ext. 12", "1", "5551234567", "12"), ("555 123 4567 x12", "1", "5551234567", "12"),
    ("555 123 4567 extension one two", "1", "5551234567", "12"), ("(555)1234567", "1", "5551234567", nil),
    ("my number is five five five one two three four five six seven", "1", "5551234567", nil),
    ("five five five, one two three, four five six seven", "1", "5551234567", nil),
    ("triple five one two three four five six seven", "1", "5551234567", nil),
    ("five fifty five one twenty three forty five sixty seven", "1", "5551234567", nil),
    ("eight hundred five five five one two one two", "1", "8005551212", nil),
    ("two oh six five five five oh one hundred", "1", "2065550100", nil),
    ("area code 206 then 555 0100", "1", "2065550100", nil),
    ("area code two oh six five five five oh one oh oh", "1", "2065550100", nil),
    ("it's two oh six five five five oh one double zero", "1", "2065550100", nil),
    ("reach me on two zero six, uh, five five five, zero one zero zero", "1", "2065550100", nil),
    ("for one five five five five one two one two", "1", "4155551212", nil),
    ("one two oh six five five five oh one oh oh", "1", "2065550100", nil),
    ("phone: 206/555-0100", "1", "2065550100", nil),
    ("my cell is 206 555 01 00", "1", "2065550100", nil), ("text 2065550100 please", "1", "2065550100", nil),
    ("2065550100", "1", "2065550100", nil), ("tel 12065550100", "1", "2065550100", nil),
    ("+1 (206) 555-0100", "1", "2065550100", nil), ("+12065550100", "1", "2065550100", nil),
    ("44 20 7946 0018 with a plus in front", "44", "2079460018", nil),
    ("call 206-555-0100 after five", "1", "2065550100", nil), ("206 555 0100 or 206 555 0199", "1", "2065550100", nil),
  ])
  func us(_ text: String, _ country: String, _ national: String, _ ext: String?) {
    let spans = found(text)
    #expect(spans.first?.value == PhoneNumber(countryCode: country, national: national, extension: ext), "\(spans)")
  }

  @Test(arguments: [
    ("020 7946 0018", "GB", "44", "2079460018"),
    ("oh two oh seven nine four six double oh one eight", "GB", "44", "2079460018"),
    ("07700 900123", "GB", "44", "7700900123"),
    ("oh double seven double oh nine double oh one two three", "GB", "44", "7700900123"),
    ("030 901820", "DE", "49", "30901820"), ("0171 1234567", "DE", "49", "1711234567"),
  ])
  func elsewhere(_ text: String, _ country: String, _ code: String, _ national: String) {
    #expect(found(text, country: country).first?.value == PhoneNumber(countryCode: code, national: national))
  }

  @Test(arguments: [
    "my order is 40217", "98101-1234", "", "i have 10 lamps", "W2890441", "05/12/2024", "one two three",
    "it cost 1,299,000,000",
    "2024-05-01", "between 2 and 4", "twenty twenty", "4111 1111 1111 1111", "the code is 482193",
  ])
  func none(_ text: String) { #expect(found(text).isEmpty, "\(found(text))") }

  @Test func severalAndShort() {
    #expect(found("206 555 0100 or 206 555 0199").map(\.value.national) == ["2065550100", "2065550199"])
    #expect(found("555 0100", expecting: [.phone]).map(\.value.national) == ["5550100"])
    #expect(found("item 9624127908").allSatisfy { $0.confidence < 0.3 })
    #expect(found("9624127908")[0].confidence < found("call 9624127908")[0].confidence)
    #expect(found("206 555 010", expecting: [.phone]).allSatisfy { $0.confidence < 0.5 })
  }

  @Test func randomNumbersSurviveSpeaking() {
    var random = Sequence(seed: 3)
    for _ in 0..<300 {
      var digits = String(2 + random.next(8))
      for _ in 0..<9 { digits += String(random.next(10)) }
      if digits.hasPrefix("011") || !"23456789".contains(digits.dropFirst(3).first ?? "0") { continue }
      for spoken in [SpokenDigits.spoken(digits), Speaking.doubled(digits), Speaking.pairs(digits)] {
        #expect(found("my number is \(spoken)").first?.value.national == digits, "\(spoken)")
      }
    }
  }
}

@Suite struct PostcodeTests {
  private func found(_ text: String, country: String = "US", expecting: Set<EntityKind> = []) -> [Span<Postcode>] {
    Postcodes.find(in: Tokens(text), context(expecting: expecting, country: country))
  }

  @Test(arguments: [
    ("my zip is 05401", "05401"), ("zip code 98101", "98101"), ("zip 98101-1234", "98101-1234"), ("05401", "05401"),
    ("zip is nine eight one oh one", "98101"), ("zip code oh five four oh one", "05401"),
    ("my zip: zero five four zero one", "05401"),
    ("zip nine eight one zero one dash one two three four", "98101-1234"),
    ("the zip's nine eighty one oh one", "98101"),
    ("ninety eight one oh one is my zip", "98101"), ("zip code double nine one oh one", "99101"),
    ("zip is for for one oh won", "44101"), ("zip's 9 8 1 0 1", "98101"), ("it's in 98101", "98101"),
    ("postcode SW1A 1AA", "SW1A 1AA"), ("sw1a1aa", "SW1A 1AA"), ("s w one a one a a", "SW1A 1AA"),
    ("my postcode is m 1 1 a e", "M1 1AE"), ("EC1A 1BB", "EC1A 1BB"), ("b as in boy 33 8 t h", "B33 8TH"),
    ("K1A 0B1", "K1A 0B1"), ("k1a0b1", "K1A 0B1"), ("k one a zero b one", "K1A 0B1"), ("k one a oh b one", "K1A 0B1"),
    ("postal code m five v three l nine", "M5V 3L9"), ("my postal code is kilo one alpha zero bravo one", "K1A 0B1"),
    ("10115 Berlin", "10115"), ("zip code is ninety four one oh three", "94103"), ("1234 AB", "1234 AB"),
    ("zip 05401, sorry", "05401"), ("my zip code is 0 5 4 0 1", "05401"), ("zip ten thousand one", "10001"),
    ("zip one hundred oh one", "10001"), ("zip one triple oh one", "10001"), ("zip twenty one seven oh nine", "21709"),
    ("the zip code on the account is 19031", "19031"), ("zip nine oh two one oh", "90210"),
    ("zip code? 90210", "90210"),
    ("i live in 90210 now", "90210"), ("G1 1AA", "G1 1AA"), ("W1A 0AX", "W1A 0AX"),
  ])
  func best(_ text: String, _ expected: String) {
    #expect(found(text).map(\.value.text) == [expected], "\(found(text))")
  }

  @Test(arguments: [
    "order number 40217", "i have 5 lamps", "W2890441", "", "$12345", "12345.67", "call me", "206 555 0100",
    "a1 condition",
    "123456", "i want a 4k tv", "my card 12345 67890", "section b2 3 of us",
  ])
  func none(_ text: String) {
    #expect(found(text).filter { $0.confidence > 0.3 }.isEmpty, "\(found(text))")
  }

  @Test func countries() {
    #expect(found("10115", country: "DE")[0].value == Postcode("10115", country: "DE"))
    #expect(found("1010", country: "AT", expecting: [.postcode])[0].value == Postcode("1010", country: "AT"))
    #expect(found("sw1a 1aa")[0].value.country == "GB")
    #expect(found("K1A 0B1")[0].value.country == "CA")
    #expect(found("98101", expecting: [.postcode])[0].confidence > 0.9)
    #expect(found("2000", country: "AU", expecting: [.postcode])[0].value == Postcode("2000", country: "AU"))
  }

  @Test func oldAndNewBothCount() {
    #expect(found("02139? Sorry, that is my office, it's 02140").map(\.value.text) == ["02139", "02140"])
    #expect(found("zip oh two one three nine or oh two one four oh").map(\.value.text) == ["02139", "02140"])
  }

  @Test func randomOnesSurviveSpeaking() {
    for number in stride(from: 501, to: 99_999, by: 373) {
      let text = String(String(100_000 + number).dropFirst())
      #expect(found("zip \(SpokenDigits.spoken(text))").map(\.value.text) == [text])
      #expect(found("my zip is \(Speaking.doubled(text))").map(\.value.text) == [text])
    }
  }
}
