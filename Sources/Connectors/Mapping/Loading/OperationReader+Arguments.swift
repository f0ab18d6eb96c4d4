import Commerce
import Documents
import Vendors

extension OperationReader {
  /// Aisle keeps this one itself: it cuts longer lists.
  private static let kept = "limit"

  /// The arguments that the file has no use for, all of which it must name: what is asked with one of them and answered
  /// without it is another question, and often a wider one. Brings what calls have that are not made.
  func unused(
    _ document: Document, _ operation: OperationName, _ arguments: ContractShape, _ used: ArgumentUse
  ) throws(DocumentError) -> [Refusal] {
    guard case .record(let record) = arguments else { return [] }
    let ignored = try ignored(document, record, operation)
    let refusals = try refusals(document, record, operation)
    let refused = refusals.compactMap { if case .argument(let name, _) = $0 { name } else { nil } }
    if let twice = refused.first(where: ignored.contains) {
      throw document.error("'\(twice)' stands in ignores: and in refuses:; it is one or the other")
    }
    if let always = refused.first(where: { record.fields[$0]?.required == true }) {
      throw document.error(
        "every call of \(operation.rawValue) has '\(always)', so that refuses: would refuse them all")
    }
    let open = record.fields.keys.sorted().filter {
      $0 != Self.kept && !ignored.contains($0) && !refused.contains($0)
    }
    let unused = open.filter { !used.uses($0) }
    if !unused.isEmpty { throw missing(unused, record, operation, document) }
    for name in open {
      if let most = used.mostElements(of: name), !refusals.contains(where: { $0.limits(name, to: most) }) {
        throw document.error(
          "\(operation.rawValue) uses only \(most) of the elements that \(name) may have; use all of them, as in "
            + "\"{\(name)}\", or say refuses: [\"\(name)[\(most)]\"] (a call that has more is not made) or "
            + "ignores: [\(name)] (the others are left out)")
      }
      if let only = used.onlyCase(of: name), !refusals.contains(.together([name, only.argument].sorted())) {
        throw document.error(part(name, only, operation))
      }
    }
    return refusals
  }

  private func part(_ name: String, _ only: ArgumentUse.Case, _ operation: OperationName) -> String {
    let both =
      only.isThere
      ? "and a call may lack \(only.argument)"
      : "and a call that has both would be answered as if it did not have \(name)"
    let refuse =
      only.isThere ? "" : ", or say refuses: [[\(name), \(only.argument)]] (a call that has both is not made)"
    return "\(operation.rawValue) uses \(name) only when \(only.words), \(both); use it in the other case too, in the "
      + "request or by where: on the answer" + refuse
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

  private func ignored(
    _ document: Document, _ record: ContractShape.Record, _ operation: OperationName
  ) throws(DocumentError) -> [String] {
    guard let part = try document.optional("ignores") else { return [] }
    var names: [String] = []
    for element in part.kind == .list ? try part.list() : [part] {
      names.append(try argument(try element.string(), element, record, operation))
    }
    return names
  }

  /// `refuses: [state, "among[4]", [email, phone]]`: an argument, more than four elements, two in one call.
  private func refusals(
    _ document: Document, _ record: ContractShape.Record, _ operation: OperationName
  ) throws(DocumentError) -> [Refusal] {
    guard let part = try document.optional("refuses") else { return [] }
    var found: [Refusal] = []
    for element in part.kind == .list ? try part.list() : [part] {
      if element.kind == .list {
        var names: [String] = []
        for inner in try element.list() {
          names.append(try argument(try inner.string(), inner, record, operation))
        }
        guard Set(names).count > 1 else {
          throw element.error("a list within refuses: names arguments that no call may have together: [email, phone]")
        }
        found.append(.together(names.sorted()))
        continue
      }
      let text = try element.string()
      if text.hasSuffix("]"), let bracket = text.firstIndex(of: "["),
        let count = Int(text[text.index(after: bracket)...].dropLast()), count > 0
      {
        let name = try argument(String(text[..<bracket]), element, record, operation)
        guard case .list? = record.fields[name]?.shape else { throw element.error("'\(name)' is no list") }
        found.append(.more(than: count, of: name))
      } else {
        let name = try argument(text, element, record, operation)
        found.append(.argument(name, unless: record.fields[name]?.fallback.flatMap(JSONValue.init(known:))))
      }
    }
    return found
  }

  private func argument(
    _ name: String, _ document: Document, _ record: ContractShape.Record, _ operation: OperationName
  ) throws(DocumentError) -> String {
    guard record.fields[name] != nil else {
      throw document.unknown(
        name, "\(operation.rawValue) has no argument", known: record.fields.keys.sorted())
    }
    return name
  }
}

extension Refusal {
  /// Whether no call has more than so many elements of a list.
  fileprivate func limits(_ name: String, to most: Int) -> Bool {
    if case .more(let count, name) = self { count <= most } else { false }
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
