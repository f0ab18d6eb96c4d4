/// `Link` headers (RFC 8288).
enum LinkHeader {
  /// What a header says of a next page.
  enum Next: Hashable {
    /// There is one, at this address; there is none; the header cannot be read.
    case at(String), none, unreadable
  }

  /// Reads a header: the first link whose `rel` has the word "next".
  static func next(_ header: String) -> Next {
    var rest = header[...]
    var found: Next?
    func skipBlanks(_ text: inout Substring) { text = text.drop { $0 == " " || $0 == "\t" } }
    while true {
      rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
      guard let first = rest.first else { return found ?? .none }
      guard first == "<", let end = rest.firstIndex(of: ">") else { return .unreadable }
      let address = String(rest[rest.index(after: rest.startIndex)..<end])
      rest = rest[rest.index(after: end)...]
      while true {
        skipBlanks(&rest)
        guard rest.first == ";" else { break }
        rest = rest.dropFirst()
        skipBlanks(&rest)
        let name = rest.prefix { !"=;, \t".contains($0) }
        rest = rest.dropFirst(name.count)
        skipBlanks(&rest)
        guard rest.first == "=" else { continue }
        rest = rest.dropFirst()
        skipBlanks(&rest)
        guard let value = value(&rest) else { return .unreadable }
        let words = value.lowercased().split(whereSeparator: \.isWhitespace)
        if name.lowercased() == "rel", words.contains("next") { found = found ?? .at(address) }
      }
      guard rest.isEmpty || rest.first == "," else { return .unreadable }
    }
  }

  /// A word, or what stands between quotes; nil when those do not end.
  private static func value(_ rest: inout Substring) -> String? {
    guard rest.first == "\"" else {
      let word = rest.prefix { !";, \t".contains($0) }
      rest = rest.dropFirst(word.count)
      return String(word)
    }
    rest = rest.dropFirst()
    var text = ""
    while let character = rest.popFirst() {
      switch character {
      case "\"": return text
      case "\\": if let next = rest.popFirst() { text.append(next) }
      default: text.append(character)
      }
    }
    return nil
  }
}
