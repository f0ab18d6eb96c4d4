import Foundation
import Testing

@testable import Vendors

@Suite struct JSONReaderTests {
  func read(_ text: String) -> JSONValue? { try? JSONValue(parsing: Data(text.utf8)) }

  @Test(arguments: [
    "null", "true", " false\n", "0", "-0", "12", "-3.25", "1e3", "1E-2", "-1.5e+7", "\"\"", "\"a\"", "[]", "{}",
    "[1, 2 ,\t3]", #"{"a":{"b":[null,{"c":"d"}]},"e":1}"#, #""\u00e9\n\t\"\\\/\b\f\r""#, #""\ud83d\ude00""#, "\"é😀\"",
    "[[[[]]]]", #"{"":0}"#, "\u{FEFF}{}", "820982911946154508", "12345678901234567890123456789", "0.1", "19.90",
    "\"\u{7F}\"",
  ]) func readsWhatTheDecoderReads(_ text: String) throws {
    let expected = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(read(text) == expected)
  }

  @Test(arguments: [
    "", " ", "nul", "nulll", "True", "01", "-", "1.", ".5", "+1", "1e", "1e+", "0x10", "NaN", "Infinity", "'a'", "\"a",
    "\"\\x\"",
    "\"\\u12\"", #""\ud83d""#, #""\ude00""#, #""\ud83dx""#, "\"\n\"", "[1,]", "[,1]", "[1 2]", "[1", "]", "{\"a\":1,}",
    "{\"a\"}",
    "{\"a\":}", "{a:1}", "{1:1}", "{} {}", "{}x", "1 2", "[1]]", "// a", "\u{0}", "{\"a\":1e999999}", "\\u0031",
  ]) func refusesWhatIsNone(_ text: String) { #expect(read(text) == nil) }

  @Test func refusesWhatIsNotUTF8() {
    for bytes: [UInt8] in [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
    ] {
      #expect((try? JSONValue(parsing: Data(bytes))) == nil)
    }
  }

  @Test func depthIsBounded() {
    #expect(read(String(repeating: "[", count: 200) + String(repeating: "]", count: 200)) != nil)
    #expect(read(String(repeating: "[", count: 100_000)) == nil)
    #expect(read(String(repeating: #"{"a":"#, count: 100_000)) == nil)
  }

  @Test func theLastOfTwoMembersCounts() { #expect(read(#"{"a":1,"a":2}"#) == .object(["a": .number(2)])) }

  @Test func anyCutAndAnyFlipIsReadOrRefused() throws {
    let text = #"{"id":820982911946154508,"total":"19.90","lines":[{"sku":"A","n":-1.5e2,"x":null}],"name":"é😀\n"}"#
    let bytes = Array(text.utf8)
    for length in 0..<bytes.count { #expect((try? JSONValue(parsing: Data(bytes[..<length]))) == nil) }
    for place in bytes.indices {
      for byte in stride(from: UInt8(place % 5), through: 250, by: 5) {
        var changed = bytes
        changed[place] = byte
        guard let value = try? JSONValue(parsing: Data(changed)) else { continue }
        #expect(try JSONValue(parsing: value.text()) == value)
      }
    }
  }
}
