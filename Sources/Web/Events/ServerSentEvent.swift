import Foundation
import Hummingbird

/// One event on the wire (WHATWG HTML, "Server-sent events").
struct ServerSentEvent {
  /// Its name.
  var name: String
  /// What it carries: JSON, which has no line ends of its own.
  var data: String

  /// Makes an event that carries a value as JSON.
  init(name: String, json value: some Encodable) throws {
    self.name = name
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    data = String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The bytes to send.
  var buffer: ByteBuffer { ByteBuffer(string: "event: \(name)\ndata: \(data)\n\n") }

  /// A comment: readers ignore it, connections stay open for it.
  static let heartbeat = ByteBuffer(string: ": still here\n\n")

  /// How long a plain `EventSource` waits before it connects again.
  static let preamble = ByteBuffer(string: "retry: 2000\n\n")
}
