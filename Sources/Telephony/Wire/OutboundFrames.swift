import NIOCore

/// Writes the three messages we send, byte by byte. The stream's identifier is escaped once.
struct OutboundFrames {
  private let mediaHead: [UInt8]
  private let markHead: [UInt8]
  private let clear: [UInt8]
  private let tail = Array("\"}}".utf8)

  init(streamID: String) {
    let sid = "\"streamSid\":\"\(Self.escaped(streamID))\""
    mediaHead = Array("{\"event\":\"media\",\(sid),\"media\":{\"payload\":\"".utf8)
    markHead = Array("{\"event\":\"mark\",\(sid),\"mark\":{\"name\":\"".utf8)
    clear = Array("{\"event\":\"clear\",\(sid)}".utf8)
  }

  func media(_ frames: [UInt8], allocator: ByteBufferAllocator) -> ByteBuffer {
    let length = Base64.encodedCount(frames.count)
    var buffer = WebSocketHeader.buffer(mediaHead.count + length + tail.count, allocator)
    buffer.writeBytes(mediaHead)
    buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: length) { out in
      var at = 0
      Base64.append(frames.span) { byte in
        out[at] = byte
        at += 1
      }
      return at
    }
    buffer.writeBytes(tail)
    return buffer
  }

  func mark(_ name: String, allocator: ByteBufferAllocator) -> ByteBuffer {
    let name = Self.escaped(name)
    var buffer = WebSocketHeader.buffer(markHead.count + name.utf8.count + tail.count, allocator)
    buffer.writeBytes(markHead)
    buffer.writeString(name)
    buffer.writeBytes(tail)
    return buffer
  }

  func clear(allocator: ByteBufferAllocator) -> ByteBuffer {
    var buffer = WebSocketHeader.buffer(clear.count, allocator)
    buffer.writeBytes(clear)
    return buffer
  }

  /// Escapes what JSON wants escaped (RFC 8259 §7).
  static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
