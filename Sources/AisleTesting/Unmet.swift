/// A promise of a port that an adapter did not keep.
public struct Unmet: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was promised and what was found.
  public var description: String

  /// Makes one.
  public init(_ description: String) { self.description = description }
}

/// Throws `Unmet` unless the condition holds.
func promise(_ condition: Bool, _ words: @autoclosure () -> String) throws {
  if !condition { throw Unmet(words()) }
}
