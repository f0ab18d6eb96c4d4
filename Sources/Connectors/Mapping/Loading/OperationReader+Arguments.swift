import Commerce
import Documents
import Vendors

extension OperationReader {
  /// Aisle keeps this one itself: it cuts longer lists.
  private static let kept = "limit"

  /// The arguments that the file has no use for, all of which it must name: what is asked with one of them and answered
  /// without it is another question, and often a wider one. Brings those whose calls are not made.
  func unused(
    _ document: Document, _ operation: OperationName, _ arguments: ContractShape, _ used: ArgumentUse
  ) throws(DocumentError) -> [String: JSONValue?] {
    guard case .record(let record) = arguments else { return [:] }
    let ignored = try names("ignores", document, record, operation)
    let refused = try names("refuses", document, record, operation)
    if let twice = refused.first(where: ignored.contains) {
      throw document.error("'\(twice)' stands in ignores: and in refuses:; it is one or the other")
    }
    if let always = refused.first(where: { record.fields[$0]?.required == true }) {
      throw document.error(
        "every call of \(operation.rawValue) has '\(always)', so that refuses: would refuse them all")
    }
    let unused = record.fields.keys.sorted().filter {
      $0 != Self.kept && !used.all && !used.names.contains($0) && !ignored.contains($0) && !refused.contains($0)
    }
    if !unused.isEmpty { throw missing(unused, record, operation, document) }
    return Dictionary(
      uniqueKeysWithValues: refused.map { ($0, record.fields[$0]?.fallback.flatMap(JSONValue.init(known:))) })
  }

  private func missing(
    _ unused: [String], _ record: ContractShape.Record, _ operation: OperationName, _ document: Document
  ) -> DocumentError {
    let list = unused.joined(separator: ", ")
    let canRefuse = unused.allSatisfy { record.fields[$0]?.required == false }
    let refuse = canRefuse ? "refuses: [\(list)] (a call that has them is not made) or " : ""
    return document.error(
      "\(operation.rawValue) does not use \(list): use \(unused.count == 1 ? "it" : "them") in request: or in a condition, or say "
        + refuse + "ignores: [\(list)] (they are left out, though the answer may then be to a wider question)")
  }

  private func names(
    _ key: String, _ document: Document, _ record: ContractShape.Record, _ operation: OperationName
  ) throws(DocumentError) -> [String] {
    guard let part = try document.optional(key) else { return [] }
    var names: [String] = []
    for element in part.kind == .list ? try part.list() : [part] {
      let name = try element.string()
      guard record.fields[name] != nil else {
        throw element.unknown(
          name, "\(operation.rawValue) has no argument", known: record.fields.keys.sorted())
      }
      names.append(name)
    }
    return names
  }
}

extension JSONValue {
  /// A contract's value; nil for null.
  fileprivate init?(known document: ContractDocument) {
    switch document {
    case .null: return nil
    case .flag(let flag): self = .bool(flag)
    case .number(let number): self = .whole(number)
    case .text(let text): self = .string(text)
    case .list(let elements): self = .array(elements.compactMap(JSONValue.init(known:)))
    case .object(let members): self = .object(members.compactMapValues(JSONValue.init(known:)))
    }
  }
}
