import Commerce
import Foundation
import Vendors

extension RuleEvaluator {
  /// A value as the contract has it. Throws what would be right.
  func fit(
    _ value: JSONValue, _ shape: ContractShape, _ rule: ValueRule, _ clock: LocalClock, _ field: String
  ) throws(RuleFailure) -> JSONValue {
    func wrong(_ advice: String = "") -> RuleFailure {
      RuleFailure(
        field: field, line: rule.line,
        message: "\(value.kindInWords) at '\(rule.written)' is not \(shape.words)\(advice.isEmpty ? "" : "; " + advice)"
      )
    }
    switch shape {
    case .text:
      // Identifiers are often numbers.
      guard let text = value.identifier else { throw wrong() }
      return .string(text)
    case .whole:
      guard value.integer != nil else {
        throw wrong(value.decimal == nil ? "" : "write { path: \(rule.written), as: integer }")
      }
      return value
    case .real:
      guard case .number = value else { throw wrong("write { path: \(rule.written), as: number }") }
      return value
    case .flag:
      guard case .bool = value else { throw wrong("write { path: \(rule.written), as: boolean }") }
      return value
    case .words(let words):
      guard let text = value.string, words.contains(text) else {
        throw wrong("say with map: which of their values is which of ours, or { const: WORD } for a fixed one")
      }
      return value
    case .moment:
      guard value.timestamp != nil else {
        throw wrong("say how it is written with as: epoch_seconds, epoch_milliseconds or moment, or with format:")
      }
      return value
    case .day:
      guard let text = value.string else { throw wrong("say how it is written with as: or format:") }
      if LocalDate(iso8601: text) != nil { return value }
      guard let moment = Timestamp(rfc3339: text) else { throw wrong("say how it is written with as: or format:") }
      return .string(clock.reading(moment).day.iso8601)
    case .clock:
      guard let text = value.string, TimeOfDay(text: text) != nil else { throw wrong() }
      return value
    case .list(let element):
      guard let elements = value.array else { throw wrong() }
      var fitting: [JSONValue] = []
      for part in elements { fitting.append(try fit(part, element, rule, clock, field)) }
      return .array(fitting)
    case .map(let element):
      guard let members = value.object else { throw wrong() }
      var fitting: [String: JSONValue] = [:]
      for (name, part) in members where part != .null {
        fitting[name] = try fit(part, element, rule, clock, "\(field).\(name)")
      }
      return .object(fitting)
    case .record:
      // Its fields were fitted one by one.
      guard value.object != nil else { throw wrong() }
      return value
    }
  }
}
