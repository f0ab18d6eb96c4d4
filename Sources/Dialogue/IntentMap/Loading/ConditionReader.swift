internal import Commerce
internal import Documents

extension ExpressionReader {
  /// A condition: a line, a list of which all must hold, `any:` or `not:`.
  func condition(_ document: Document) throws(DocumentError) -> Condition {
    switch document.kind {
    case .list: return .all(try conditions(document))
    case .mapping:
      try document.allow(only: ["any", "not"])
      if let any = try document.optional("any") { return .any(try conditions(any)) }
      return .not(try condition(try document.required("not", "points is known")))
    default:
      var found: [Condition] = []
      for line in try document.string().split(separator: " and ") {
        found.append(try comparison(line.split(separator: " ").map(String.init), document))
      }
      return found.count == 1 ? found[0] : .all(found)
    }
  }

  private func conditions(_ document: Document) throws(DocumentError) -> [Condition] {
    var found: [Condition] = []
    for part in try document.list() { found.append(try condition(part)) }
    return found
  }

  private func comparison(_ words: [String], _ document: Document) throws(DocumentError) -> Condition {
    let example =
      "a condition is for example 'loyalty.points >= 100', 'drop.state is drawn', 'day is known' or 'cart.lines is not empty'"
    guard words.count >= 3, let path = FactPath(words[0]) else { throw document.error(example) }
    let shape: ContractShape
    switch names.shape(of: path) {
    case .success(let found): shape = found.shape
    case .failure(let mistake): throw document.error(mistake.message)
    }
    switch Array(words.dropFirst()) {
    case ["is", "known"]: return .known(path)
    case ["is", "unknown"], ["is", "not", "known"]: return .not(.known(path))
    case ["is", "empty"]: return .not(.filled(path))
    case ["is", "not", "empty"]: return .filled(path)
    default: break
    }
    let isNegated = words.count > 3 && words[1] == "is" && words[2] == "not"
    let sign = isNegated ? "is not" : words[1]
    guard let comparison = Condition.Comparison(rawValue: sign) else {
      let known = Condition.Comparison.allCases.map(\.rawValue)
      throw document.unknown(sign, "conditions have no", known: known)
    }
    let value = words.dropFirst(isNegated ? 3 : 2).joined(separator: " ")
    switch comparison {
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard shape.isOrdered else { throw document.error("'\(path)' is \(shape.words), which has no order") }
    case .has:
      guard case .list = shape else { throw document.error("'\(path)' is \(shape.words) and holds nothing") }
    case .fits:
      guard case .map = shape else { throw document.error("'\(path)' is \(shape.words), not names with values") }
    case .equal, .notEqual: break
    }
    let wanted: ContractShape = if case .list(let element) = shape { element } else { shape }
    return .compare(path, comparison, try operand(value, document, wanted))
  }

  private func operand(_ text: String, _ document: Document, _ wanted: ContractShape) throws(DocumentError)
    -> Expression
  {
    let quoted = text.hasPrefix("'") && text.hasSuffix("'") && text.count > 2
    let plain = quoted ? String(text.dropFirst().dropLast()) : text
    if quoted { return .literal(.text(plain)) }
    return try word(plain, document, wanted)
  }
}

extension ContractShape {
  /// Whether one value of it can be more than another.
  var isOrdered: Bool {
    switch self {
    case .whole, .real, .day, .moment, .clock: true
    case .record(let record): record.isMoney
    default: false
    }
  }
}
