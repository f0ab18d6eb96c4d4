/// How one kind of exported file is written and what it holds.
public struct FileLayout: Hashable, Sendable {
  /// What its records are about.
  public enum Content: String, CaseIterable, Codable, Sendable {
    /// Orders: one record for each, or one for each line or parcel with the order's fields repeated. Stock. What carriers say of
    /// parcels.
    case orders, stock, parcels
  }

  /// Whether a file holds everything, so that what is missing is gone, or only what changed.
  public enum Extent: String, CaseIterable, Codable, Sendable {
    /// Everything; what changed since the file before.
    case full, delta
  }

  /// How its text is cut into values.
  public enum Form: Hashable, Sendable {
    /// Values with a separator between them, quoted where they hold it (RFC 4180); the first record names the columns.
    case separated(by: Character)
    /// Columns at fixed places, counted in characters from 0.
    case fixed([FixedColumn])
  }

  /// Encodings that are read.
  public enum Encoding: String, CaseIterable, Codable, Sendable {
    /// UTF-8, with or without a byte order mark; ISO-8859-1.
    case utf8 = "utf-8"
    case latin1 = "latin-1"
  }

  /// How its name begins and ends: the text before and after one `*` ("orders-*.csv").
  public var pattern: String
  /// What it holds.
  public var content: Content
  /// Whether it is everything.
  public var extent: Extent = .full
  /// How its text is cut.
  public var form: Form = .separated(by: ",")
  /// How its bytes are text.
  public var encoding: Encoding = .utf8
  /// The column of each field of `RecordOrder`, where it does not bear the field's name.
  public var columns: [String: String] = [:]
  /// How values are written.
  public var format = RecordFormat()
  /// The column that is true in records of what is gone; nil: there is none.
  public var deletedColumn: String?
  /// The column, the same in all records, that says when the export was made; nil: there is none.
  public var timeColumn: String?
  /// Whether the name says when the export was made, as digits: YYYYMMDD, perhaps with HHMM or HHMMSS.
  public var hasTimeInName = false
  /// The share of damaged records above which a whole file counts as damaged.
  public var largestDamage = 0.05
  /// A full file with fewer than this share of the records of the one before counts as cut off.
  public var smallestShare = 0.5

  /// Makes a layout.
  public init(pattern: String, content: Content) {
    self.pattern = pattern
    self.content = content
  }

  /// Whether a file's name fits.
  public func fits(_ name: String) -> Bool {
    let parts = pattern.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return name == pattern }
    return name.count >= parts[0].count + parts[1].count && name.hasPrefix(parts[0]) && name.hasSuffix(parts[1])
  }
}

/// One column of a fixed-width file.
public struct FixedColumn: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Where it begins, from 0.
  public var start: Int
  /// How many characters it has.
  public var length: Int

  /// Makes a column.
  public init(_ name: String, start: Int, length: Int) {
    self.name = name
    self.start = start
    self.length = length
  }
}
