import Commerce
import Foundation
import Vendors

extension RuleEvaluator {
  /// An amount with its currency; nil when there is none.
  func money(
    _ amount: ValueRule, _ unit: ValueRule.MoneyUnit, _ nanos: ValueRule?, _ currency: ValueRule.Currency,
    _ rule: ValueRule, _ scope: Scope, _ field: String
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
    return .object(["minorUnits": .number(Decimal(money.minorUnits)), "currency": .string(code)])
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
