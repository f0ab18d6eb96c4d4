import Mustache

/// Escapes text for HTML scalar by scalar.
///
/// The template engine's own escaping goes by character, and a quotation mark followed by a combining accent is one
/// character that is not a quotation mark: it would end an attribute. A caller's words may hold such a pair.
struct HTMLText: MustacheContentType {
  /// The name under which templates ask for it.
  static let name = "AISLE-HTML"

  func escapeText(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\u{0}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
