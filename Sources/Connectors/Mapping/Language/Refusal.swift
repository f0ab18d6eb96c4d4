import Vendors

/// What a call may have that a file has no use for, so that the call is not made.
enum Refusal: Hashable, Sendable {
  /// An argument, with what it is when nobody says it; more than so many elements of one; several arguments in one call.
  case argument(String, unless: JSONValue?), more(than: Int, of: String), together([String])

  /// Whether a call has it.
  func holds(_ arguments: JSONValue) -> Bool {
    switch self {
    case .argument(let name, let fallback): Self.isGiven(arguments[name], unless: fallback)
    case .more(let count, let name): arguments[name]?.array.map { $0.count > count } ?? false
    case .together(let names): names.allSatisfy { Self.isGiven(arguments[$0], unless: nil) }
    }
  }

  /// As messages name it.
  var words: String {
    switch self {
    case .argument(let name, _): name
    case .more(let count, let name): "more than \(count) of \(name)"
    case .together(let names): names.joined(separator: " together with ")
    }
  }

  /// Whether an argument says anything.
  static func isGiven(_ value: JSONValue?, unless fallback: JSONValue?) -> Bool {
    guard let value, value != fallback else { return false }
    return ![.null, .string(""), .array([]), .object([:])].contains(value)
  }
}
