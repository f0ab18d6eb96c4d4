public import Commerce

/// What is left in a vendor's record beside a change, so that the change can be found again by its key: a word that stands
/// alone in a note or a custom field, as in "aisle:call-7.3".
public enum WriteMark {
  /// The mark of a key.
  public static func text(_ key: IdempotencyKey) -> String { "aisle:\(key.text)" }

  /// Whether a note holds the mark of a key: as a whole word, since "call-7.3" begins "call-7.31".
  public static func stands(in note: String?, _ key: IdempotencyKey) -> Bool {
    words(note).contains { $0 == text(key) }
  }

  /// The word that follows the mark of any key: what was asked, for those fields the vendor has no place for.
  public static func detail(in note: String?) -> String? {
    let words = words(note)
    guard let index = words.firstIndex(where: { $0.hasPrefix("aisle:") }), index + 1 < words.count else { return nil }
    return String(words[index + 1])
  }

  private static func words(_ note: String?) -> [Substring] {
    (note ?? "").split { $0.isWhitespace || $0 == "(" || $0 == ")" }
  }
}
