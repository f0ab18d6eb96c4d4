public import Commerce

/// How a flat source (a database view, a file) writes its values.
public struct RecordFormat: Hashable, Sendable {
  /// The ISO 4217 currency where no field `currency` says another.
  public var currency = "USD"
  /// Whether amounts are whole numbers of the minor unit (14200) rather than decimals of the major one (142.00).
  public var hasMinorUnits = false
  /// Whether decimals are written with a comma (142,00).
  public var hasDecimalComma = false
  /// The IANA time zone of times without an offset, and in which days are counted.
  public var timeZone = "UTC"
  /// What the source's words for a parcel's status mean, where they are not the vocabulary's own. Case, blanks, hyphens and
  /// underscores do not count.
  public var parcelWords: [String: ParcelStatus] = [:]

  /// Makes the defaults.
  public init() {}

  /// The status a word stands for.
  func parcelStatus(_ word: String) -> ParcelStatus? {
    let plain = FlatRecord.normalised(word)
    return parcelWords.first { FlatRecord.normalised($0.key) == plain }?.value
      ?? ParcelStatus.allCases.first { FlatRecord.normalised($0.rawValue) == plain }
  }
}
