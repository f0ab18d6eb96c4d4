/// Reads answers of Redis (RESP version 2) from bytes that come in any pieces. Pure: no clock, no socket.
struct RESPParser {
  /// Why the bytes are no answers; nothing after them can be trusted.
  struct Malformed: Error, Hashable {
    var reason: String
  }

  /// Redis's own limit for a value.
  static let longestValue = 512 << 20
  /// A line holds a number, a status or an error.
  static let longestLine = 64 << 10
  static let deepestNesting = 64

  /// An array whose answers are still coming.
  private struct OpenArray {
    var missing: Int
    var values: [RedisValue] = []
  }

  private var buffer: [UInt8] = []
  /// Where what is not yet used begins.
  private var position = 0
  /// Up to here no end of line was found.
  private var searched = 0
  /// Length of the value whose bytes are awaited.
  private var awaited: Int?
  private var open: [OpenArray] = []

  /// Takes more bytes.
  mutating func feed(_ bytes: some Sequence<UInt8>) {
    // What is used up goes once it is the larger part, so that moving costs no more than reading did.
    if position > 4_096, position > buffer.count / 2 {
      buffer.removeFirst(position)
      searched -= position
      position = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next whole answer; nil when more bytes are needed.
  mutating func next() throws(Malformed) -> RedisValue? {
    while true {
      guard var value = try nextPart() else { return nil }
      // A value may complete the array around it, and that the one around itself.
      while let last = open.indices.last {
        open[last].values.append(value)
        open[last].missing -= 1
        guard open[last].missing == 0 else { break }
        value = .array(open.removeLast().values)
        if open.isEmpty { return value }
      }
      if open.isEmpty { return value }
    }
  }

  /// A value that is no array, or an empty one. Beginnings of arrays are put on the stack.
  private mutating func nextPart() throws(Malformed) -> RedisValue? {
    while true {
      if let length = awaited {
        guard buffer.count - position >= length + 2 else { return nil }
        let end = position + length
        guard buffer[end] == UInt8(ascii: "\r"), buffer[end + 1] == UInt8(ascii: "\n") else {
          throw Malformed(reason: "a value has no end")
        }
        let value = Array(buffer[position..<end])
        position = end + 2
        awaited = nil
        return .bytes(value)
      }
      guard let line = try nextLine() else { return nil }
      guard let kind = line.first else { throw Malformed(reason: "an empty line") }
      let rest = line.dropFirst()
      switch kind {
      case UInt8(ascii: "+"): return .status(String(decoding: rest, as: UTF8.self))
      case UInt8(ascii: "-"): return .error(String(decoding: rest, as: UTF8.self))
      case UInt8(ascii: ":"): return .integer(try number(rest))
      case UInt8(ascii: "$"):
        let length = try number(rest)
        if length == -1 { return .null }
        guard length >= 0, length <= Self.longestValue else { throw Malformed(reason: "a value of impossible length") }
        awaited = Int(length)
      case UInt8(ascii: "*"):
        let count = try number(rest)
        if count == -1 { return .null }
        if count == 0 { return .array([]) }
        guard count > 0, count <= Int64(Int32.max), open.count < Self.deepestNesting else {
          throw Malformed(reason: "an impossible array")
        }
        open.append(OpenArray(missing: Int(count)))
      default: throw Malformed(reason: "an answer of unknown kind")
      }
    }
  }

  /// The bytes up to the next end of line, which is used up.
  private mutating func nextLine() throws(Malformed) -> [UInt8]? {
    searched = max(searched, position)
    guard let feed = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = buffer.count
      guard buffer.count - position <= Self.longestLine else { throw Malformed(reason: "a line without end") }
      return nil
    }
    guard feed > position, buffer[feed - 1] == UInt8(ascii: "\r") else {
      throw Malformed(reason: "half an end of line")
    }
    defer { position = feed + 1 }
    return Array(buffer[position..<feed - 1])
  }

  private func number(_ digits: ArraySlice<UInt8>) throws(Malformed) -> Int64 {
    guard let number = Int64(String(decoding: digits, as: UTF8.self)) else {
      throw Malformed(reason: "a number that is none")
    }
    return number
  }
}

/// Commands as Redis reads them.
enum RESPWriter {
  /// One command after the other.
  static func bytes(of commands: [[RedisArgument]]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(commands.joined().reduce(0) { $0 + $1.bytes.count + 16 } + commands.count * 8)
    for command in commands {
      bytes += "*\(command.count)\r\n".utf8
      for argument in command {
        bytes += "$\(argument.bytes.count)\r\n".utf8
        bytes += argument.bytes
        bytes += "\r\n".utf8
      }
    }
    return bytes
  }
}
