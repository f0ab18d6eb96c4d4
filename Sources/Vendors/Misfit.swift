internal import Commerce

/// A vendor's record is not what its contract says: a part is missing or of another kind. Holds no value of it.
public struct Misfit: Error, Hashable, Sendable {
  /// Which part, as in "order.name".
  public let field: String

  /// Names the part.
  public init(_ field: String) { self.field = field }
}

extension JSONValue {
  /// A text that must be there and not be empty. Throws a `Misfit`.
  func text(_ key: String) throws(Misfit) -> String {
    guard let text = self[key]?.string, !text.isEmpty else { throw Misfit(key) }
    return text
  }

  /// An identifier that must be there. Throws a `Misfit`.
  func id(_ key: String) throws(Misfit) -> String {
    guard let id = self[key]?.identifier, !id.isEmpty else { throw Misfit(key) }
    return id
  }

  /// A number of things that must be there: none to a million, so that sums of them stay numbers. Throws a `Misfit`.
  func count(_ key: String) throws(Misfit) -> Int {
    guard let count = self[key]?.integer, (0...1_000_000).contains(count) else { throw Misfit(key) }
    return count
  }

  /// A moment that must be there. Throws a `Misfit`.
  func moment(_ key: String) throws(Misfit) -> Timestamp {
    guard let moment = self[key]?.timestamp else { throw Misfit(key) }
    return moment
  }

  /// An amount that must be there. Throws a `Misfit`.
  func amount(_ key: String, _ currency: String) throws(Misfit) -> Money {
    guard let money = self[key]?.money(currency), money.isUsual else { throw Misfit(key) }
    return money
  }

  /// A list; one that is missing counts as empty. Throws a `Misfit` when it is something else.
  func list(_ key: String) throws(Misfit) -> [JSONValue] {
    guard let value = self[key] else { return [] }
    guard let list = value.array else { throw Misfit(key) }
    return list
  }
}

extension Money {
  /// Whether it is an amount that sums and products of amounts can be made of.
  var isUsual: Bool { minorUnits.magnitude <= 1_000_000_000_000 }
}
