/// A number that names a record, whole or by its end.
public struct NumberSaid: Hashable, Sendable {
  /// In the writing of its shape ("W2890441"); the last signs alone when only the end was said.
  public var text: String
  /// Whether only the end was said ("it ends in 66").
  public var isEnd: Bool

  /// Makes a number.
  public init(_ text: String, isEnd: Bool = false) {
    self.text = text
    self.isEnd = isEnd
  }
}
