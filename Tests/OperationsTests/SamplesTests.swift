import AisleTesting
import Commerce
import Foundation
import Operations
import Testing

@Suite struct SamplesTests {
  @Test(arguments: OperationName.allCases) func everyOperationHasASample(_ name: OperationName) throws {
    for optionals in [true, false] {
      let operation = try Samples.operation(name, optionals: optionals)
      #expect(operation.name == name)
      let back = try JSONDecoder().decode(Commerce.Operation.self, from: JSONEncoder().encode(operation))
      #expect(back == operation)
      let result = try Samples.result(name, optionals: optionals)
      #expect(result.name == name)
      #expect(try JSONDecoder().decode(OperationResult.self, from: JSONEncoder().encode(result)) == result)
    }
  }

  @Test func whatIsGivenStands() throws {
    let operation = try Samples.operation(.refundPayment, given: ["payment": .text("pay_1")])
    #expect((operation.value as? RefundPayment)?.payment == "pay_1")
    #expect(try Samples.operation(.refundPayment, number: 1) != Samples.operation(.refundPayment, number: 2))
  }
}
