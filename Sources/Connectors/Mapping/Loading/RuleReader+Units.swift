import Commerce
import Documents
import Vendors

/// Money and time zones.
extension RuleReader {
  /// `{ money: P, currency: EUR }`.
  func money(
    _ document: Document, _ amount: Document, _ shape: ContractShape?
  ) throws(DocumentError) -> ValueRule {
    try document.allow(only: ["money", "currency", "unit", "nanos", "divided_by", "rounded"])
    if let shape {
      guard case .record(let record) = shape, record.isMoney else {
        throw document.error("\(document.path) is \(shape.words), not an amount of money")
      }
    }
    let currency = try document.required("currency", "EUR, or the place where it stands, as in money.currency")
    let code = currency.kind == .scalar ? try currency.string() : ""
    let isCode = Money.isCurrency(code)
    let unit = try document.optional("unit")?.choice(ValueRule.MoneyUnit.self) ?? .major
    var nanos: ValueRule?
    if let part = try document.optional("nanos") {
      guard unit == .major else { throw part.error("nanos: stands beside whole units; leave unit: out") }
      nanos = try rule(part, nil)
    }
    let rule = try rule(amount, nil)
    return ValueRule(
      kind: .money(
        amount: rule, unit: unit, nanos: nanos, currency: isCode ? .code(code) : .rule(try self.rule(currency, nil)),
        dividedBy: try divisor(document)),
      shape: shape, line: document.line, written: rule.written)
  }

  /// `divided_by: qty`, with `rounded: down` where a rest may be left out.
  private func divisor(_ document: Document) throws(DocumentError) -> ValueRule.Divisor? {
    let rounded = try document.optional("rounded")
    if let rounded, try rounded.string() != "down" {
      throw rounded.error("rounded: is down, or left out: then an amount that does not divide evenly is a mistake")
    }
    guard let by = try document.optional("divided_by") else {
      if let rounded { throw rounded.error("rounded: belongs to divided_by:") }
      return nil
    }
    return ValueRule.Divisor(rule: try rule(by, nil), roundsDown: rounded != nil)
  }

  /// `zone: Europe/Berlin`, `zone: { path: store.zone }` or `offset: "+01:00"`; nil when none is said.
  func zone(_ document: Document) throws(DocumentError) -> ValueRule.Zone? {
    let offset = try document.optional("offset")
    guard let zone = try document.optional("zone") else {
      return try offset.map { part throws(DocumentError) in .clock(LocalClock(offset: try seconds(part))) }
    }
    if let offset { throw offset.error("say zone: or offset:, not both") }
    if zone.kind == .mapping {
      try zone.allow(only: ["path"])
      return .place(try place(try zone.required("path", "store.time_zone")))
    }
    let name = try zone.string()
    guard let clock = LocalClock(zone: name) else {
      throw zone.error(
        "this machine knows no time zone '\(name)'; write one as Europe/Berlin, { path: … } where the answer says it, or "
          + "offset: \"+01:00\"")
    }
    return .clock(clock)
  }

  private func seconds(_ document: Document) throws(DocumentError) -> Int {
    let text = try document.string()
    let parts = text.dropFirst().split(separator: ":").compactMap { Int($0) }
    guard let sign = text.first, "+-".contains(sign), parts.count == 2, parts[0] < 15, parts[1] < 60 else {
      throw document.error("offset: is a zone as in \"+01:00\" (in quotes), not '\(text)'")
    }
    return (parts[0] * 3_600 + parts[1] * 60) * (sign == "-" ? -1 : 1)
  }
}
