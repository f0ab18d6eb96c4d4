/// Whose rules a shop follows. It is written in the file, and a sandbox follows those of its shop.
public enum RuleProfile: String, CaseIterable, Codable, Sendable {
  /// A retailer's: stock is counted, returns have windows, money follows payments.
  case retail
  /// Those of the tau retail world (first edition): what `tools.json` of that world states, no more and no less.
  case tau
  /// Those of its second edition, where they differ: address and payment may change after the items did, an item cannot be
  /// changed to itself, and every changed line gets the price and the options of the last new item.
  case tau2

  /// Whether it is one of the tau retail world's.
  var isTau: Bool { self != .retail }
}
