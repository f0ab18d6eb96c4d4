/// A type that is written as one JSON value.
protocol LeafShape {
  /// What it looks like.
  static var shape: Shape { get }
  /// Some value of it.
  static var blank: Self { get }
}

/// A type that is made of values of another.
protocol CompositeShape {
  /// What it looks like. Throws a `ShapeError`.
  static func shape(_ reader: ShapeReader) throws -> Shape
  /// Some value of it.
  static var blank: Self { get }
}

extension String: LeafShape {
  static var shape: Shape { .text }
  static var blank: String { "" }
}

extension Bool: LeafShape {
  static var shape: Shape { .flag }
  static var blank: Bool { false }
}

extension Int: LeafShape {
  static var shape: Shape { .whole }
  static var blank: Int { 0 }
}

extension Int64: LeafShape {
  static var shape: Shape { .whole }
  static var blank: Int64 { 0 }
}

extension Double: LeafShape {
  static var shape: Shape { .real }
  static var blank: Double { 0 }
}

extension Timestamp: LeafShape {
  /// The form that is written. That a number is read too serves journals that were written before, and is no contract.
  static var shape: Shape { .formatted("date-time") }
  static var blank: Timestamp { Timestamp(milliseconds: 0) }
}

extension LocalDate: LeafShape {
  static var shape: Shape { .formatted("date") }
  static var blank: LocalDate { LocalDate(daysSinceEpoch: 0) }
}

extension TimeOfDay: LeafShape {
  static var shape: Shape { .matching("^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$") }
  static var blank: TimeOfDay { TimeOfDay(minutes: 0) }
}

extension IdempotencyKey: LeafShape {
  static var shape: Shape { .matching("^[A-Za-z0-9._-]{1,64}$") }
  static var blank: IdempotencyKey { IdempotencyKey(conversation: "", call: 0) }
}

extension Optional: CompositeShape where Wrapped: Decodable {
  static func shape(_ reader: ShapeReader) throws -> Shape { .optional(try reader.shape(Wrapped.self)) }
  static var blank: Wrapped? { nil }
}

extension Array: CompositeShape where Element: Decodable {
  static func shape(_ reader: ShapeReader) throws -> Shape { .list(try reader.shape(Element.self)) }
  static var blank: [Element] { [] }
}

extension Set: CompositeShape where Element: Decodable {
  static func shape(_ reader: ShapeReader) throws -> Shape { .list(try reader.shape(Element.self)) }
  static var blank: Set<Element> { [] }
}

extension Dictionary: CompositeShape where Key: Decodable, Value: Decodable {
  static func shape(_ reader: ShapeReader) throws -> Shape {
    // Swift writes dictionaries with other keys as a list of keys and values by turns.
    guard Key.self == String.self else { throw ShapeError("\(self) is no object in JSON; use characters as keys") }
    return .map(try reader.shape(Value.self))
  }
  static var blank: [Key: Value] { [:] }
}
