/// Where the parts of a media frame lie in its text.
struct MediaFields: Equatable {
  /// The base64 text, without quotes.
  var payload: Range<Int>
  /// The stream's identifier, when the frame has one.
  var streamID: Range<Int>?
  /// "inbound" or "outbound", when the frame says so.
  var track: Range<Int>?
}

/// Reads the one message that comes fifty times a second without a JSON decoder. It accepts less than JSON: plain ASCII
/// strings without escapes, whole numbers, the known nesting, no name twice. On everything else it returns nil and the
/// decoder decides, so it can be strict at no cost.
struct MediaScanner {
  /// Finds the fields of a frame whose event is "media".
  static func scan(_ bytes: Span<UInt8>) -> MediaFields? {
    var cursor = Cursor(position: 0)
    var payload: Range<Int>?
    var stream: Range<Int>?
    var track: Range<Int>?
    var isMedia = false
    var seen: UInt8 = 0
    let shape = cursor.object(bytes) { cursor, name in
      if matches(bytes, name, "event") {
        guard first(1, &seen), let value = cursor.string(bytes) else { return false }
        isMedia = matches(bytes, value, "media")
        return isMedia
      }
      if matches(bytes, name, "streamSid") {
        guard first(2, &seen), let value = cursor.string(bytes) else { return false }
        stream = value
        return true
      }
      if matches(bytes, name, "media") {
        guard first(4, &seen) else { return false }
        return cursor.object(bytes) { cursor, name in
          if matches(bytes, name, "payload") {
            guard first(8, &seen), let value = cursor.string(bytes) else { return false }
            payload = value
            return true
          }
          if matches(bytes, name, "track") {
            guard first(16, &seen), let value = cursor.string(bytes) else { return false }
            track = value
            return true
          }
          if matches(bytes, name, "chunk") { return first(32, &seen) && cursor.wholeNumber(bytes) }
          if matches(bytes, name, "timestamp") { return first(64, &seen) && cursor.wholeNumber(bytes) }
          return false
        }
      }
      if matches(bytes, name, "sequenceNumber") { return first(128, &seen) && cursor.wholeNumber(bytes) }
      return false
    }
    guard shape, cursor.atEnd(bytes), isMedia, let payload else { return nil }
    return MediaFields(payload: payload, streamID: stream, track: track)
  }

  /// True when the bytes of this range spell the text.
  static func matches(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount, range.upperBound <= bytes.count else { return false }
    return text.withUTF8Buffer { letters in
      for offset in 0..<letters.count where bytes[range.lowerBound + offset] != letters[offset] { return false }
      return true
    }
  }

  private static func first(_ bit: UInt8, _ seen: inout UInt8) -> Bool {
    defer { seen |= bit }
    return seen & bit == 0
  }
}

/// A place in a text, and the few rules of JSON that media frames need.
private struct Cursor {
  var position: Int

  private mutating func skipSpace(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    skipSpace(bytes)
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// A quoted string of plain ASCII; gives the range between the quotes.
  mutating func string(_ bytes: Span<UInt8>) -> Range<Int>? {
    guard take(UInt8(ascii: "\""), bytes) else { return nil }
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return start..<position - 1
      }
      guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") else { return nil }
      position += 1
    }
    return nil
  }

  /// A number of 1 to 15 digits, bare (without leading zeros) or in quotes.
  mutating func wholeNumber(_ bytes: Span<UInt8>) -> Bool {
    skipSpace(bytes)
    guard position < bytes.count else { return false }
    if bytes[position] == UInt8(ascii: "\"") {
      guard let range = string(bytes), (1...15).contains(range.count) else { return false }
      for at in range where !isDigit(bytes[at]) { return false }
      return true
    }
    let start = position
    while position < bytes.count, isDigit(bytes[position]) { position += 1 }
    let count = position - start
    return (1...15).contains(count) && (count == 1 || bytes[start] != UInt8(ascii: "0"))
  }

  /// An object; `member` reads each value after its name.
  mutating func object(_ bytes: Span<UInt8>, _ member: (inout Cursor, Range<Int>) -> Bool) -> Bool {
    guard take(UInt8(ascii: "{"), bytes) else { return false }
    repeat {
      guard let name = string(bytes), take(UInt8(ascii: ":"), bytes), member(&self, name) else { return false }
    } while take(UInt8(ascii: ","), bytes)
    return take(UInt8(ascii: "}"), bytes)
  }

  mutating func atEnd(_ bytes: Span<UInt8>) -> Bool {
    skipSpace(bytes)
    return position == bytes.count
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
