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

  /// The value of a rule; nil when there is nothing and nothing stands for it.
  func value(_ rule: ValueRule, _ scope: Scope, at field: String) throws(RuleFailure) -> JSONValue? {
    let raw = try raw(rule, scope, field)
    var value = raw
    if let found = value { value = try converted(found, rule, field) }
    if let found = value, let table = rule.table { value = try translated(found, table, rule, field) }
    if value == nil || value == .null { value = rule.fallback }
    guard let found = value else { return nil }
    let fitting = try rule.shape.map { shape throws(RuleFailure) in try fit(found, shape, rule, field) } ?? found
    // Rules without a shape are parts of others, or of requests, which are shown whole.
    if rule.shape != nil { explanation?.field(field, rule: rule, value: fitting) }
    return fitting
  }

  private func raw(_ rule: ValueRule, _ scope: Scope, _ field: String) throws(RuleFailure) -> JSONValue? {
    switch rule.kind {
    case .take(let path): return path.value(in: scope)
    case .constant(let value): return value
    case .template(let template):
      if let path = template.single { return path.value(in: scope.inArguments) }
      guard case .success(let text) = template.filled(in: scope) else { return nil }
      return .string(text)
    case .firstOf(let rules):
      for rule in rules { if let found = try value(rule, scope, at: field) { return found } }
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
    case .money(let amount, let isMinor, let currency):
      return try money(amount, isMinor, currency, rule, scope, field)
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

  private func money(
    _ amount: ValueRule, _ isMinor: Bool, _ currency: ValueRule.Currency, _ rule: ValueRule, _ scope: Scope,
    _ field: String
  ) throws(RuleFailure) -> JSONValue? {
    guard let found = try value(amount, scope, at: field) else { return nil }
    var code = ""
    switch currency {
    case .code(let text): code = text
    case .rule(let rule): code = try value(rule, scope, at: field)?.plainText?.uppercased() ?? ""
    }
    guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      throw RuleFailure(
        field: field, line: rule.line,
        message: "no currency of three letters is found; write currency: EUR, or the place where it stands")
    }
    guard let number = found.decimal else {
      throw RuleFailure(
        field: field, line: rule.line, message: "\(found.kindInWords) at '\(amount.written)' is no amount")
    }
    let money =
      isMinor
      ? JSONValue.number(number).integer.map { Money(minorUnits: $0, currency: code) }
      : Money(majorUnits: number, currency: code)
    guard let money else {
      throw RuleFailure(
        field: field, line: rule.line,
        message: "the amount at '\(amount.written)' does not fit \(isMinor ? "the smallest unit" : code): "
          + "is it in \(isMinor ? "whole units (write unit: major)" : "another unit (write unit: minor)")?")
    }
    return .object(["minorUnits": .number(Decimal(money.minorUnits)), "currency": .string(code)])
  }

  private func record(
    _ within: ValuePath?, _ fields: [ValueRule.Field], _ rule: ValueRule, _ scope: Scope, _ field: String
  ) throws(RuleFailure) -> JSONValue? {
    var inner = scope
    if let within {
      guard let found = within.value(in: scope) else { return nil }
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
    guard let found = path.value(in: scope) else { return nil }
    guard let elements = found.array else {
      throw RuleFailure(
        field: field, line: rule.line, message: "\(found.kindInWords) stands at '\(path.text)', not a list")
    }
    var values: [JSONValue] = []
    for element in elements {
      let inner = scope.inside(element)
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
    _ value: JSONValue, _ rule: ValueRule, _ field: String
  ) throws(RuleFailure) -> JSONValue? {
    var value = value
    for conversion in rule.conversions {
      if case .array(let elements) = value, !conversion.takesList {
        var made: [JSONValue] = []
        for element in elements { made.append(try convert(element, conversion, rule, field)) }
        value = .array(made)
      } else if conversion.takesList, let elements = value.array, elements.isEmpty, conversion != .plain(.count) {
        return nil
      } else {
        value = try convert(value, conversion, rule, field)
      }
    }
    return value
  }

  private func convert(
    _ value: JSONValue, _ conversion: Conversion, _ rule: ValueRule, _ field: String
  ) throws(RuleFailure) -> JSONValue {
    guard let made = conversion.applied(to: value, offset: rule.offset) else {
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
    case .match(let pattern): "something that matches \(pattern)"
    }
  }
}
