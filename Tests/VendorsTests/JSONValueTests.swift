import Commerce
import Foundation
import Testing
import Vendors

@Suite struct JSONValueTests {
  @Test func moneyIsExact() throws {
    let value = try JSONValue(parsing: Data(#"{"a":"19.90","b":19.9,"c":"0.1","d":1000000.01,"e":"x","f":1.005}"#.utf8))
    #expect(value["a"]?.money("USD") == Money(minorUnits: 1_990, currency: "USD"))
    #expect(value["b"]?.money("USD") == Money(minorUnits: 1_990, currency: "USD"))
    #expect(value["c"]?.money("USD")?.minorUnits == 10)
    #expect(value["d"]?.money("USD")?.minorUnits == 100_000_001)
    #expect(value["e"]?.money("USD") == nil)
    #expect(value["f"]?.money("USD") == nil)
    #expect(value["f"]?.money("KWD")?.minorUnits == 1_005)
    #expect(value["a"]?.money("JPY") == nil)
  }

  @Test(arguments: [(1_990, "USD", "19.90"), (-5, "USD", "-0.05"), (700, "JPY", "700"), (1, "KWD", "0.001")])
  func moneyAsText(_ minor: Int, _ currency: String, _ text: String) {
    #expect(Money(minorUnits: minor, currency: currency).majorUnits == text)
    #expect(JSONValue.string(text).money(currency)?.minorUnits == minor)
  }

  @Test(arguments: ["", ".", "1.", ".5", "1,5", "1e3", "+1", "0x10", "１", "1 ", "--1"]) func whatIsNoNumber(
    _ text: String
  ) {
    #expect(Decimal(exactly: text) == nil)
  }

  @Test func kindsStayApart() throws {
    let value = try JSONValue(parsing: Data(#"{"n":1,"b":true,"s":"1","z":null,"l":[1,2.5]}"#.utf8))
    #expect(value["n"]?.integer == 1 && value["n"]?.bool == nil)
    #expect(value["b"]?.bool == true && value["b"]?.integer == nil)
    #expect(value["s"]?.integer == nil && value["s"]?.identifier == "1" && value["n"]?.identifier == "1")
    #expect(value["z"] == nil && value["missing"] == nil)
    #expect(value["l"]?[1]?.integer == nil && value["l"]?[2] == nil)
    #expect(String(decoding: try value.text(), as: UTF8.self) == #"{"b":true,"l":[1,2.5],"n":1,"s":"1","z":null}"#)
  }
}
