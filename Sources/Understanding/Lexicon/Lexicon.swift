public import Commerce

/// What words mean in one catalogue: made once from its products, shared by all conversations. All names, half names, values and
/// orderings come from the catalogue and from general tables of retail words; nothing is listed per product.
public struct Lexicon: Sendable {
  /// A product as the lexicon knows it.
  public struct Item: Sendable {
    /// The product's identifier.
    public let id: String
    /// Its name.
    public let name: String
    /// Its options, by name.
    public let options: [Option]
    /// Its tags ("camping").
    public let tags: [String]
    let words: [String]

    /// The option of that name, whatever the case.
    public func option(_ name: String) -> Option? {
      options.first { $0.name == name } ?? options.first { $0.key == Cells.keys(name) }
    }
  }

  /// An option of a product.
  public struct Option: Sendable {
    /// Its name as in the catalogue.
    public let name: String
    /// The values that occur, ascending where they have an order, otherwise by text.
    public let values: [String]
    /// Whether the values have an order.
    public let isOrdered: Bool
    let key: [String]
    let kind: OptionKind
  }

  /// A product that words may name, and how well.
  struct Noun: Sendable {
    var item: Int
    var score: Double
  }

  /// A value that words may name: of which option, of which products, how well.
  struct Sense: Sendable, Hashable {
    var option: String
    var value: String
    var items: Set<Int>
    var score: Double
    /// Whether it holds only beside its product's name: a part of the value, a bare number.
    var needsProduct: Bool = false
  }

  /// The products, in the catalogue's order.
  public let items: [Item]
  let index: [String: Int]
  let nouns: [String: [Noun]]
  let modifiers: [String: [Noun]]
  let values: [String: [Sense]]
  let sized: [ValueSize: [Sense]]
  let optionNames: [String: [String]]
  let concepts: [String: String]
  let vocabulary: Vocabulary
  let known: Set<String>
  /// The words of makers' names, which are read in no sentence but are no strangers either.
  let brands: Vocabulary

  /// Makes the lexicon of a catalogue.
  public init(products: [Product]) {
    var builder = LexiconBuilder()
    for product in products { builder.add(product) }
    self.init(builder)
  }

  init(_ builder: LexiconBuilder) {
    items = builder.items
    index = Dictionary(builder.items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    nouns = builder.nouns
    modifiers = builder.modifiers
    values = builder.values
    sized = builder.sized
    optionNames = builder.optionNames
    concepts = builder.concepts
    known = builder.words
    brands = Vocabulary(builder.brands)
    vocabulary = Vocabulary(builder.words.union(Grammar.words))
  }

  /// A product by its identifier.
  public func item(_ id: String) -> Item? { index[id].map { items[$0] } }

  /// The values of an option in ascending order; nil when the product or option is unknown or its values have no order.
  public func ordering(of option: String, in product: String) -> [String]? {
    guard let option = item(product)?.option(option), option.isOrdered else { return nil }
    return option.values
  }

  /// The tags of goods by their name and category ("clothes").
  public static func tags(of name: String, in category: [String]) -> [String] {
    Concepts.tags(name: Cells.keys(name), category: category.flatMap(Cells.keys))
  }

  /// The products that have a tag.
  public func products(tagged tag: String) -> [String] { items.filter { $0.tags.contains(tag) }.map(\.id) }
}
