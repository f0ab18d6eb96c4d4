import Synchronization
import TestSockets

import struct Foundation.Data

/// A hand-written WebSocket client that plays Twilio's side of a stream, or a browser's.
final class CarrierClient: Sendable {
  let socket: TestSocket
  let call: String
  private struct Received {
    var bytes: [UInt8] = []
    var texts: [String] = []
    var audio: [UInt8] = []
    var close: UInt16?
    var pings = 0
    var pongs = 0
  }
  private let received = Mutex(Received())

  /// Connects and shakes hands; `call` names call and stream ("CA" and "MZ" in front).
  init(_ house: FakeHouse, call: String, path: String = "/twilio/media", reads: Bool = true, fields: String = "")
    async throws
  {
    self.call = call
    socket = try await TestSocket(port: house.port, reads: reads)
    try await socket.send(
      "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(house.port)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\(fields)\r\n")
    guard reads else { return }
    _ = await eventually { socket.text.contains("\r\n\r\n") }
    status = String(decoding: socket.take().dropFirst(9).prefix(3), as: UTF8.self)
  }

  private let statusBox = Mutex("")
  /// The status of the handshake.
  private(set) var status: String {
    get { statusBox.withLock { $0 } }
    set { statusBox.withLock { $0 = newValue } }
  }

  /// Connects and starts the stream.
  static func calling(_ house: FakeHouse, _ call: String, reads: Bool = true) async throws -> CarrierClient {
    let client = try await CarrierClient(house, call: call, reads: reads)
    try await client.text(#"{"event":"connected","protocol":"Call","version":"1.0.0"}"#)
    try await client.start()
    return client
  }

  func start(parameters: String = "") async throws {
    try await text(
      #"{"event":"start","sequenceNumber":"1","start":{"streamSid":"MZ\#(call)","callSid":"CA\#(call)","#
        + #""mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"#
        + #""customParameters":{\#(parameters)}},"streamSid":"MZ\#(call)"}"#)
  }

  func media(_ count: Int = 160, stream: String? = nil) async throws {
    let payload = Data(repeating: 0xFE, count: count).base64EncodedString()
    try await text(
      #"{"event":"media","sequenceNumber":"2","media":{"track":"inbound","chunk":"1","timestamp":"0","payload":""#
        + payload + #""},"streamSid":""# + (stream ?? "MZ\(call)") + #""}"#)
  }

  func digit(_ digit: String) async throws {
    try await text(#"{"event":"dtmf","streamSid":"MZ\#(call)","dtmf":{"track":"inbound_track","digit":"\#(digit)"}}"#)
  }
  func mark(_ name: String) async throws {
    try await text(#"{"event":"mark","streamSid":"MZ\#(call)","mark":{"name":"\#(name)"}}"#)
  }
  func stop() async throws { try await text(#"{"event":"stop","streamSid":"MZ\#(call)","stop":{}}"#) }

  func text(_ text: String) async throws { try await frame(0x81, Array(text.utf8)) }

  /// Sends one masked frame with this first byte.
  func frame(_ first: UInt8, _ payload: [UInt8], masked: Bool = true) async throws {
    try await socket.send(ClientFrame.bytes(first, payload, key: masked ? [0x37, 0xFA, 0x21, 0x3D] : nil))
  }

  /// The text messages received so far.
  var texts: [String] {
    parse()
    return received.withLock { $0.texts }
  }
  /// The bytes of all binary messages received so far.
  var audio: [UInt8] {
    parse()
    return received.withLock { $0.audio }
  }
  /// The code of the close frame, if one has come.
  var closeCode: UInt16? {
    parse()
    return received.withLock { $0.close }
  }
  /// How many pings and pongs have come.
  var pings: Int {
    parse()
    return received.withLock { $0.pings }
  }
  var pongs: Int {
    parse()
    return received.withLock { $0.pongs }
  }
  func messages(_ event: String) -> [String] { texts.filter { $0.contains("\"event\":\"\(event)\"") } }

  /// True when the echo works: the call is alive in both directions.
  func isAlive() async throws -> Bool {
    let before = messages("media").count
    try await media()
    return await eventually { messages("media").count > before }
  }

  private func parse() {
    received.withLock { state in
      state.bytes += socket.take()
      while state.bytes.count >= 2 {
        var length = Int(state.bytes[1] & 0x7F)
        var at = 2
        if length == 126 {
          guard state.bytes.count >= 4 else { return }
          length = Int(state.bytes[2]) << 8 | Int(state.bytes[3])
          at = 4
        }
        guard state.bytes.count >= at + length else { return }
        let payload = Array(state.bytes[at..<at + length])
        switch state.bytes[0] {
        case 0x81: state.texts.append(String(decoding: payload, as: UTF8.self))
        case 0x82: state.audio += payload
        case 0x88: state.close = payload.count >= 2 ? UInt16(payload[0]) << 8 | UInt16(payload[1]) : 1005
        case 0x89: state.pings += 1
        case 0x8A: state.pongs += 1
        default: break
        }
        state.bytes.removeFirst(at + length)
      }
    }
  }
}
