/// Where a fact stands: the name of a slot or of a result, and fields within it ("loyalty.points", "order.lines.name"). A path
/// through a list stands for that field of all its elements.
public struct FactPath: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The name and the fields, at least one.
  public var segments: [String]

  /// Makes a path from its segments.
  public init(segments: [String]) { self.segments = segments }

  /// The slot's or result's name.
  public var root: String { segments.first ?? "" }

  /// As it is written.
  public var description: String { segments.joined(separator: ".") }

  /// Reads "loyalty.points"; nil when it is no path.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isName = { (part: Substring) in
      part.first?.isLetter == true && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
    guard !parts.isEmpty, parts.allSatisfy(isName) else { return nil }
    segments = parts.map(String.init)
  }
}

/// A fact in a text: a path, and how it is said when its kind leaves a choice ("{slot.start:time}").
public struct FactReference: Hashable, Sendable {
  /// Ways to say a fact.
  public enum Manner: String, CaseIterable, Sendable {
    /// A moment's day; its time; both. A text character by character; digits one by one; how many a list holds; a sentence's
    /// beginning in lower case.
    case day, time, moment, code, digits, count, lower
    /// Of a list: the least; the most; from the least to the most; each value once with "or"; the values of each option
    /// ("colour green or orange").
    case lowest, highest, range, any, choices
  }

  /// Where it stands.
  public var path: FactPath
  /// How it is said; nil: as its kind is usually said.
  public var manner: Manner?

  /// Reads "slot.start:time". Nil when it is none.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard let first = parts.first, let path = FactPath(String(first)) else { return nil }
    self.path = path
    guard parts.count > 1 else { return }
    guard let manner = Manner(rawValue: String(parts[1])) else { return nil }
    self.manner = manner
  }
}
