/// What a fact is about: "order/40217", "shipment/1Z999", "stock/TENT-1@S04".
public struct FactKey: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  /// The kinds of thing there are facts about.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// One for each case of `FactValue`.
    case order, shipment, stock, payment, refund, paymentLink, customer, product, appointment, `return`
  }

  /// The kind of thing.
  public var kind: Kind
  /// Which one: as its own record names it; stock by `SKU@PLACE`.
  public var id: String

  /// Makes a key.
  public init(_ kind: Kind, _ id: String) {
    self.kind = kind
    self.id = id
  }

  /// The key of a variant's stock in a place.
  public static func stock(sku: String, place: String) -> FactKey { FactKey(.stock, "\(sku)@\(place)") }

  /// Reads "order/40217"; nil when there is no known kind or no identifier.
  public init?(_ text: String) {
    guard let slash = text.firstIndex(of: "/"), let kind = Kind(rawValue: String(text[..<slash])) else { return nil }
    let id = String(text[text.index(after: slash)...])
    guard !id.isEmpty else { return nil }
    self.init(kind, id)
  }

  /// The key as text: "order/40217".
  public var description: String { "\(kind.rawValue)/\(id)" }

  /// In the order of the text, byte by byte.
  public static func < (left: FactKey, right: FactKey) -> Bool {
    (left.kind.rawValue, left.id) < (right.kind.rawValue, right.id)
  }

  /// Reads the text. Throws a `DecodingError` when it is no key.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let key = FactKey(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not the key of a fact")
    }
    self = key
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
