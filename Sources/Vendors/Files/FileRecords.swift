/// A file's text cut into records by its layout.
enum FileRecords {
  /// A record with the line it begins on.
  typealias Good = (line: Int, record: FlatRecord)

  /// Cuts text into records. Throws a `FileFlaw` when it is no whole file.
  static func cut(_ text: String, _ layout: FileLayout) throws(FileFlaw) -> (good: [Good], damaged: [DamagedRecord]) {
    switch layout.form {
    case .separated(let separator): try separated(text, separator, layout)
    case .fixed(let columns): try fixed(text, columns, layout)
    }
  }

  private static func separated(
    _ text: String, _ separator: Character, _ layout: FileLayout
  ) throws(FileFlaw) -> (good: [Good], damaged: [DamagedRecord]) {
    guard let all = SeparatedText.records(text, separator: separator) else { throw .cutOff }
    guard let header = all.first, header.values.contains(where: { !$0.isEmpty }) else { throw .noColumns }
    var (good, damaged): ([Good], [DamagedRecord]) = ([], [])
    for (index, record) in all.enumerated().dropFirst() {
      guard record.values.count == header.values.count else {
        // The last record of a file that broke off.
        if index == all.count - 1, record.values.count < header.values.count, !text.hasSuffix("\n") { throw .cutOff }
        damaged.append(DamagedRecord(line: record.line, field: "columns"))
        continue
      }
      good.append((record.line, self.record(zip(header.values, record.values), layout)))
    }
    return (good, damaged)
  }

  private static func fixed(
    _ text: String, _ columns: [FixedColumn], _ layout: FileLayout
  ) throws(FileFlaw) -> (good: [Good], damaged: [DamagedRecord]) {
    guard let last = columns.map({ $0.start + $0.length }).max(), columns.allSatisfy({ $0.start >= 0 && $0.length > 0 })
    else { throw .noColumns }
    // The beginning of the last column must be there; what is blank after it is often left out.
    let least = (columns.map(\.start).max() ?? 0) + 1
    var (good, damaged): ([Good], [DamagedRecord]) = ([], [])
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      let characters = Array(line)
      guard (least...last).contains(characters.count) else {
        if index == lines.count - 1, characters.count < least { throw .cutOff }
        damaged.append(DamagedRecord(line: index + 1, field: "columns"))
        continue
      }
      let values = columns.map { column in
        let end = min(column.start + column.length, characters.count)
        return (column.name, column.start < end ? trimmed(characters[column.start..<end]) : "")
      }
      good.append((index + 1, record(values, layout)))
    }
    return (good, damaged)
  }

  private static func trimmed(_ characters: ArraySlice<Character>) -> String {
    let start = characters.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }

  private static func record(_ values: some Sequence<(String, String)>, _ layout: FileLayout) -> FlatRecord {
    var fields: [String: JSONValue] = [:]
    for (column, value) in values { fields[column] = .string(value) }
    for (field, column) in layout.columns { fields[field] = fields[column] ?? .null }
    return FlatRecord(fields)
  }
}
