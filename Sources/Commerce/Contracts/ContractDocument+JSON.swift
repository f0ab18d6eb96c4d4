extension ContractDocument {
  /// The value as JSON: members in alphabetical order, one line break at the end, what is short on one line, so that two
  /// versions differ only where they differ.
  public var json: String {
    var text = ""
    write(to: &text, margin: "")
    return text + "\n"
  }

  /// The longest list or object that stands on one line.
  private static let short = 80

  private func write(to text: inout String, margin: String) {
    let compact = compact
    if compact.utf8.count <= Self.short {
      text += compact
      return
    }
    let inner = margin + "  "
    switch self {
    case .list(let list):
      text += "["
      for (index, item) in list.enumerated() {
        text += (index == 0 ? "\n" : ",\n") + inner
        item.write(to: &text, margin: inner)
      }
      text += "\n" + margin + "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        text += (index == 0 ? "\n" : ",\n") + inner + Self.quoted(member.key) + ": "
        member.value.write(to: &text, margin: inner)
      }
      text += "\n" + margin + "}"
    default: text += compact
    }
  }

  private var compact: String {
    switch self {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): String(number)
    case .text(let characters): Self.quoted(characters)
    case .list(let list): "[" + list.map(\.compact).joined(separator: ", ") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)): \($0.value.compact)" }.joined(
          separator: ", ")
        + "}"
    }
  }

  /// RFC 8259: the quotation mark, the backslash and what lies below U+0020 must be escaped, nothing else.
  private static func quoted(_ characters: String) -> String {
    var text = "\""
    for scalar in characters.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
