import Commerce
import Foundation
import Vendors

/// What the vocabulary's own reading found wrong, with the field's name.
enum DecodingProblem {
  /// In words: no values.
  static func words(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "it cannot be read" }
    switch error {
    case .keyNotFound(let key, let context): return "\(path(context.codingPath + [key])) is missing"
    case .typeMismatch(_, let context), .dataCorrupted(let context):
      return "\(path(context.codingPath)): \(context.debugDescription)"
    case .valueNotFound(_, let context): return "\(path(context.codingPath)) is missing"
    @unknown default: return "it cannot be read"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    // The wrapping member is not the user's word.
    let names = keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
    let own = names.first.map { ["arguments", "result"].contains($0) } == true ? Array(names.dropFirst()) : names
    return own.isEmpty ? "it" : own.joined(separator: ".").replacingOccurrences(of: ".[", with: "[")
  }
}

extension Commerce.Operation {
  /// An operation by its name and the JSON of its arguments. Throws a `DecodingError`.
  init(name: OperationName, arguments: JSONValue) throws {
    let whole = JSONValue.object(["operation": .string(name.rawValue), "arguments": arguments])
    self = try JSONDecoder().decode(Commerce.Operation.self, from: try whole.text())
  }

  /// The arguments as JSON.
  var arguments: JSONValue {
    get throws {
      let whole = try JSONValue(parsing: try JSONEncoder().encode(self))
      return whole["arguments"] ?? .object([:])
    }
  }
}

extension OperationResult {
  /// A result by its operation's name and its JSON. Throws a `DecodingError`.
  init(name: OperationName, result: JSONValue) throws {
    let whole = JSONValue.object(["operation": .string(name.rawValue), "result": result])
    self = try JSONDecoder().decode(OperationResult.self, from: try whole.text())
  }
}
