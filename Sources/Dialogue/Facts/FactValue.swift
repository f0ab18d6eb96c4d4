internal import Commerce

/// A value with what it looks like.
struct FactValue: Hashable {
  var tree: FieldTree
  var shape: ContractShape

  /// What a path's fields lead to from here; nil when nothing stands there. Through a list it is the list of what its elements
  /// have there.
  func at(_ fields: ArraySlice<String>) -> FactValue? {
    guard let field = fields.first else { return tree == .none ? nil : self }
    switch (tree, shape) {
    case (.list(let elements), .list(let element)):
      let found = elements.compactMap { FactValue(tree: $0, shape: element).at(fields) }
      guard let shape = found.first?.shape else { return nil }
      // Lists within lists become one.
      if case .list = shape {
        let all = found.flatMap { value -> [FieldTree] in if case .list(let inner) = value.tree { inner } else { [] } }
        return FactValue(tree: .list(all), shape: shape)
      }
      return FactValue(tree: .list(found.map(\.tree)), shape: .list(shape))
    case (.fields(let values), .record(let record)):
      guard let value = values[field], let inner = record.fields[field] else { return nil }
      return FactValue(tree: value, shape: inner.shape).at(fields.dropFirst())
    case (.fields(let values), .map(let element)):
      guard let value = values[field] else { return nil }
      return FactValue(tree: value, shape: element).at(fields.dropFirst())
    default: return nil
    }
  }

  /// Its elements, when it is a list.
  var elements: [FactValue] {
    guard case .list(let elements) = tree, case .list(let shape) = shape else { return [] }
    return elements.map { FactValue(tree: $0, shape: shape) }
  }

  /// A number to compare and order by: whole and other numbers, money in minor units, moments in milliseconds, days, minutes of a
  /// day.
  var measure: Double? {
    switch (tree, shape) {
    case (.whole(let whole), _): Double(whole)
    case (.real(let real), _): real
    case (.text(let text), .moment): Timestamp(rfc3339: text).map { Double($0.milliseconds) }
    case (.text(let text), .day): LocalDate(iso8601: text).map { Double($0.daysSinceEpoch) }
    case (.text(let text), .clock): TimeOfDay(text: text).map { Double($0.minutes) }
    case (.fields(let fields), .record(let record)) where record.isMoney:
      if case .whole(let units)? = fields["minorUnits"] { Double(units) } else { nil }
    default: nil
    }
  }
}
