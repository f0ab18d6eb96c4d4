import AisleTesting
import Commerce
import Foundation
import Operations
import Testing

@Suite struct ContractCheckTests {
  private func fault(_ text: String) -> String? { ContractCheck.fault(in: Data(text.utf8)) }

  @Test(arguments: OperationName.allCases) func samplesAreRight(_ name: OperationName) throws {
    for optionals in [true, false] {
      let operation = try Samples.operation(name, optionals: optionals)
      let result = try Samples.result(name, optionals: optionals)
      #expect(ContractCheck.fault(in: try JSONEncoder().encode(operation)) == nil)
      #expect(ContractCheck.fault(in: try JSONEncoder().encode(result)) == nil)
    }
  }

  @Test func aMistakeIsToldWithItsPlace() {
    #expect(fault(#"{"operation":"findOrder","arguments":{}}"#) == "arguments.order: missing")
    #expect(fault(#"{"operation":"findOrder","arguments":{"order":"1","size":2}}"#) == "arguments.size: unknown")
    #expect(fault(#"{"operation":"findStores","arguments":[]}"#) == "arguments: of the wrong kind")
    #expect(
      fault(#"{"operation":"createCart","arguments":{"lines":[{"sku":"A"},{"sku":"B","quantity":0}]}}"#)
        == "lines.quantity: not allowed")
    #expect(
      fault(#"{"operation":"createCart","arguments":{"lines":[{"sku":"A"},{"quantity":1}]}}"#)
        == "arguments.lines[1].sku: missing")
    #expect(fault("{") != nil)
    #expect(fault(#"{"operation":"flyToTheMoon","arguments":{}}"#) != nil)
  }

  @Test func resultsMayHoldMore() {
    #expect(fault(#"{"operation":"checkPostcode","result":{"matches":true,"traced":"x"}}"#) == nil)
    #expect(fault(#"{"operation":"checkPostcode","result":{"matches":1}}"#) != nil)
  }

  @Test func aMomentIsTextInAContract() {
    let entry = #"{"id":"1","drop":"D","customer":"C","state":"won","buyUntil":"#
    #expect(fault(#"{"operation":"findDropEntry","result":\#(entry)"2026-11-21T09:30:00Z"}}"#) == nil)
    #expect(
      fault(#"{"operation":"findDropEntry","result":\#(entry)1795253400000}}"#) == "result.buyUntil: of the wrong kind")
  }
}
