import Commerce
import Foundation
import Testing

@Suite struct OperationTests {
  static let some: [Commerce.Operation] = [
    Operation(ExistingOrders(among: ["40217"])), Operation(CheckPostcode(order: "40217", candidates: ["98101"])),
    Operation(FindOrder(order: "40217")), Operation(FindStores()),
    Operation(ReturnItems(order: "40217", lines: [LineQuantity(sku: "TNT-1")], refundTo: "card")),
  ]

  @Test(arguments: some) func survivesTheJournal(_ operation: Commerce.Operation) throws {
    let json = try JSONEncoder().encode(operation)
    #expect(try JSONDecoder().decode(Commerce.Operation.self, from: json) == operation)
    #expect(String(decoding: json, as: UTF8.self).contains(operation.name.rawValue))
  }

  @Test func everyNameIsItsTypesName() {
    for name in OperationName.allCases { #expect(name.type.contract.name == name) }
  }

  @Test func whatHasADefaultMayBeMissing() throws {
    let json = #"{"operation":"returnItems","arguments":{"order":"1","lines":[{"sku":"A"}],"refundTo":"card"}}"#
    let operation = try JSONDecoder().decode(Commerce.Operation.self, from: Data(json.utf8))
    #expect(operation == Operation(ReturnItems(order: "1", lines: [LineQuantity(sku: "A")], refundTo: "card")))
  }
}
