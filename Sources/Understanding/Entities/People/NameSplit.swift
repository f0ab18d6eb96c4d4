/// Which of several names are given and which are of the family.
enum NameSplit {
  /// What the caller named it himself.
  enum Field { case full, given, family }

  /// The readings of pieces, the likeliest first.
  static func names(_ run: NameRun, as field: Field) -> [PersonName] {
    let pieces = run.pieces.map(\.text)
    let all = pieces.joined(separator: " ")
    switch field {
    case .given: return [PersonName(given: all, family: "")]
    case .family: return [PersonName(given: "", family: all)]
    case .full: break
    }
    let lower = run.pieces.map(\.lower)
    guard pieces.count > 1 else {
      let isFamily =
        run.hasTitle
        || !CommonNames.given.contains(lower[0])
          && (CommonNames.family.contains(lower[0]) || CommonNames.also.contains(lower[0]) && !isGiven(lower[0])
            || lower[0].hasPrefix("o'") || lower[0].hasPrefix("mc") || endings.contains { lower[0].hasSuffix($0) })
      let family = PersonName(given: "", family: all)
      let given = PersonName(given: all, family: "")
      return isFamily ? [family, given] : [given, family]
    }
    // Small words belong to the family name, with all behind them.
    if let particle = lower.indices.dropFirst().first(where: { NameCase.particles.contains(lower[$0]) }) {
      return [named(pieces, particle)]
    }
    // "Brown Noah".
    if pieces.count == 2, !isGiven(lower[0]), CommonNames.given.contains(lower[1]),
      !CommonNames.family.contains(lower[1]),
      CommonNames.family.contains(lower[0]) || CommonNames.also.contains(lower[0])
    {
      return [PersonName(given: pieces[1], family: pieces[0]), named(pieces, 1)]
    }
    if pieces.count > 2,
      !CommonNames.given.contains(lower[1]) || CommonNames.family.contains(lower[1]) && !isGiven(lower[1])
    {
      return [named(pieces, 1), named(pieces, pieces.count - 1)]
    }
    let last = named(pieces, pieces.count - 1)
    return pieces.count > 2 ? [last, named(pieces, 1)] : [last]
  }

  /// Endings of family names of many peoples, for names that no list holds.
  private static let endings = [
    "ski", "sky", "cki", "czyk", "wicz", "berg", "stein", "mann", "feld", "ssen", "sson", "opoulos", "ovic", "evic",
    "escu", "enko", "chuk",
    "ez", "elli", "etti", "ucci", "ington", "worth", "baum", "burger", "maier", "meyer", "huber", "strom", "quist",
    "akis", "adze", "shvili",
  ]

  /// Words that are names too and mostly given ones.
  private static func isGiven(_ text: String) -> Bool {
    CommonNames.given.contains(text) || alsoGiven.contains(text)
  }
  private static let alsoGiven: Set<String> = [
    "will", "grace", "mark", "rose", "hope", "joy", "dawn", "april", "may", "june", "faith", "amber", "crystal",
    "angel", "christian",
    "bill", "art", "daisy", "ivy", "holly", "violet", "pearl", "penny", "olive", "sandy", "hunter", "candy", "melody",
    "jewel", "misty",
    "guy", "earl", "mack", "grant", "chase", "miles", "robin", "ebony",
  ]

  private static func named(_ pieces: [String], _ cut: Int) -> PersonName {
    PersonName(given: pieces[..<cut].joined(separator: " "), family: pieces[cut...].joined(separator: " "))
  }
}
