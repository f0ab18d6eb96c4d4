/// Comma-separated values as RFC 4180 has them: quoted values may hold separators, line ends and doubled quotes. Line ends are
/// CRLF or LF.
enum SeparatedText {
  /// A record with the line it begins on, counted from 1.
  struct Record: Hashable {
    var line: Int
    var values: [String]
  }

  /// Cuts text into records; empty lines are left out. Nil when a quotation is not closed: then the text is not whole.
  static func records(_ text: String, separator: Character) -> [Record]? {
    var records: [Record] = []
    var values: [String] = []
    var value = ""
    var isQuoted = false
    var (line, first) = (1, 1)
    var rest = text.unicodeScalars[...]
    let cut = separator.unicodeScalars.first ?? ","
    func endRecord() {
      values.append(value)
      if values != [""] { records.append(Record(line: first, values: values)) }
      (values, value) = ([], "")
    }
    while let next = rest.popFirst() {
      if next == "\n" { line += 1 }
      if isQuoted {
        if next != "\"" {
          value.unicodeScalars.append(next)
        } else if rest.first == "\"" {
          value.unicodeScalars.append(rest.removeFirst())
        } else {
          isQuoted = false
        }
      } else if next == "\"", value.isEmpty {
        isQuoted = true
      } else if next == cut {
        values.append(value)
        value = ""
      } else if next == "\n" {
        endRecord()
        first = line
      } else if next != "\r" || rest.first != "\n" {
        value.unicodeScalars.append(next)
      }
    }
    guard !isQuoted else { return nil }
    endRecord()
    return records
  }
}
