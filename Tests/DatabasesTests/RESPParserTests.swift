import Testing

@testable import Databases

@Suite struct RESPParserTests {
  static let answers: [(text: String, value: RedisValue)] = [
    ("+OK\r\n", .status("OK")), ("-ERR no\r\n", .error("ERR no")), (":-12\r\n", .integer(-12)),
    ("$5\r\na\r\nbc\r\n", .bytes(Array("a\r\nbc".utf8))), ("$0\r\n\r\n", .bytes([])), ("$-1\r\n", .null),
    ("*-1\r\n", .null), ("*0\r\n", .array([])),
    (
      "*3\r\n*2\r\n:1\r\n*0\r\n$-1\r\n*1\r\n*1\r\n+x\r\n",
      .array([.array([.integer(1), .array([])]), .null, .array([.array([.status("x")])])])
    ),
  ]

  static func parse(_ pieces: [[UInt8]]) throws -> [RedisValue] {
    var parser = RESPParser()
    var values: [RedisValue] = []
    for piece in pieces {
      parser.feed(piece)
      while let value = try parser.next() { values.append(value) }
    }
    return values
  }

  @Test func readsEveryKindHoweverItIsCut() throws {
    let bytes = Self.answers.flatMap { Array($0.text.utf8) }
    let expected = Self.answers.map(\.value)
    #expect(try Self.parse([bytes]) == expected)
    #expect(try Self.parse(bytes.map { [$0] }) == expected)
    for cut in bytes.indices {
      #expect(try Self.parse([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected)
    }
  }

  @Test func longStreamsAreReadWholeInRandomPieces() throws {
    var random = SystemRandomNumberGenerator()
    let expected = (0..<3_000).map { _ in Self.randomValue(depth: 3, &random) }
    let bytes = expected.flatMap { Self.bytes(of: $0) }
    var pieces: [[UInt8]] = []
    var position = 0
    while position < bytes.count {
      let end = min(bytes.count, position + Int.random(in: 1...5_000, using: &random))
      pieces.append(Array(bytes[position..<end]))
      position = end
    }
    #expect(try Self.parse(pieces) == expected)
  }

  @Test(arguments: [
    "hello\r\n", "\r\n", ":1x\r\n", "$-2\r\n", "$9999999999\r\n", "*-5\r\n", "$2\r\nabcd\r\n", "+a\n",
    "*99999999999\r\n",
  ])
  func refusesNonsense(_ text: String) {
    #expect(throws: RESPParser.Malformed.self) { try Self.parse([Array(text.utf8)]) }
  }

  @Test func refusesWhatHasNoEnd() {
    let nested = String(repeating: "*1\r\n", count: 100)
    let line = "+" + String(repeating: "x", count: 100_000)
    #expect(throws: RESPParser.Malformed.self) { try Self.parse([Array(nested.utf8)]) }
    #expect(throws: RESPParser.Malformed.self) { try Self.parse([Array(line.utf8)]) }
  }

  @Test func neverFailsOtherwiseOnNoise() {
    var random = SystemRandomNumberGenerator()
    let alphabet = Array("+-:$*0123456789\r\n\r\n\r\nab".utf8)
    for _ in 0..<20_000 {
      let noise = (0..<Int.random(in: 1...40, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
      do { _ = try Self.parse([noise]) } catch { #expect(error is RESPParser.Malformed) }
    }
  }

  @Test func writesWhatRedisReads() {
    #expect(
      RESPWriter.bytes(of: [["GET", "ä"], ["PING"]]) == Array("*2\r\n$3\r\nGET\r\n$2\r\nä\r\n*1\r\n$4\r\nPING\r\n".utf8)
    )
  }

  @Test func errorsQuoteNothing() {
    let error = DatabaseClientError(redis: .error("ERR unknown command 'x', with args beginning with: 'secret'"))
    #expect(error?.serverCode == "ERR")
    #expect(error?.message.contains("secret") == false)
  }

  static func randomValue(depth: Int, _ random: inout SystemRandomNumberGenerator) -> RedisValue {
    switch Int.random(in: 0..<(depth > 0 ? 6 : 5), using: &random) {
    case 0: .status("OK")
    case 1: .error("ERR")
    case 2: .integer(Int64.random(in: .min ... .max, using: &random))
    case 3: .null
    case 4: .bytes((0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) })
    default: .array((0..<Int.random(in: 0...4, using: &random)).map { _ in randomValue(depth: depth - 1, &random) })
    }
  }

  static func bytes(of value: RedisValue) -> [UInt8] {
    switch value {
    case .status(let text): Array("+\(text)\r\n".utf8)
    case .error(let text): Array("-\(text)\r\n".utf8)
    case .integer(let number): Array(":\(number)\r\n".utf8)
    case .null: Array("$-1\r\n".utf8)
    case .bytes(let bytes): Array("$\(bytes.count)\r\n".utf8) + bytes + Array("\r\n".utf8)
    case .array(let values): Array("*\(values.count)\r\n".utf8) + values.flatMap { Self.bytes(of: $0) }
    }
  }
}
