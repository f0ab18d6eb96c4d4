internal import Commerce
internal import Discourse

/// What was spoken of last: what "it", "the other one" and "that order" point to.
struct Mentions: Hashable, Codable, Sendable {
  /// Lines spoken of last, as one group.
  var lines: [LineKey] = []
  /// What was offered to choose from last.
  var offered: [LineKey] = []
  /// The orders spoken of last.
  var orders: [OrderNumber] = []
  /// Variants told of last, in the order told, with their product.
  var variants: [String] = []
  var product: String?
  /// What was asked for of that product: "swap it for that" wants it.
  var wanted: VariantWish?

  mutating func speak(of keys: [LineKey]) {
    guard !keys.isEmpty else { return }
    lines = keys
    orders = keys.map(\.order).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  mutating func speak(of numbers: [OrderNumber]) {
    guard !numbers.isEmpty else { return }
    orders = numbers
    lines.removeAll { !numbers.contains($0.order) }
  }
}
