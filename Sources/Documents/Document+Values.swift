internal import Discourse
internal import Yams

/// A value of a document, whatever it is, for rooms whose documents hold values of other people's choosing.
public indirect enum PlainValue: Hashable, Sendable {
  /// Nothing; a truth value; a number as it is written; characters; several values; values by keys in the order written.
  case null, flag(Bool), number(String), text(String), list([PlainValue]), mapping([PlainMember])
}

/// A key and its value.
public struct PlainMember: Hashable, Sendable {
  /// The key.
  public var key: String
  /// What stands there.
  public var value: PlainValue

  /// Makes a member.
  public init(key: String, value: PlainValue) {
    self.key = key
    self.value = value
  }
}

extension Document {
  /// The kinds of value.
  public enum Kind: Sendable {
    /// Left empty or null; words or numbers; lines that begin with "- "; key: value lines.
    case empty, scalar, list, mapping
  }

  /// What stands here.
  public var kind: Kind {
    if node.sequence != nil { return .list }
    if node.mapping != nil { return .mapping }
    return node.null != nil && node.scalar?.style == .plain ? .empty : .scalar
  }

  /// Whether it stands in quotes, and so is words and not a name.
  public var isQuoted: Bool { node.scalar.map { $0.style != .plain } ?? false }

  /// This value with its type: what is in quotes is text, what is not may be a number, true or false.
  public func plain() throws(DocumentError) -> PlainValue {
    switch kind {
    case .empty: return .null
    case .list:
      var elements: [PlainValue] = []
      for element in try list() { elements.append(try element.plain()) }
      return .list(elements)
    case .mapping:
      var found: [PlainMember] = []
      for (key, value) in try members() { found.append(PlainMember(key: key, value: try value.plain())) }
      return .mapping(found)
    case .scalar:
      let text = try string()
      guard node.scalar?.style == .plain else { return .text(text) }
      if text == "true" || text == "false" { return .flag(text == "true") }
      return Self.isNumber(text) ? .number(text) : .text(text)
    }
  }

  /// Whether digits make a number as JSON writes it: without leading zeros, since "007" is an identifier.
  private static func isNumber(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2 else { return false }
    guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return false }
    return whole == "0" || !whole.hasPrefix("0")
  }

  /// An error at this value about a word that is none of the known ones, with the nearest of them.
  public func unknown(_ word: String, _ what: String, known: [String]) -> DocumentError {
    error("\(what) '\(word)'; \(Self.hint(word, known))known: \(known.joined(separator: ", "))")
  }

  /// "did you mean 'x'? " when one of the known words is near; empty when none is.
  public static func hint(_ word: String, _ known: [String]) -> String {
    let nearest = known.min { EditDistance.between($0, word) < EditDistance.between($1, word) }
    return nearest.flatMap { EditDistance.between($0, word) <= 3 ? "did you mean '\($0)'? " : nil } ?? ""
  }
}
