/// Reads the `data:` fields of a stream of server-sent events (WHATWG HTML, 9.2), whatever pieces it comes in.
struct ServerSentEvents {
  private var line: [UInt8] = []
  private var data: [[UInt8]] = []

  /// Takes the next bytes. Returns the events that are complete with them.
  mutating func take(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
    var events: [[UInt8]] = []
    for byte in bytes {
      guard byte == UInt8(ascii: "\n") else {
        line.append(byte)
        continue
      }
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      if line.isEmpty {
        if !data.isEmpty { events.append(Array(data.joined(separator: [UInt8(ascii: "\n")]))) }
        data = []
      } else if line.starts(with: Array("data:".utf8)) {
        let value = line.dropFirst(5)
        data.append(Array(value.first == UInt8(ascii: " ") ? value.dropFirst() : value))
      }
      line = []
    }
    return events
  }
}
