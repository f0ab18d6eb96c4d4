import Discourse
import NIOCore
import NIOWebSocket

/// How one kind of peer writes the messages of a stream. A value of one stream, on its event loop.
protocol StreamWire: SendableMetatype {
  /// What one message on the socket is.
  typealias Written = (opcode: WebSocketOpcode, data: ByteBuffer)

  /// How such a peer reaches us.
  static var channel: Discourse.Channel { get }

  /// Whether the peer may send binary messages.
  static var takesBinary: Bool { get }

  /// The stream has begun.
  mutating func begin(_ start: StreamStart)

  /// Reads one message.
  mutating func read(_ bytes: [UInt8], isBinary: Bool) throws(TelephonyError) -> CarrierMessage

  /// Some 20 ms frames of audio: 160 bytes of G.711 mu-law each.
  mutating func media(_ frames: [UInt8], _ allocator: ByteBufferAllocator) -> Written

  /// To be reported when all audio before it has been played.
  func mark(_ name: String, _ allocator: ByteBufferAllocator) -> Written

  /// What has not been played is to be thrown away.
  mutating func clear(_ allocator: ByteBufferAllocator) -> Written
}

/// Twilio Media Streams: JSON with audio in base64.
struct TwilioWire: StreamWire {
  static let channel = Discourse.Channel.phone
  static let takesBinary = false

  private var reader = MessageReader()
  private var written = OutboundFrames(streamID: "")

  mutating func begin(_ start: StreamStart) {
    reader.expect(streamID: start.streamID)
    written = OutboundFrames(streamID: start.streamID)
  }

  func read(_ bytes: [UInt8], isBinary: Bool) throws(TelephonyError) -> CarrierMessage { try reader.read(bytes) }

  func media(_ frames: [UInt8], _ allocator: ByteBufferAllocator) -> Written {
    (.text, written.media(frames, allocator: allocator))
  }

  func mark(_ name: String, _ allocator: ByteBufferAllocator) -> Written {
    (.text, written.mark(name, allocator: allocator))
  }

  func clear(_ allocator: ByteBufferAllocator) -> Written { (.text, written.clear(allocator: allocator)) }
}
