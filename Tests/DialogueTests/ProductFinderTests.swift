import Commerce
import Testing
import Understanding

@testable import Dialogue

/// What customers call the things on the shelves.
@Suite struct ProductFinderTests {
  private static func product(_ id: String, _ name: String, _ options: [[String: String]]) -> Product {
    Product(
      id: id, name: name, category: ["Outdoor"],
      variants: options.enumerated().map {
        Variant(sku: "\(id)-\($0.offset)", options: $0.element, price: Money(minorUnits: 4_900, currency: "USD"))
      }, description: "Sturdy.", brand: "Orrin")
  }

  static let products = [
    product(
      "P1", "Meadow tent",
      [["capacity": "two person", "colour": "green"], ["capacity": "four person", "colour": "orange"]]),
    product(
      "P2", "Alpine tent",
      [["capacity": "two person", "colour": "green"], ["capacity": "four person", "colour": "orange"]]),
    product(
      "P3", "Granite rain jacket", [["size": "large", "colour": "blue"], ["size": "extra large", "colour": "yellow"]]),
    product("P4", "Cascade kettle", [["colour": "red"], ["colour": "white"]]),
    product("P5", "Northwind kettle", [["colour": "black"]]), product("P6", "Meadow trekking poles", [[:]]),
    product("P7", "Foothill hiking boots", [["size": "nine"], ["size": "ten"]]),
  ]

  private let finder = ProductFinder(
    lexicon: Lexicon(products: products),
    entities: EntityContext(today: LocalDate(year: 2026, month: 11, day: 21), now: TimeOfDay(minutes: 600)))

  @Test(
    arguments: [
      ("do you have tents", nil, "tent"), ("how heavy is the alpine tent", "P2", "alpine tent"),
      ("do you have a red kettle in the fifth street store", "P4", "cascade kettle"),
      ("hold a large blue granite rain jacket for me", "P3", "granite rain jacket"),
      ("i'm looking for a rain jacket", "P3", "granite rain jacket"), ("show me your kettles", nil, "kettle"),
      ("the alpine one", "P2", "alpine tent"), ("how much are the trekking poles", "P6", "meadow trekking poles"),
      ("is the cascade kettle available in red", "P4", "cascade kettle"),
      ("hiking boots in size nine", "P7", "foothill hiking boots"),
      ("i need new boots", "P7", "foothill hiking boots"), ("what does a meadow tent cost", "P1", "meadow tent"),
      ("cascade", "P4", "cascade kettle"), ("which store has the granite rain jacket", "P3", "granite rain jacket"),
      ("any tents for four people", nil, "tent"), ("compare the meadow tent and the alpine tent", "P1", "meadow tent"),
    ] as [(String, String?, String)])
  func finds(_ said: String, _ id: String?, _ text: String) throws {
    let found = try #require(finder.product(in: said, asked: true))
    #expect(found.id == id)
    #expect(found.text == text)
  }
  @Test(
    arguments: [
      ("rain cover for a tent, do you sell those", "rain cover"), ("need an axe, a small one, for kindling", "axe"),
      ("my scout needs a mess kit, do you sell the aluminum kind", "mess kit"),
      ("need a pair of gaiters by friday", "gaiters"),
      ("do you have bear canisters in stock anywhere near denver", "bear canisters"),
      ("how much rain can the alpine tent take", "alpine tent"),
    ])
  func findsWhatIsWanted(_ said: String, _ text: String) throws {
    #expect(try #require(finder.product(in: said, asked: true)).text == text)
  }
}
