import Testing

@testable import Commerce

/// Types as awkward as a vocabulary can hold, read off their code.
@Suite struct ShapeReaderTests {
  enum Colour: String, CaseIterable, Codable { case red, green }

  struct Wrapped: Codable {
    var text: String
    init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }
  }

  struct Inner: ContractValue {
    var day: LocalDate
    var note: String?
    static let personal: Set<String> = ["note"]
  }

  struct Tree: Codable {
    var name: String
    var branches: [Tree]
    var best: [Tree?]
  }

  struct Awkward: ContractValue {
    var renamed: String
    var count: Int = 3
    var ratio: Double
    var sure: Bool = true
    var colour: String = Colour.green.rawValue
    var names: [String] = []
    var labels: [String: Inner] = [:]
    var week: [Inner?]
    var inner: Inner?
    var at: Timestamp
    static let rules: [String: FieldRule] = ["count": .range(1...9)]

    enum CodingKeys: String, CodingKey {
      case renamed = "case", count, ratio, sure, colour, names, labels, week, inner, at
    }

    init(from decoder: any Decoder) throws {
      let parts = try decoder.container(keyedBy: CodingKeys.self)
      renamed = try parts.decode(String.self, forKey: .renamed)
      try parts.fill(&count, .count)
      ratio = try parts.decode(Double.self, forKey: .ratio)
      try parts.fill(&sure, .sure)
      try parts.fill(&colour, .colour)
      try parts.fill(&names, .names)
      try parts.fill(&labels, .labels)
      week = try parts.decode([Inner?].self, forKey: .week)
      inner = try parts.decodeIfPresent(Inner.self, forKey: .inner)
      at = try parts.decode(Timestamp.self, forKey: .at)
    }
  }

  struct ByColour: Codable { var amounts: [Colour: Int] }
  struct Empty: Codable {}
  enum Payload: Codable { case some(Int) }

  struct Pair: Decodable {
    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      _ = try list.decode(Int.self)
    }
  }

  struct Mismarked: ContractValue {
    var phone: String
    static let personal: Set<String> = ["telephone"]
  }

  struct Misruled: ContractValue {
    var limit: Int
    static let rules: [String: FieldRule] = ["count": .atLeast(1)]
  }

  private func name(_ type: Any.Type) -> String { Vocabulary.name(of: type) }

  private func fields(_ type: (some Decodable).Type) throws -> [String: FieldShape] {
    let reader = ShapeReader()
    _ = try reader.shape(type)
    let record = try #require(reader.vocabulary.records[name(type)])
    return Dictionary(uniqueKeysWithValues: record.fields.map { ($0.key, $0) })
  }

  @Test func everyKindOfField() throws {
    let fields = try fields(Awkward.self)
    let inner = Shape.record(name(Inner.self))
    let expected: [String: Shape] = [
      "case": .text, "count": .whole, "ratio": .real, "sure": .flag, "colour": .text, "names": .list(.text),
      "labels": .map(inner), "week": .list(.optional(inner)), "inner": inner, "at": .formatted("date-time"),
    ]
    #expect(fields.mapValues(\.shape) == expected)
    #expect(Set(fields.values.filter(\.required).map(\.key)) == ["case", "ratio", "week", "at"])
  }

  @Test func defaultsAreTheCodesOwn() throws {
    let found = try fields(Awkward.self).compactMapValues(\.fallback)
    #expect(found == ["count": 3, "sure": true, "colour": "green", "names": [], "labels": [:]])
  }

  @Test func rulesAndMarksGoWithTheirFields() throws {
    #expect(try fields(Awkward.self)["count"]?.rule == .range(1...9))
    let reader = ShapeReader()
    _ = try reader.shape(Awkward.self)
    let inner = try #require(reader.vocabulary.records[name(Inner.self)])
    #expect(inner.fields.map(\.personal) == [false, true])
    #expect(inner.fields.map(\.required) == [true, false])
  }

  @Test func whatIsWrittenAsOneValueIsThatValue() throws {
    let reader = ShapeReader()
    #expect(try reader.shape(Wrapped.self) == .text)
    #expect(try reader.shape(Colour.self) == .words(name(Colour.self)))
    #expect(reader.vocabulary.words == [name(Colour.self): ["red", "green"]])
    #expect(try reader.shape(IdempotencyKey.self) == .matching("^[A-Za-z0-9._-]{1,64}$"))
  }

  @Test func whatHoldsItselfComesToAnEnd() throws {
    let tree = Shape.record(name(Tree.self))
    #expect(try fields(Tree.self)["branches"]?.shape == .list(tree))
    #expect(try fields(Tree.self)["best"]?.shape == .list(.optional(tree)))
  }

  /// With `everyContractIsRead` this holds every mark of the vocabulary to a field that exists.
  @Test func marksAndRulesAreAboutFieldsThatExist() {
    #expect(throws: ShapeError.self) { _ = try ShapeReader().shape(Mismarked.self) }
    #expect(throws: ShapeError.self) { _ = try ShapeReader().shape(Misruled.self) }
  }

  @Test func everyContractIsRead() throws {
    let vocabulary = try ContractVocabulary()
    #expect(vocabulary.arguments.count == OperationName.allCases.count)
    #expect(
      vocabulary.types.records["Address"]?.fields.filter(\.personal).map(\.key).sorted() == [
        "city", "postcode", "street", "street2",
      ])
    #expect(vocabulary.types.records["AddToCase"]?.fields.map(\.key) == ["case", "text", "author"])
  }

  @Test func nothingIsARecordToo() throws {
    #expect(try fields(Empty.self).isEmpty)
  }

  @Test func whatNoSchemaSaysIsToldAndNotGuessed() {
    #expect(throws: ShapeError.self) { _ = try ShapeReader().shape(ByColour.self) }
    #expect(throws: ShapeError.self) { _ = try ShapeReader().shape(Pair.self) }
    #expect(throws: ShapeError.self) { _ = try ShapeReader().shape(Payload.self) }
    #expect(throws: ShapeError.self) { _ = try ShapeReader().shape(UInt8.self) }
  }
}
