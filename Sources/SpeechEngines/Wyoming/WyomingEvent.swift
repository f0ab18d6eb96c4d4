internal import Foundation

/// One event of the Wyoming protocol.
///
/// Source: OHF-Voice/wyoming, README and event.py of release 1.10.2: one line of JSON (`type`, perhaps `data`, `data_length`,
/// `payload_length`), then so many bytes of JSON merged over `data`, then so many bytes of payload.
struct WyomingEvent: Equatable, Sendable {
  /// "audio-chunk".
  var type: String
  /// Values of the data that are texts; that are whole numbers.
  var texts: [String: String] = [:], numbers: [String: Int] = [:]
  /// Values that are lists of texts.
  var lists: [String: [String]] = [:]
  /// Values that are objects of texts.
  var objects: [String: [String: String]] = [:]
  var payload: [UInt8] = []

  /// The event's bytes.
  var bytes: [UInt8] {
    var data: [String: Any] = [:]
    for (key, value) in texts { data[key] = value }
    for (key, value) in numbers { data[key] = value }
    for (key, value) in lists { data[key] = value }
    for (key, value) in objects { data[key] = value }
    var head: [String: Any] = ["type": type]
    if !data.isEmpty { head["data"] = data }
    if !payload.isEmpty { head["payload_length"] = payload.count }
    let line = (try? JSONSerialization.data(withJSONObject: head, options: [.sortedKeys])) ?? Data()
    return Array(line) + [UInt8(ascii: "\n")] + payload
  }
}

/// Takes a stream of bytes apart into events, whatever pieces it comes in.
struct WyomingReader: Sendable {
  /// Why a stream cannot be read on.
  struct Garbled: Error, Equatable {}

  private enum State: Sendable {
    case line, data(WyomingEvent, Int, payload: Int), payload(WyomingEvent, Int), broken
  }

  private var state = State.line
  private var buffer: [UInt8] = []

  /// The longest line; the most data or payload of one event.
  static let longestLine = 65_536, largestPart = 1 << 20

  /// Takes the next bytes. Returns the events that are complete with them. After an error nothing is read any more.
  mutating func take(_ bytes: [UInt8]) throws(Garbled) -> [WyomingEvent] {
    buffer += bytes
    var events: [WyomingEvent] = []
    do {
      while let event = try next() { events.append(event) }
    } catch {
      state = .broken
      buffer = []
      throw Garbled()
    }
    return events
  }

  /// The next whole event; nil: more bytes are needed.
  private mutating func next() throws -> WyomingEvent? {
    while true {
      switch state {
      case .broken: throw Garbled()
      case .line:
        guard let end = buffer.firstIndex(of: UInt8(ascii: "\n")) else {
          if buffer.count > Self.longestLine { throw Garbled() }
          return nil
        }
        let line = Data(buffer[..<end])
        buffer.removeFirst(end + 1)
        let head = try Self.object(line)
        guard let type = head["type"] as? String else { throw Garbled() }
        var event = WyomingEvent(type: type)
        if let data = head["data"] as? [String: Any] { event.take(data) }
        state = .data(event, try Self.length(head["data_length"]), payload: try Self.length(head["payload_length"]))
      case .data(var event, let length, let payload):
        guard buffer.count >= length else { return nil }
        if length > 0 { event.take(try Self.object(Data(buffer[..<length]))) }
        buffer.removeFirst(length)
        state = .payload(event, payload)
      case .payload(var event, let length):
        guard buffer.count >= length else { return nil }
        event.payload = Array(buffer[..<length])
        buffer.removeFirst(length)
        state = .line
        return event
      }
    }
  }

  private static func object(_ data: Data) throws -> [String: Any] {
    guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else { throw Garbled() }
    return object
  }

  private static func length(_ value: Any?) throws -> Int {
    guard let value, !(value is NSNull) else { return 0 }
    guard let number = value as? Int, (0...largestPart).contains(number) else { throw Garbled() }
    return number
  }
}

extension WyomingEvent {
  fileprivate mutating func take(_ data: [String: Any]) {
    for (key, value) in data {
      if let text = value as? String {
        texts[key] = text
      } else if let number = value as? Int {
        numbers[key] = number
      } else if let list = value as? [String] {
        lists[key] = list
      }
    }
  }
}
