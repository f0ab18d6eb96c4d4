internal import Commerce
internal import Foundation

extension XMLTree {
  /// An element that must be there. Throws a `Misfit`.
  func part(_ name: String) throws(Misfit) -> XMLTree {
    guard let part = self[name] else { throw Misfit(name) }
    return part
  }

  /// A text that must be there and not be empty. Throws a `Misfit`.
  func text(_ name: String) throws(Misfit) -> String {
    guard let text = self[name]?.text, !text.isEmpty else { throw Misfit(name) }
    return text
  }

  /// A whole number that must be there. Throws a `Misfit`.
  func count(_ name: String) throws(Misfit) -> Int {
    guard let count = self[name].flatMap({ Int($0.text) }) else { throw Misfit(name) }
    return count
  }

  /// A decimal amount that must be there. Throws a `Misfit`.
  func amount(_ name: String, _ currency: String) throws(Misfit) -> Money {
    guard let value = self[name].flatMap({ Decimal(exactly: $0.text) }),
      let money = Money(majorUnits: value, currency: currency)
    else { throw Misfit(name) }
    return money
  }

  /// A moment (`xsd:dateTime` with its offset) that must be there. Throws a `Misfit`.
  func moment(_ name: String) throws(Misfit) -> Timestamp {
    guard let moment = self[name].flatMap({ Timestamp(rfc3339: $0.text) }) else { throw Misfit(name) }
    return moment
  }

  /// A day (`xsd:date`, its offset left out); nil when there is none. Throws a `Misfit` when it is something else.
  func day(_ name: String) throws(Misfit) -> LocalDate? {
    guard let text = self[name]?.text, !text.isEmpty else { return nil }
    guard let day = LocalDate(iso8601: String(text.prefix(10))) else { throw Misfit(name) }
    return day
  }
}
