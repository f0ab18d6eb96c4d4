import Foundation
import Vendors

/// Text with places in braces: `/orders/{order}`, `"{$current.headers.etag}"`. A bare name in braces is an argument.
struct Template: Hashable, Sendable {
  /// A part of it.
  enum Part: Hashable, Sendable {
    /// Characters as they are; what stands at a place.
    case text(String), place(ValuePath)
  }

  /// Its parts in order.
  var parts: [Part]
  /// As it was written.
  var text: String

  /// Reads a template: `{{` is a brace itself.
  static func parse(_ text: String) -> Result<Template, PathMistake> {
    var parts: [Part] = []
    var plain = ""
    var rest = text[...]
    while let character = rest.first {
      rest.removeFirst()
      guard character == "{" else {
        plain.append(character)
        if character == "}", rest.first == "}" { rest.removeFirst() }
        continue
      }
      if rest.first == "{" {
        rest.removeFirst()
        plain.append("{")
        continue
      }
      guard let end = rest.firstIndex(of: "}") else {
        return .failure(PathMistake(message: "'\(text)': a '}' is missing"))
      }
      switch ValuePath.parse(String(rest[..<end])) {
      case .failure(let mistake): return .failure(mistake)
      case .success(let path):
        if !plain.isEmpty { parts.append(.text(plain)) }
        plain = ""
        parts.append(.place(path))
      }
      rest = rest[rest.index(after: end)...]
    }
    if !plain.isEmpty { parts.append(.text(plain)) }
    return .success(Template(parts: parts, text: text))
  }

  /// The places in it.
  var places: [ValuePath] {
    parts.compactMap { if case .place(let path) = $0 { path } else { nil } }
  }

  /// The one place it consists of, so that a number stays a number.
  var single: ValuePath? {
    if parts.count == 1, case .place(let path) = parts[0] { path } else { nil }
  }

  /// What it stands for in comparisons: its text, or each element where it consists of one place with several; none where
  /// a place has nothing to say.
  func texts(in scope: Scope) -> [String] {
    if let path = single, let elements = path.value(in: scope.inArguments)?.array {
      return elements.compactMap(\.plainText)
    }
    guard case .success(let text) = filled(in: scope) else { return [] }
    return [text]
  }

  /// The text with its places filled in, each through `escape`; the path of the first place with nothing there otherwise.
  func filled(in scope: Scope, escape: (String) -> String = { $0 }) -> Result<String, PathMistake> {
    let scope = scope.inArguments
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .place(let path):
        guard let text = path.value(in: scope)?.plainText, !text.isEmpty else {
          return .failure(PathMistake(message: path.text))
        }
        result += escape(text)
      }
    }
    return .success(result)
  }
}
