internal import Commerce

/// All that the steps of one intent know at a moment: finds, compares and makes values. Pure.
struct FactScope {
  /// By name.
  var values: [String: FactValue]
  var today: LocalDate
  /// Seconds east of UTC where the retailer is.
  var utcOffset: Int

  func value(_ path: FactPath) -> FactValue? { values[path.root]?.at(path.segments.dropFirst()) }

  /// The same with one more value.
  func with(_ name: String, _ value: FactValue) -> FactScope {
    var more = self
    more.values[name] = value
    return more
  }

  // MARK: Values

  /// The value of an expression in the shape that is wanted; nil when something in it is not known.
  func make(_ expression: Expression, for wanted: ContractShape) -> FieldTree? {
    switch expression {
    case .literal(let tree): return tree
    case .fact(let path): return value(path).flatMap { fitted($0, wanted) }
    case .firstKnown(let several):
      for one in several { if let made = make(one, for: wanted) { return made } }
      return nil
    case .later(let path, let days, let milliseconds):
      return value(path).flatMap { later($0, days, milliseconds) }.flatMap { fitted($0, wanted) }
    case .text(let text):
      return .text(Responses.fill(text) { fact($0) }.written)
    case .list(let parts):
      guard case .list(let element) = wanted else { return nil }
      return .list(parts.compactMap { make($0, for: element) })
    case .fields(let parts):
      var made: [String: FieldTree] = [:]
      for (key, part) in parts {
        let shape: ContractShape? =
          switch wanted {
          case .record(let record): record.fields[key]?.shape
          case .map(let element): element
          default: nil
          }
        made[key] = shape.flatMap { make(part, for: $0) }
      }
      return .fields(made)
    }
  }

  private func later(_ value: FactValue, _ days: Int, _ milliseconds: Int64) -> FactValue? {
    guard case .text(let text) = value.tree else { return nil }
    if let day = LocalDate(iso8601: text) {
      return FactValue(tree: .text(day.adding(days: days).iso8601), shape: .day)
    }
    return Timestamp(rfc3339: text).map {
      FactValue(tree: .text($0.adding(milliseconds: milliseconds).rfc3339), shape: .moment)
    }
  }

  /// A value where another shape is wanted: a record stands for its identifier, one thing for a list of it.
  private func fitted(_ value: FactValue, _ wanted: ContractShape) -> FieldTree? {
    switch (value.shape, wanted) {
    case (.record, .text): value.at(["id"])?.tree
    case (.moment, .day):
      value.tree.text.flatMap(Timestamp.init(rfc3339:)).map { .text(OrderFacts.day($0, utcOffset).iso8601) }
    case (.day, .moment):
      value.tree.text.flatMap(LocalDate.init(iso8601:)).map { day in
        let start = Int64(day.daysSinceEpoch) * 86_400_000 - Int64(utcOffset) * 1_000
        return .text(Timestamp(milliseconds: start).rfc3339)
      }
    case (.list(let found), .list(let element)):
      .list(value.elements.compactMap { fitted(FactValue(tree: $0.tree, shape: found), element) })
    case (_, .list(let element)): fitted(value, element).map { .list([$0]) }
    default: value.tree
    }
  }

  // MARK: Conditions

  func holds(_ condition: Condition) -> Bool {
    switch condition {
    case .known(let path): return value(path) != nil
    case .filled(let path): return value(path).map(Self.isFilled) ?? false
    case .all(let parts): return parts.allSatisfy(holds)
    case .any(let parts): return parts.contains(where: holds)
    case .not(let inner): return !holds(inner)
    case .compare(let path, let comparison, let expression):
      guard let found = value(path) else { return comparison == .notEqual }
      let shape: ContractShape = if case .list(let element) = found.shape { element } else { found.shape }
      guard let made = make(expression, for: shape) else { return comparison == .notEqual }
      let other = FactValue(tree: made, shape: shape)
      switch comparison {
      case .equal: return Self.same(found, other)
      case .notEqual: return !Self.same(found, other)
      case .fits:
        guard case .fields(let values) = found.tree, case .fields(let named) = made else { return false }
        return named.allSatisfy { name, value in
          values.contains { $0.key.lowercased() == name.lowercased() && $0.value == value }
        }
      case .has: return found.elements.contains { Self.same($0, other) }
      case .less, .lessOrEqual, .greater, .greaterOrEqual:
        guard let left = found.measure, let right = other.measure else { return false }
        switch comparison {
        case .less: return left < right
        case .lessOrEqual: return left <= right
        case .greater: return left > right
        default: return left >= right
        }
      }
    }
  }

  private static func isFilled(_ value: FactValue) -> Bool {
    switch value.tree {
    case .list(let list): !list.isEmpty
    case .text(let text): !text.isEmpty
    case .fields(let fields): !fields.isEmpty
    case .none: false
    default: true
    }
  }

  private static func same(_ left: FactValue, _ right: FactValue) -> Bool {
    if let left = left.measure, let right = right.measure { return left == right }
    if case .text(let left) = left.tree, case .text(let right) = right.tree {
      return left.lowercased() == right.lowercased()
    }
    return left.tree == right.tree
  }

  // MARK: Saying

  /// A fact by its name in a text ("slot.start:time"); nil when it is not known.
  func fact(_ name: String) -> Fact? {
    guard let reference = FactReference(name), let value = value(reference.path) else { return nil }
    return FactWords(today: today, utcOffset: utcOffset).say(value, reference.manner)
  }
}
