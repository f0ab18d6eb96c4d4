import Commerce
import Testing
import Understanding

/// Names that customers give goods and that nothing here bears, and words that are none.
@Suite("Names of goods that do not exist") struct UnknownNameTests {
  static let lexicon = Lexicon(
    products: [
      "Meadow tent", "Alpine tent", "Summit backpack", "Granite rain jacket", "Ridgeline rain jacket", "Cascade kettle",
      "Cascade headlamp", "Cascade camp stove", "Alpine sleeping bag", "Foothill hiking boots", "Meadow down jacket",
      "Northwind planter", "Meadow grill", "Lakeside wool socks",
    ].enumerated().map { place, name in
      Product(
        id: "P\(place)", name: name, category: ["Outdoor"],
        variants: [
          Variant(
            sku: "P\(place)-1", options: ["colour": "green", "size": "medium"],
            price: Money(minorUnits: 4_900, currency: "USD"))
        ], brand: "Orrin")
    })

  @Test(
    arguments: [
      ("how much is the Cloudline tent", "Cloudline", "tent"), ("how much is the cloudline tent?", "cloudline", "tent"),
      ("do you have the Kestrel jacket in medium", "Kestrel", "jacket"),
      ("is your kestrel jacket warm", "kestrel", "jacket"),
      ("How heavy is the Summit Pro backpack?", "Summit Pro", "backpack"),
      ("looking for a Falcon 2 headlamp", "Falcon 2", "headlamp"),
      ("does the Stormbreaker rain jacket have pit zips", "Stormbreaker", "rain jacket"),
      ("Is the Aurora sleeping bag warm enough for 20 degrees", "Aurora", "sleeping bag"),
      ("do you sell Patagonia rain jackets", "Patagonia", "rain jackets"),
      ("what does the \"Cloudline\" tent cost", "\"Cloudline\"", "tent"),
      ("what does the Thunder tent cost", "Thunder", "tent"), ("is the Cascade tent waterproof", "Cascade", "tent"),
    ] as [(String, String, String)])
  func isNoneOfTheCatalogues(_ said: String, _ name: String, _ kind: String) throws {
    let found = try #require(Self.lexicon.unknownName(in: said), "\(said)")
    #expect(found.name.filter { $0 != "\"" } == name.filter { $0 != "\"" })
    #expect(found.kind == kind)
  }

  @Test(arguments: [
    "is the Meadow tent waterproof", "how much is the meadow tent", "do you sell Medow tents", "what is the Alpin tent",
    "do you have a light tent", "looking for a family tent", "need a cheap sleeping bag",
    "a warm Sleeping bag for winter",
    "Do you have a Waterproof Tent", "Family Tent With Porch", "Cheap Tents Please", "i need the biggest tent you have",
    "is the waterproof jacket in stock", "the insulated tent", "the propane stove", "is the charcoal grill safe",
    "the cedar planter", "a Merino sock", "do you have Merino socks", "an ultralight tent for two",
    "the freestanding tent",
    "a dome tent", "the dome tent", "a Christmas tent", "is the German tent any good", "a 40 liter backpack",
    "3 tents please", "the LED headlamp", "i bought it in Denver. Tents are what i need", "the green jacket",
    "the campign stove", "Sarah's tent", "does my wife's jacket fit", "the tent", "tent", "Kettle?",
    "in Portland tents sell out",
    "which tent stands strong wind", "my Orrin tent", "the Orrin tent", "vest with inside pockets",
    "the foldng tent",
    "the cascade kettle",
  ])
  func isNoName(_ said: String) { #expect(Self.lexicon.unknownName(in: said) == nil, "\(said)") }
}
