import NIOCore
import NIOWebSocket

/// Makes whole messages of WebSocket frames (RFC 6455 §5), unmasked into one buffer that is used again and again.
struct MessageAssembler {
  enum Step: Equatable {
    /// A message is complete in ``bytes``.
    case message
    /// More frames are needed.
    case more
    case violation(EndDetail)
  }

  private let maximumFragments: Int
  private let maximumMessage: Int
  private let takesBinary: Bool
  private var fragments = 0
  /// The message, unmasked.
  private(set) var bytes: [UInt8] = []
  /// Whether the message is binary.
  private(set) var isBinary = false

  init(maximumFragments: Int, maximumMessage: Int, takesBinary: Bool = false) {
    self.takesBinary = takesBinary
    self.maximumFragments = maximumFragments
    self.maximumMessage = maximumMessage
    bytes.reserveCapacity(1_024)
  }

  /// Takes a data frame.
  mutating func add(_ frame: WebSocketFrame) -> Step {
    guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else { return .violation(.reservedBits) }
    guard let key = frame.maskKey else { return .violation(.notMasked) }
    switch frame.opcode {
    case .text, .binary:
      guard fragments == 0 else { return .violation(.badFragments) }
      isBinary = frame.opcode == .binary
      guard takesBinary || !isBinary else { return .violation(.notText) }
      bytes.removeAll(keepingCapacity: true)
    case .continuation:
      guard fragments > 0 else { return .violation(.badFragments) }
    default: return .violation(.badFrame)
    }
    guard bytes.count + frame.data.readableBytes <= maximumMessage else { return .violation(.tooLarge) }
    append(frame.data, key)
    if frame.fin {
      fragments = 0
      return .message
    }
    fragments += 1
    return fragments < maximumFragments ? .more : .violation(.badFragments)
  }

  private mutating func append(_ data: ByteBuffer, _ key: WebSocketMaskingKey) {
    let start = bytes.count
    bytes.append(contentsOf: data.readableBytesView)
    let word = UInt64(Self.word(key)) &* 0x1_0000_0001
    bytes.withUnsafeMutableBytes { raw in
      var at = start
      while at + 8 <= raw.count {
        let masked = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        raw.storeBytes(of: masked ^ word.littleEndian, toByteOffset: at, as: UInt64.self)
        at += 8
      }
      var index = 0
      while at < raw.count {
        raw[at] ^= UInt8(truncatingIfNeeded: word >> (8 * UInt64(index)))
        at += 1
        index += 1
      }
    }
  }

  private static func word(_ key: WebSocketMaskingKey) -> UInt32 {
    key.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
