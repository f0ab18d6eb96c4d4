import Discourse
import Testing
import Understanding

@Suite struct AddressTests {
  private func found(_ text: String, expecting: Set<EntityKind> = [], country: String = "US") -> [Span<[AddressPart]>] {
    Addresses.find(in: Tokens(text), context(expecting: expecting, country: country)).filter { $0.confidence > 0.35 }
  }

  private func short(_ parts: [AddressPart]) -> String {
    parts.map { "\($0.field.rawValue)=\($0.value)" }.joined(separator: "; ")
  }

  @Test(arguments: [
    (
      "986 Sunset Drive, Suite 259, Denver, CO 80279",
      "street=986 Sunset Drive; street2=Suite 259; city=Denver; region=CO; postcode=80279"
    ),
    (
      "nine eighty six sunset drive suite two fifty nine denver colorado eight oh two seven nine",
      "street=986 Sunset Drive; street2=Suite 259; city=Denver; region=CO; postcode=80279"
    ),
    (
      "986 sunset drive suite 259 denver co 80279 usa",
      "street=986 Sunset Drive; street2=Suite 259; city=Denver; region=CO; postcode=80279; country=US"
    ),
    (
      "ship it to 12 Oak Street, Burlington, VT 05401 please",
      "street=12 Oak Street; city=Burlington; region=VT; postcode=05401"
    ),
    ("my new address is 477 Park Avenue, Dallas, Texas", "street=477 Park Avenue; city=Dallas; region=TX"),
    ("477 park ave dallas texas 75227", "street=477 Park Ave; city=Dallas; region=TX; postcode=75227"),
    ("just the flat number: 12B", "street2=Flat 12B"), ("apartment four", "street2=Apartment 4"),
    ("apt 3c", "street2=Apt 3C"),
    ("unit five", "street2=Unit 5"), ("it's suite 100 now", "street2=Suite 100"),
    ("change it to apartment twelve b", "street2=Apartment 12B"),
    ("apt #4", "street2=Apt 4"), ("apartment number is 7", "street2=Apartment 7"), ("flat b", "street2=Flat B"),
    ("unit 4 b as in boy", "street2=Unit 4B"), ("Suite B", "street2=Suite B"),
    ("12 oak street", "street=12 Oak Street"),
    ("twelve oak street apartment four", "street=12 Oak Street; street2=Apartment 4"),
    ("one twenty three main street", "street=123 Main Street"),
    ("twelve thirty four elm avenue", "street=1234 Elm Avenue"),
    ("221B Baker Street, London", "street=221B Baker Street; city=London"),
    ("123 5th Avenue, New York, NY 10160", "street=123 5th Avenue; city=New York; region=NY; postcode=10160"),
    ("one oh one north main street", "street=101 North Main Street"),
    (
      "1600 Pennsylvania Ave NW, Washington, DC 20500",
      "street=1600 Pennsylvania Ave NW; city=Washington; region=DC; postcode=20500"
    ),
    (
      "101 fifth avenue new york new york one oh oh oh three",
      "street=101 Fifth Avenue; city=New York; region=NY; postcode=10003"
    ),
    ("12 St James Street", "street=12 St James Street"),
    ("742 Evergreen Terrace, Springfield", "street=742 Evergreen Terrace; city=Springfield"),
    ("10 Downing Street, London SW1A 2AA", "street=10 Downing Street; city=London; postcode=SW1A 2AA"),
    (
      "Flat 2, 10 High Street, Leeds LS1 4AP, UK",
      "street=10 High Street; street2=Flat 2; city=Leeds; postcode=LS1 4AP; country=GB"
    ),
    ("Hauptstraße 5, 10115 Berlin", "street=Hauptstraße 5; city=Berlin; postcode=10115"),
    ("PO Box 123, Fargo, ND 58102", "street=PO Box 123; city=Fargo; region=ND; postcode=58102"),
    ("p o box one two three", "street=PO Box 123"), ("Denver, CO 80279", "city=Denver; region=CO; postcode=80279"),
    ("denver colorado", "city=Denver; region=CO"), ("send it to salt lake city utah", "city=Salt Lake City; region=UT"),
    ("to new orleans louisiana", "city=New Orleans; region=LA"),
    ("city is Denver and the state is Colorado", "city=Denver; region=CO"),
    ("the city is san francisco", "city=San Francisco"), ("state: CA", "region=CA"),
    ("the street is 9 Maple Lane", "street=9 Maple Lane"),
    ("house number 14, Willow Road", "street=14 Willow Road"),
    (
      "street 9 maple lane city denver state co zip 80279",
      "street=9 Maple Lane; city=Denver; region=CO; postcode=80279"
    ),
    ("it's 9 maple lane in denver", "street=9 Maple Lane; city=Denver"),
    ("986 Sunset Dr. Apt. 2, Denver CO", "street=986 Sunset Dr; street2=Apt 2; city=Denver; region=CO"),
    ("111 Broadway, Suite 3", "street=111 Broadway; street2=Suite 3"),
    ("four fifty five hickory hill road", "street=455 Hickory Hill Road"),
    ("22 winding way kansas city missouri", "street=22 Winding Way; city=Kansas City; region=MO"),
    (
      "9 maple lane toronto ontario m5v 3l9 canada",
      "street=9 Maple Lane; city=Toronto; region=ON; postcode=M5V 3L9; country=CA"
    ),
    ("no it's 12 elm court not 21 elm court", "street=12 Elm Court"),
    ("three hundred and five river road", "street=305 River Road"),
    ("9 maple lane, st louis, mo", "street=9 Maple Lane; city=St Louis; region=MO"),
    ("12 o'neil street", "street=12 O'Neil Street"),
    (
      "9 maple lane apartment two charlotte north carolina two eight two oh two",
      "street=9 Maple Lane; street2=Apartment 2; city=Charlotte; region=NC; postcode=28202"
    ),
  ])
  func best(_ text: String, _ expected: String) {
    #expect(found(text).first.map { short($0.value) } == expected, "\(found(text))")
  }

  @Test(arguments: [
    ("denver", "city=Denver"), ("Colorado", "region=CO"), ("80279", "postcode=80279"),
    ("denver 80279", "city=Denver; postcode=80279"),
    ("4b", "street2=4B"), ("oak street", "street=Oak Street"), ("usa", "country=US"),
  ])
  func asked(_ text: String, _ expected: String) {
    #expect(
      found(text, expecting: [.address]).first.map { short($0.value) } == expected,
      "\(found(text, expecting: [.address]))")
  }

  @Test(arguments: [
    "i have two problems", "", "my order is 40217", "a floor lamp", "the flat screen tv", "unit price", "no way",
    "the lamp in the living room",
    "the 15 inch one", "my home address", "can you change the address", "i paid 20 dollars on the way", "or return it",
    "12 days ago on the way",
    "hi there", "ok", "tell me", "in or out", "apartment is a mess", "two of the court shoes", "2 hill climbing shoes",
    "my room", "the suite",
    "the one that went to denver", "send 2 to me", "i'm in a hurry", "by the way", "just the way i paid",
  ])
  func none(_ text: String) { #expect(found(text).isEmpty, "\(found(text))") }

  @Test func placesAndSeveral() {
    let span = found("ship to 12 Oak Street, Apt 4, thanks")[0]
    #expect(span.tokens == 2..<7 && span.said == "12 Oak Street, Apt 4")
    #expect(found("no it's 12 elm court not 21 elm court").count == 2)
  }

  @Test func randomOnesSurviveSpeaking() {
    var random = Sequence(seed: 13)
    let streets = [
      "sunset drive", "oak street", "park avenue", "river road", "maple lane", "elm boulevard", "cedar court",
    ]
    let cities = [
      ("denver", "colorado", "CO"), ("san diego", "california", "CA"), ("new york", "new york", "NY"),
      ("charlotte", "north carolina", "NC"),
      ("fort worth", "texas", "TX"), ("seattle", "washington", "WA"), ("phoenix", "arizona", "AZ"),
    ]
    for _ in 0..<200 {
      let number = 1 + random.next(random.pick([99, 999]))
      let street = random.pick(streets)
      let (city, region, code) = random.pick(cities)
      let zip = String(String(100_000 + random.next(99_999)).dropFirst())
      let unit = random.next(400) + 1
      let spoken =
        "\(Speaking.cardinal(number)) \(street) suite \(Speaking.cardinal(unit)) \(city) \(region) \(SpokenDigits.spoken(zip))"
      let written = city.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
      let road = street.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
      let expected = "street=\(number) \(road); street2=Suite \(unit); city=\(written); region=\(code); postcode=\(zip)"
      #expect(found("my address is \(spoken)").first.map { short($0.value) } == expected, "\(spoken)")
      #expect(
        found("\(number) \(road), Suite \(unit), \(written), \(code) \(zip)").first.map { short($0.value) } == expected)
    }
  }
}
