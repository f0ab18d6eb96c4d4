import Foundation
import Testing

@testable import Commerce

/// What every contract keeps to, so that nothing has to be looked up one by one.
@Suite struct ContractTests {
  /// Read once for all.
  private static let read = Result { try ContractVocabulary() }

  private let vocabulary: ContractVocabulary

  init() throws { vocabulary = try Self.read.get() }

  @Test(arguments: OperationName.allCases) func promisesAreSensible(_ name: OperationName) {
    let contract = name.type.contract
    #expect(contract.budgetMilliseconds > 0)
    // A caller hears something at least every few seconds; what takes longer is promised, not waited for.
    #expect(contract.budgetMilliseconds <= 6_000)
    #expect(contract.errors.filter { !$0.isBusiness }.isEmpty, "any operation may end in the technical ones")
    switch contract.access {
    case .write: #expect(contract.risk >= .low)
    case .read:
      #expect(contract.risk <= .medium, "looking moves no money")
      #expect(contract.errors.isDisjoint(with: [.conflict, .outOfStock, .declined, .refused]))
    }
  }

  @Test(arguments: OperationName.allCases) func publicFactsHoldNothingPersonal(_ name: OperationName) {
    guard name.type.contract.risk == .none, name != .existingOrders, let result = vocabulary.results[name] else {
      return
    }
    var types: Set<String> = []
    vocabulary.types.reached(from: result, into: &types)
    // A store has an address, and that is no person's.
    let personal = types.subtracting(["Address"]).flatMap { vocabulary.types.records[$0]?.fields ?? [] }
      .filter(\.personal)
    #expect(personal.isEmpty, "\(personal.map(\.key))")
  }

  @Test func rulesAreOfTheKindOfTheirField() {
    for record in vocabulary.types.records.values {
      for field in record.fields {
        switch field.rule {
        case .range: #expect(field.shape == .whole, "\(record.name).\(field.key)")
        case .pattern(let pattern):
          #expect(field.shape == .text, "\(record.name).\(field.key)")
          #expect((try? Regex(pattern)) != nil)
          #expect(pattern.hasPrefix("^") && pattern.hasSuffix("$"), "JSON Schema finds a pattern anywhere")
        case nil: break
        }
      }
    }
  }

  /// A reference closes the value it refers to, but nothing within that: so nothing may be within.
  @Test func valuesInArgumentsHoldNoFurtherValues() {
    for arguments in vocabulary.arguments.values {
      var types: Set<String> = []
      vocabulary.types.reached(from: .record(arguments), into: &types)
      for type in types.subtracting([arguments]) {
        var inner: Set<String> = []
        for field in vocabulary.types.records[type]?.fields ?? [] {
          vocabulary.types.reached(from: field.shape, into: &inner)
        }
        #expect(inner.allSatisfy { vocabulary.types.records[$0] == nil }, "\(arguments) holds \(type) with \(inner)")
      }
    }
  }

  @Test func everythingIsDescribed() {
    let types = vocabulary.types
    for record in types.records.values {
      #expect(Descriptions.all[record.name] != nil, "\(record.name): run script/generate-descriptions")
      for field in record.fields {
        let name = "\(record.name).\(field.key)"
        #expect(Descriptions.all[name] != nil, "\(name): run script/generate-descriptions")
      }
    }
    for (name, words) in types.words {
      #expect(Descriptions.all[name] != nil, "\(name): run script/generate-descriptions")
      for word in words { #expect(Descriptions.all["\(name).\(word)"] != nil, "\(name).\(word)") }
    }
  }

  @Test func simplePatternsAreReadAsRegularExpressionsAre() throws {
    let texts = [
      "", "EUR", "eur", "EU", "EURO", "É12", "1234", "12345", "12a4", "DE", "00012345678905", "EUR\n", "١٢٣٤",
    ]
    for pattern in ["^[A-Z]{2}$", "^[A-Z]{3}$", "^([0-9]{4})?$", "^[0-9]{14}$"] {
      let run = try #require(FieldRule.Run(pattern))
      for text in texts {
        #expect(run.matches(text) == ((try Regex(pattern).wholeMatch(in: text)) != nil), "\(pattern) \(text)")
      }
    }
    for other in ["[A-Z]{2}", "^[a-z]{2}$", "^([0-9]{4})$", "^[0-9]+$", "^[A-Z]{2}?$"] {
      #expect(FieldRule.Run(other) == nil)
    }
  }

  @Test func brokenRulesAreFoundWhereverTheyAre() {
    let address = Address(street: "12 Pine Street", city: "Seattle", region: "WA", postcode: "98101", country: "US")
    var order = ChangeOrderAddress(order: "1", address: address)
    #expect(order.brokenRule == nil)
    order.address.country = ""
    #expect(order.brokenRule == nil)
    order.address.country = "USA"
    #expect(order.brokenRule == "address.country")
    let lines = [LineQuantity(sku: "A"), LineQuantity(sku: "B", quantity: 0)]
    #expect(CreateCart(lines: lines).brokenRule == "lines.quantity")
    #expect(RecordFeedback(score: 6, about: "service").brokenRule == "score")
    #expect(SearchProducts(maximumPrice: Money(minorUnits: 1, currency: "$")).brokenRule == "maximumPrice.currency")
    #expect(SearchProducts(maximumPrice: Money(minorUnits: 1, currency: "EUR")).brokenRule == nil)
  }
}
