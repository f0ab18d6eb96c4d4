/// How names are written.
enum NameCase {
  /// Words in family names that keep small letters.
  static let particles: Set<String> = [
    "van", "von", "de", "der", "den", "la", "las", "los", "del", "di", "da", "dos", "du", "el", "bin", "ben", "al",
    "ter", "ten", "le",
  ]

  /// A name as it is written: what was typed with a capital inside stays, everything else gets capitals where names have them.
  static func written(_ original: String) -> String {
    let lower = original.lowercased()
    if original != lower, original != original.uppercased() || original.count == 1 { return original }
    if particles.contains(lower) { return lower }
    return lower.split(separator: "-", omittingEmptySubsequences: true).map { part in
      if part.hasPrefix("o'"), part.count > 3 { return "O'" + capital(part.dropFirst(2)) }
      if part.hasPrefix("d'"), part.count > 3 { return "D'" + capital(part.dropFirst(2)) }
      // "Mcdonald" is "McDonald"; "mac" begins too many other names.
      if part.hasPrefix("mc"), part.count > 4 { return "Mc" + capital(part.dropFirst(2)) }
      return capital(part)
    }.joined(separator: "-")
  }

  private static func capital(_ text: Substring) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
