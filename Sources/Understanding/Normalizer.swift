/// Turns what was typed or heard into plain words: lower case, apostrophes kept inside words, everything else a space.
public enum Normalizer {
  /// The words of a text. "Where's my order #40217?" gives ["where's", "my", "order", "40217"].
  public static func words(_ text: String) -> [String] { Tokens(text).map(\.text) }
}
