import Commerce
import Foundation
import Testing

@Suite struct OperationTests {
  static let all: [Commerce.Operation] = [
    .existingOrders(among: ["40217"]), .checkPostcode(order: "40217", candidates: ["98101"]), .findOrder("40217"),
    .findStores,
  ]

  @Test(arguments: all) func survivesTheJournal(_ operation: Commerce.Operation) throws {
    let json = try JSONEncoder().encode(operation)
    #expect(try JSONDecoder().decode(Commerce.Operation.self, from: json) == operation)
    #expect(String(decoding: json, as: UTF8.self).contains(operation.name))
  }

  @Test func namesAreDistinct() { #expect(Set(Self.all.map(\.name)).count == Self.all.count) }
}
