import Testing

@testable import Databases

@Suite struct PostgresRowTests {
  @Test func bytesTravelAsHexadecimal() {
    let bytes = (0...255).map { UInt8($0) }
    let text = PostgresValue(bytes: bytes).text
    #expect(Hexadecimal.bytes(of: text.dropFirst(2)) == bytes)
    #expect(Hexadecimal.bytes(of: "0") == nil)
    #expect(Hexadecimal.bytes(of: "0g") == nil)
    #expect(Hexadecimal.bytes(of: "0`") == nil)
    #expect(Hexadecimal.bytes(of: "/0") == nil)
  }

  @Test func accessorsTellNullFromNonsense() throws {
    let row = PostgresRow(values: ["12", nil, "t", "x"], names: ["a": 0, "b": 1, "c": 2, "d": 3])
    #expect(try row.integer("a") == 12)
    #expect(try row.integer("b") == nil)
    #expect(try row.bool("c") == true)
    #expect(throws: DatabaseClientError.self) { try row.integer("d") }
    #expect(throws: DatabaseClientError.self) { try row.text("e") }
  }
}
