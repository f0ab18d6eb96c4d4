import Commerce
import Foundation
import Vendors

/// Why a value could not be made of an answer or of arguments.
struct RuleFailure: Error, Hashable {
  /// The field that it was for ("lines[0].quantity").
  var field: String
  /// Where its rule is written.
  var line: Int
  /// What is wrong and what would be right; no values, which may be about a person.
  var message: String
}

/// Makes values by rules.
struct RuleEvaluator: Sendable {
  /// Takes note of which rule gave which field.
  var explanation: Explanation?
  /// Whether a text that lacks one of its arguments, but not all, is refused: in requests, where the ones that it has would
  /// be left out with it.
  var refusesHalfTexts = false

  /// The value of a rule; nil when there is nothing and nothing stands for it.
  func value(_ rule: ValueRule, _ scope: Scope, at field: String) throws(RuleFailure) -> JSONValue? {
    let raw = try raw(rule, scope, field)
    var value = raw
    let clock = try clock(rule, scope, field)
    if let found = value { value = try converted(found, rule, clock, field) }
    if let found = value, let table = rule.table { value = try translated(found, table, rule, field) }
    if value == nil || value == .null { value = rule.fallback }
    guard let found = value else { return nil }
    let fitting = try rule.shape.map { shape throws(RuleFailure) in try fit(found, shape, rule, clock, field) } ?? found
    // Rules without a shape are parts of others, or of requests, which are shown whole.
    if rule.shape != nil { explanation?.field(field, rule: rule, value: fitting) }
    return fitting
  }

  private func raw(_ rule: ValueRule, _ scope: Scope, _ field: String) throws(RuleFailure) -> JSONValue? {
    switch rule.kind {
    case .take(let path): return try take(path, rule, scope, field)
    case .constant(let value): return value
    case .template(let template):
      if let path = template.single { return path.value(in: scope.inArguments) }
      guard case .success(let text) = template.filled(in: scope) else {
        try refuseHalf(template, rule, scope, field)
        return nil
      }
      return .string(text)
    case .firstOf(let rules):
      var lenient = self
      lenient.refusesHalfTexts = false
      for rule in rules { if let found = try lenient.value(rule, scope, at: field) { return found } }
      // None could be made: half a text among them is refused as it is elsewhere.
      if refusesHalfTexts { for rule in rules { _ = try value(rule, scope, at: field) } }
      return nil
    case .join(let rules, let separator):
      var texts: [String] = []
      for rule in rules {
        guard let found = try value(rule, scope, at: field) else { continue }
        texts += (found.array ?? [found]).compactMap(\.plainText).filter { !$0.isEmpty }
      }
      return texts.isEmpty ? nil : .string(texts.joined(separator: separator))
    case .choose(let condition, let then, let otherwise):
      if condition.holds(in: scope) { return try value(then, scope, at: field) }
      return try otherwise.flatMap { rule throws(RuleFailure) in try value(rule, scope, at: field) }
    case .money(let amount, let unit, let nanos, let currency, let divisor):
      return try money(amount, unit, nanos, currency, divisor, rule, scope, field)
    case .sum(let rules): return try sum(rules, rule, scope, field)
    case .difference(let rules): return try difference(rules, rule, scope, field)
    case .record(let within, let fields): return try record(within, fields, rule, scope, field)
    case .each(let path, let only, let item): return try list(path, only, item, rule, scope, field)
    case .list(let rules):
      var found: [JSONValue] = []
      for (index, rule) in rules.enumerated() {
        if let value = try value(rule, scope, at: "\(field)[\(index)]") { found.append(value) }
      }
      return .array(found)
    }
  }

  /// What stands at a place of an answer.
  private func take(
    _ path: ValuePath, _ rule: ValueRule, _ scope: Scope, _ field: String
  ) throws(RuleFailure) -> JSONValue? {
    do { return try path.found(in: scope) } catch {
      throw RuleFailure(field: field, line: rule.line, message: error.message)
    }
  }

  /// What a call has must not be left out because it stands in one text with what the call does not have.
  private func refuseHalf(
    _ template: Template, _ rule: ValueRule, _ scope: Scope, _ field: String
  ) throws(RuleFailure) {
    guard refusesHalfTexts else { return }
    let arguments = template.places.filter { $0.source == nil || $0.source == "arguments" }
    let (here, missing) = (
      arguments.filter { $0.value(in: scope.inArguments) != nil },
      arguments.filter { $0.value(in: scope.inArguments) == nil }
    )
    guard let there = here.first, let gone = missing.first else { return }
    throw RuleFailure(
      field: field, line: rule.line,
      message:
        "'\(rule.written)' needs \(gone.text), which this call does not have, and without it \(there.text) would be "
        + "left out too; say what goes then, with if: or join:")
  }

  /// The clock of a rule's moments.
  private func clock(_ rule: ValueRule, _ scope: Scope, _ field: String) throws(RuleFailure) -> LocalClock {
    switch rule.zone {
    case .clock(let clock): return clock
    case .place(let path):
      if let name = path.value(in: scope)?.string, let clock = LocalClock(zone: name) { return clock }
      throw RuleFailure(
        field: field, line: rule.line,
        message: "at '\(path.text)' stands no time zone that this machine knows, as Europe/Berlin is one")
    }
  }

  private func record(
    _ within: ValuePath?, _ fields: [ValueRule.Field], _ rule: ValueRule, _ scope: Scope, _ field: String
  ) throws(RuleFailure) -> JSONValue? {
    var inner = scope
    if let within {
      guard let found = try take(within, rule, scope, field) else { return nil }
      // An empty list is how some write an empty record.
      guard found.object != nil || found.array != nil else {
        throw RuleFailure(
          field: field, line: rule.line, message: "\(found.kindInWords) stands at '\(within.text)', not a record")
      }
      inner = scope.inside(found)
    }
    var members: [String: JSONValue] = [:]
    var missing: ValueRule.Field?
    for part in fields {
      let place = field.isEmpty ? part.name : "\(field).\(part.name)"
      if let value = try value(part.rule, inner, at: place) {
        members[part.name] = value
      } else if case .record(let record)? = rule.shape, record.fields[part.name]?.required == true {
        missing = missing ?? part
      }
    }
    guard let missing else { return members.isEmpty && !fields.isEmpty ? nil : .object(members) }
    // A part that may be missing as a whole is missing when all of it is.
    if members.isEmpty, !field.isEmpty { return nil }
    throw RuleFailure(
      field: field.isEmpty ? missing.name : "\(field).\(missing.name)", line: missing.rule.line,
      message: "there is nothing at '\(missing.rule.written)'; correct the place, or add default: or const:")
  }

  private func list(
    _ path: ValuePath, _ only: Condition?, _ item: ValueRule, _ rule: ValueRule, _ scope: Scope, _ field: String
  ) throws(RuleFailure) -> JSONValue? {
    guard let found = try take(path, rule, scope, field) else { return nil }
    guard let elements = found.elements else {
      throw RuleFailure(
        field: field, line: rule.line, message: "\(found.kindInWords) stands at '\(path.text)', not a list")
    }
    var values: [JSONValue] = []
    for (name, element) in elements {
      var inner = scope.inside(element)
      if let name { inner.names["name"] = .string(name) }
      guard only?.holds(in: inner) ?? true else { continue }
      let place = "\(field)[\(values.count)]"
      guard let value = try value(item, inner, at: place) else {
        throw RuleFailure(field: place, line: item.line, message: "there is nothing to make it of")
      }
      values.append(value)
    }
    return .array(values)
  }

  private func converted(
    _ value: JSONValue, _ rule: ValueRule, _ clock: LocalClock, _ field: String
  ) throws(RuleFailure) -> JSONValue? {
    var value = value
    for conversion in rule.conversions {
      if case .array(let elements) = value, !conversion.takesList {
        var made: [JSONValue] = []
        for element in elements { made.append(try convert(element, conversion, rule, clock, field)) }
        value = .array(made)
      } else if conversion.takesList, let elements = value.elements, elements.isEmpty, conversion != .plain(.count) {
        return nil
      } else {
        value = try convert(value, conversion, rule, clock, field)
      }
    }
    return value
  }

  private func convert(
    _ value: JSONValue, _ conversion: Conversion, _ rule: ValueRule, _ clock: LocalClock, _ field: String
  ) throws(RuleFailure) -> JSONValue {
    guard let made = conversion.applied(to: value, clock) else {
      throw RuleFailure(
        field: field, line: rule.line,
        message: "\(value.kindInWords) at '\(rule.written)' cannot be read as \(conversion.words)")
    }
    return made
  }

  private func translated(
    _ value: JSONValue, _ table: ValueRule.Table, _ rule: ValueRule, _ field: String
  ) throws(RuleFailure) -> JSONValue {
    if let elements = value.array {
      var made: [JSONValue] = []
      for element in elements { made.append(try translated(element, table, rule, field)) }
      return .array(made)
    }
    guard let text = value.plainText, let found = table.values[text] ?? table.otherwise else {
      // Status words and numbers are nobody's personal data; long texts might be.
      let shown = value.plainText.flatMap { $0.count <= 24 ? "'\($0)'" : nil } ?? value.kindInWords
      throw RuleFailure(
        field: field, line: rule.line,
        message:
          "\(shown) at '\(rule.written)' is not in the map (\(table.values.keys.sorted().joined(separator: ", "))); "
          + "add it, or otherwise: for all others")
    }
    return found
  }
}

extension Conversion {
  /// What it reads or makes, as it is written in a file.
  var words: String {
    switch self {
    case .plain(let word): word.rawValue
    case .pattern(let pattern): "a date like \(pattern)"
    case .written(let pattern): "a moment or day, to be written like \(pattern)"
    case .match(let pattern): "something that matches \(pattern)"
    }
  }
}
