internal import Commerce
internal import Foundation

/// One row of a flat source: values by field. Names of fields are compared without case and underscores, so that `unit_price`
/// is `unitPrice`. What is null or an empty text counts as missing.
public struct FlatRecord: Hashable, Sendable {
  private var fields: [String: JSONValue]

  /// Makes a record.
  public init(_ fields: [String: JSONValue]) {
    self.fields = Dictionary(
      fields.map { (Self.normalised($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// A name as it is compared.
  public static func normalised(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
  }

  /// The value of a field.
  public subscript(field: String) -> JSONValue? {
    guard let value = fields[Self.normalised(field)], value != .null, value != .string("") else { return nil }
    return value
  }

  /// A text, or a number as text.
  public func text(_ field: String) -> String? {
    switch self[field] {
    case .string(let text): text.trimmingCharacters(in: .whitespaces)
    case .number(let number): "\(number)"
    default: nil
    }
  }

  /// The records in a field that holds a list of them, as JSON or as text of JSON; empty when it is missing. Throws a `Misfit`.
  public func records(_ field: String) throws(Misfit) -> [FlatRecord] {
    guard let value = self[field] else { return [] }
    let list: JSONValue
    if case .string(let text) = value {
      do { list = try JSONValue(parsing: Data(text.utf8)) } catch { throw Misfit(field) }
    } else {
      list = value
    }
    guard list != .null else { return [] }
    guard let elements = list.array else { throw Misfit(field) }
    var records: [FlatRecord] = []
    for element in elements {
      guard let members = element.object else { throw Misfit(field) }
      records.append(FlatRecord(members))
    }
    return records
  }
}

extension FlatRecord {
  /// A text that must be there. Throws a `Misfit`.
  func required(_ field: String) throws(Misfit) -> String {
    guard let text = text(field), !text.isEmpty else { throw Misfit(field) }
    return text
  }

  /// A whole number; nil when it is missing. Throws a `Misfit` when it is something else.
  func count(_ field: String) throws(Misfit) -> Int? {
    guard let text = text(field) else { return nil }
    guard let count = Int(text) else { throw Misfit(field) }
    return count
  }

  /// A truth value; nil when it is missing. A moment counts as true, for columns like "cancelled at". Throws a `Misfit`.
  func flag(_ field: String, _ format: RecordFormat) throws(Misfit) -> Bool? {
    if let value = self[field]?.bool { return value }
    guard let text = text(field)?.lowercased() else { return nil }
    if ["true", "t", "yes", "y", "1", "x"].contains(text) { return true }
    if ["false", "f", "no", "n", "0", "-"].contains(text) { return false }
    guard RecordTime.moment(text, in: format.timeZone) != nil else { throw Misfit(field) }
    return true
  }

  /// An amount; nil when it is missing. Throws a `Misfit` when it is something else.
  func amount(_ field: String, _ currency: String, _ format: RecordFormat) throws(Misfit) -> Money? {
    guard var text = text(field) else { return nil }
    if format.hasDecimalComma { text = text.replacingOccurrences(of: ",", with: ".") }
    let money =
      format.hasMinorUnits
      ? Int(text).flatMap { Money.isCurrency(currency) ? Money(minorUnits: $0, currency: currency) : nil }
      : Decimal(exactly: text).flatMap { Money(majorUnits: $0, currency: currency) }
    guard let money else { throw Misfit(field) }
    return money
  }

  /// A moment; nil when it is missing. Throws a `Misfit` when it is something else.
  func moment(_ field: String, _ format: RecordFormat) throws(Misfit) -> Timestamp? {
    guard let text = text(field) else { return nil }
    guard let moment = RecordTime.moment(text, in: format.timeZone) else { throw Misfit(field) }
    return moment
  }

  /// A day; of a moment the day it falls on. Nil when it is missing. Throws a `Misfit` when it is something else.
  func day(_ field: String, _ format: RecordFormat) throws(Misfit) -> LocalDate? {
    guard let text = text(field) else { return nil }
    if let day = RecordTime.day(text) { return day }
    guard let moment = RecordTime.moment(text, in: format.timeZone) else { throw Misfit(field) }
    return LocalDate(moment, in: format.timeZone)
  }
}
