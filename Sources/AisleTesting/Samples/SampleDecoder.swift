public import Commerce

/// Makes a plausible value of any `Decodable` of the vocabulary: texts by the name of their field, moments and days that
/// are valid, an enum's first case, lists of one.
public struct SampleDecoder: Sendable {
  var words: SampleWords
  var optionals: Bool
  var given: FieldTree?

  /// Makes a decoder. `number` tells samples apart; `optionals`: whether what may be missing is there; `given`: fields
  /// that are as said, by their coding keys.
  public init(number: Int = 217, optionals: Bool = true, given: [String: FieldTree] = [:]) {
    words = SampleWords(number: number)
    self.optionals = optionals
    self.given = given.isEmpty ? nil : .fields(given)
  }

  /// A sample. Throws a `DecodingError` when the type wants something that no rule here makes.
  public func sample<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try SampleNode(settings: self, path: [], given: given).value(type)
  }
}

/// One place in the value that is being made.
struct SampleNode: Decoder {
  var settings: SampleDecoder
  var path: [any CodingKey]
  /// What was said of this place.
  var given: FieldTree?

  var codingPath: [any CodingKey] { path }
  var userInfo: [CodingUserInfoKey: Any] { [:] }
  /// The nearest field's name.
  var key: String { path.last { $0.intValue == nil }?.stringValue ?? "" }

  func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
    guard given == nil else { return try type.init(from: self) }
    let made: Any? =
      switch type {
      case is Timestamp.Type: settings.words.moment(key)
      case is LocalDate.Type: settings.words.day(key)
      case is TimeOfDay.Type: settings.words.time(key)
      case let cases as any CaseIterable.Type: cases.firstCase
      default: nil
      }
    if let made = made as? Value { return made }
    return try type.init(from: self)
  }

  func child(_ key: some CodingKey) -> SampleNode {
    SampleNode(settings: settings, path: path + [key], given: given?[key.stringValue])
  }

  var isNil: Bool { given.map { $0 == .none } ?? !settings.optionals }

  func text() throws -> String {
    switch given {
    case .text(let text): text
    case nil: settings.words.text(key)
    default: throw mismatch("characters")
    }
  }

  func flag() throws -> Bool {
    switch given {
    case .flag(let flag): flag
    case nil: true
    default: throw mismatch("a truth value")
    }
  }

  func whole<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    switch given {
    case .whole(let whole): Number(clamping: whole)
    case nil: Number(clamping: settings.words.whole(key))
    default: throw mismatch("a whole number")
    }
  }

  func real() throws -> Double {
    switch given {
    case .whole(let whole): Double(whole)
    case .real(let real): real
    case nil: Double(settings.words.whole(key))
    default: throw mismatch("a number")
    }
  }

  func mismatch(_ what: String) -> DecodingError {
    DecodingError.typeMismatch(
      FieldTree.self, DecodingError.Context(codingPath: path, debugDescription: "what was given is not \(what)"))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(SampleFields<Key>(node: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { SampleList(node: self) }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { SampleValue(node: self) }
}

extension CaseIterable {
  fileprivate static var firstCase: Any? { allCases.first }
}
