/// A person's name as far as it was told.
public struct PersonName: Hashable, Sendable {
  /// Given names with capitals ("Philippa", "Mary Ann"); "" when not told.
  public var given: String
  /// The family name with capitals ("Moreau", "O'Brien"); "" when not told.
  public var family: String

  /// Makes a name.
  public init(given: String, family: String) {
    self.given = given
    self.family = family
  }
}
