import Commerce
import Foundation
import Vendors

extension RuleEvaluator {
  /// An amount with its currency; nil when there is none.
  func money(
    _ amount: ValueRule, _ unit: ValueRule.MoneyUnit, _ nanos: ValueRule?, _ currency: ValueRule.Currency,
    _ divisor: ValueRule.Divisor?, _ rule: ValueRule, _ scope: Scope, _ field: String
  ) throws(RuleFailure) -> JSONValue? {
    func wrong(_ message: String) -> RuleFailure { RuleFailure(field: field, line: rule.line, message: message) }
    func number(_ rule: ValueRule) throws(RuleFailure) -> Decimal? {
      guard let found = try value(rule, scope, at: field) else { return nil }
      guard let number = found.decimal else {
        throw wrong("\(found.kindInWords) at '\(rule.written)' is no amount")
      }
      return number
    }

    let whole = try number(amount)
    let billionths = try nanos.flatMap { rule throws(RuleFailure) in try number(rule) }
    // APIs that write whole units and billionths leave out the one that is zero.
    guard whole != nil || billionths != nil else { return nil }
    let code = try self.code(currency, scope, field)
    guard Money.isCurrency(code) else {
      throw wrong("no currency of three letters is found; write currency: EUR, or the place where it stands")
    }
    if let whole, let billionths, whole * billionths < 0 {
      throw wrong("whole units and nanos have different signs, so that the amount is not certain")
    }
    let sum = (whole ?? 0) + (billionths ?? 0) / 1_000_000_000
    guard let money = Self.money(sum, unit, code) else {
      let advice =
        switch unit {
        case .minor: "the smallest unit: is it in whole units (write unit: major)?"
        case .major: "\(code): is it in another unit (write unit: minor)?"
        case .micro, .nano: "\(code): is it in another unit than \(unit.rawValue)?"
        }
      throw wrong("the amount at '\(amount.written)' does not fit \(advice)")
    }
    var minor = money.minorUnits
    if let divisor {
      guard let by = try value(divisor.rule, scope, at: field)?.decimal.map(JSONValue.number)?.integer, by > 0 else {
        throw wrong("at '\(divisor.rule.written)' stands no whole number above zero to divide the amount by")
      }
      let (quotient, rest) = minor.quotientAndRemainder(dividingBy: by)
      guard rest == 0 || divisor.roundsDown else {
        throw wrong(
          "the amount at '\(amount.written)' does not divide evenly by '\(divisor.rule.written)'; write rounded: down if "
            + "the rest may be left out")
      }
      minor = rest < 0 ? quotient - 1 : quotient
    }
    return .object(["minorUnits": .number(Decimal(minor)), "currency": .string(code)])
  }

  /// All that is there added up, nothing when nothing is.
  func sum(
    _ rules: [ValueRule], _ rule: ValueRule, _ scope: Scope, _ field: String
  ) throws(RuleFailure) -> JSONValue? {
    var sum: Decimal?
    for part in rules {
      guard let found = try value(part, scope, at: field) else { continue }
      sum = sum ?? 0
      for number in found.array ?? [found] { sum = try exact(sum ?? 0, number, part, field, NSDecimalAdd) }
    }
    return sum.map(JSONValue.number)
  }

  /// The first less the others; nothing when one of them is missing, since it is not certain then.
  func difference(
    _ rules: [ValueRule], _ rule: ValueRule, _ scope: Scope, _ field: String
  ) throws(RuleFailure) -> JSONValue? {
    var rest: Decimal?
    for part in rules {
      guard let found = try value(part, scope, at: field) else { return nil }
      rest = try exact(rest ?? 0, found, part, field, rest == nil ? NSDecimalAdd : NSDecimalSubtract)
    }
    return rest.map(JSONValue.number)
  }

  private typealias Arithmetic = (
    UnsafeMutablePointer<Decimal>, UnsafePointer<Decimal>, UnsafePointer<Decimal>, NSDecimalNumber.RoundingMode
  ) -> NSDecimalNumber.CalculationError

  private func exact(
    _ left: Decimal, _ right: JSONValue, _ rule: ValueRule, _ field: String, _ operation: Arithmetic
  ) throws(RuleFailure) -> Decimal {
    guard var right = right.decimal else {
      throw RuleFailure(
        field: field, line: rule.line, message: "\(right.kindInWords) at '\(rule.written)' is no number")
    }
    var (left, result) = (left, Decimal())
    guard operation(&result, &left, &right, .plain) == .noError else {
      throw RuleFailure(
        field: field, line: rule.line, message: "'\(rule.written)' has too many digits to be reckoned with exactly")
    }
    return result
  }

  private func code(
    _ currency: ValueRule.Currency, _ scope: Scope, _ field: String
  ) throws(RuleFailure) -> String {
    switch currency {
    case .code(let text): text
    case .rule(let rule): try value(rule, scope, at: field)?.plainText?.uppercased() ?? ""
    }
  }

  private static func money(_ amount: Decimal, _ unit: ValueRule.MoneyUnit, _ currency: String) -> Money? {
    switch unit {
    case .major: Money(majorUnits: amount, currency: currency)
    case .minor: JSONValue.number(amount).integer.map { Money(minorUnits: $0, currency: currency) }
    case .micro: Money(majorUnits: amount / 1_000_000, currency: currency)
    case .nano: Money(majorUnits: amount / 1_000_000_000, currency: currency)
    }
  }
}
