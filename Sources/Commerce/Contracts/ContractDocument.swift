/// A JSON value of a generated document. Written by hand and not by a coder, so that the room needs no library and the
/// same types give the same bytes everywhere.
public enum ContractDocument: Hashable, Sendable {
  /// The kinds of value; numbers in contracts are whole.
  case null, flag(Bool), number(Int), text(String), list([ContractDocument]), object([String: ContractDocument])

  /// A member of an object; nil when this is none or it is missing.
  public subscript(key: String) -> ContractDocument? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// Adds the members of `more`; of those that both have, `more`'s stay. What is no object stays as it is.
  func adding(_ more: [String: ContractDocument]) -> ContractDocument {
    if case .object(let members) = self { .object(members.merging(more) { $1 }) } else { self }
  }

  /// Both documents as one: objects are merged member by member, lists are put one behind the other, and where neither can be,
  /// this one's value stays.
  public func merged(with other: ContractDocument) -> ContractDocument {
    switch (self, other) {
    case (.object(let members), .object(let more)):
      .object(members.merging(more) { $0.merged(with: $1) })
    case (.list(let elements), .list(let more)): .list(elements + more)
    default: self
    }
  }

  /// The words as a list, in alphabetical order.
  static func sorted(_ words: some Sequence<String>) -> ContractDocument { .list(words.sorted().map { .text($0) }) }
}

extension ContractDocument: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Characters.
  public init(stringLiteral value: String) { self = .text(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(value) }
  /// Several values.
  public init(arrayLiteral elements: ContractDocument...) { self = .list(elements) }
  /// Members by name; of two with the same name the later stays.
  public init(dictionaryLiteral elements: (String, ContractDocument)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}
