import NIOCore
import NIOWebSocket

/// Headers of the frames that a server sends: whole and unmasked (RFC 6455 §5.2).
enum WebSocketHeader {
  /// The room that a header may need in front of its data.
  static let room = 10

  /// Puts the header in front of the data, in the same buffer where it has the room.
  static func prepend(_ opcode: WebSocketOpcode, to data: inout ByteBuffer) {
    let count = data.readableBytes
    let size = count < 126 ? 2 : count < 65_536 ? 4 : 10
    if data.readerIndex < size {
      var wider = ByteBuffer()
      wider.reserveCapacity(room + count)
      wider.moveWriterIndex(to: room)
      wider.moveReaderIndex(to: room)
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
