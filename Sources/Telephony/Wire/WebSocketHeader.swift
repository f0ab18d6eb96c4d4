import NIOCore
import NIOWebSocket

/// Headers of the frames that a server sends: whole and unmasked (RFC 6455 §5.2).
enum WebSocketHeader {
  /// The room that a header may need in front of its data.
  static let room = 10

  /// An empty buffer for so many bytes, with the room in front of them.
  static func buffer(_ count: Int, _ allocator: ByteBufferAllocator) -> ByteBuffer {
    var buffer = allocator.buffer(capacity: room + count)
    buffer.moveWriterIndex(to: room)
    buffer.moveReaderIndex(to: room)
    return buffer
  }

  /// Puts the header in front of the data: in the same buffer where that has the room and nobody else holds it.
  static func prepend(_ opcode: WebSocketOpcode, to data: inout ByteBuffer) {
    let count = data.readableBytes
    let size = count < 126 ? 2 : count < 65_536 ? 4 : 10
    if data.readerIndex < size {
      var wider = buffer(count, ByteBufferAllocator())
      wider.writeBuffer(&data)
      data = wider
    }
    let start = data.readerIndex - size
    data.setInteger(0x80 | UInt8(webSocketOpcode: opcode), at: start)
    switch size {
    case 2: data.setInteger(UInt8(count), at: start + 1)
    case 4:
      data.setInteger(UInt8(126), at: start + 1)
      data.setInteger(UInt16(count), at: start + 2)
    default:
      data.setInteger(UInt8(127), at: start + 1)
      data.setInteger(UInt64(count), at: start + 2)
    }
    data.moveReaderIndex(to: start)
  }
}
