/// How many.
public struct Quantity: Hashable, Sendable {
  /// Words for a number that is not told, or a set.
  public enum Kind: Hashable, Sendable {
    /// So many; about so many ("a few" is about 3).
    case exactly, about
    /// "Both", "all three": all there are, and they are so many.
    case allOf
    /// "Another one", "two more": so many on top.
    case more
  }
  /// The number.
  public var count: Int
  /// How it is meant.
  public var kind: Kind

  /// Makes a quantity.
  public init(_ count: Int, _ kind: Kind = .exactly) {
    self.count = count
    self.kind = kind
  }
}
