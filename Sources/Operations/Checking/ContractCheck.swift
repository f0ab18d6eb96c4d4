internal import Commerce
public import Foundation

/// Whether a JSON document is what a contract says: for those who build a back end, and for tests. Stricter than reading:
/// it also tells what reading would pass over.
public enum ContractCheck {
  /// What is wrong with `{"operation": …, "arguments": {…}}` or `{"operation": …, "result": {…}}`; nil when nothing is.
  ///
  /// Arguments must hold nothing that the contract does not know; results may.
  public static func fault(in document: Data) -> String? {
    do {
      let decoder = JSONDecoder()
      let given = try decoder.decode(FieldTree.self, from: document)
      if given["arguments"] != nil {
        let operation = try decoder.decode(Commerce.Operation.self, from: document)
        return try fault(given, FieldTree(of: operation), closed: true, at: "")
          ?? operation.value.brokenRule.map { "\($0): not allowed" }
      }
      let result = try decoder.decode(OperationResult.self, from: document)
      return try fault(given, FieldTree(of: result), closed: false, at: "")
        ?? result.value.brokenRule.map { "\($0): not allowed" }
    } catch let error as DecodingError {
      return describe(error)
    } catch {
      return "\(error)"
    }
  }

  /// Where what was given differs in kind from what was understood of it, or has more: what is not written again was
  /// not read.
  private static func fault(_ given: FieldTree, _ read: FieldTree, closed: Bool, at path: String) -> String? {
    switch (given, read) {
    case (.fields(let given), .fields(let read)):
      for (key, value) in given.sorted(by: { $0.key < $1.key }) {
        let place = path.isEmpty ? key : "\(path).\(key)"
        if let known = read[key] {
          if let fault = fault(value, known, closed: closed, at: place) { return fault }
        } else if closed, value != .none {
          return "\(place): unknown"
        }
      }
      return nil
    case (.list(let given), .list(let read)):
      for (index, pair) in zip(given, read).enumerated() {
        if let fault = fault(pair.0, pair.1, closed: closed, at: "\(path)[\(index)]") { return fault }
      }
      return given.count == read.count ? nil : "\(path): not all was read"
    case (.none, _), (.text, .text), (.flag, .flag), (.whole, .whole), (.real, .real): return nil
    // 1.0 is a whole number in JSON.
    case (.real, .whole), (.whole, .real): return nil
    default: return "\(path): of the wrong kind"
    }
  }

  private static func describe(_ error: DecodingError) -> String {
    let (context, missing): (DecodingError.Context, String?) =
      switch error {
      case .keyNotFound(let key, let context): (context, key.stringValue)
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): (context, nil)
      @unknown default: (DecodingError.Context(codingPath: [], debugDescription: "\(error)"), nil)
      }
    let path = context.codingPath.map { key in key.intValue.map { "[\($0)]" } ?? key.stringValue }
      .joined(separator: ".").replacing(".[", with: "[")
    if let missing { return "\(path.isEmpty ? missing : "\(path).\(missing)"): missing" }
    return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
  }
}
