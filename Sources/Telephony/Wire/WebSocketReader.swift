/// Reads a client's WebSocket messages (RFC 6455 §5) out of the bytes of its socket, in whatever pieces they come, unmasked into one buffer that is
/// used again and again.
///
/// NIO's decoder makes a slice, a frame and a box of each of the fifty messages that a call brings a second.
struct WebSocketReader {
  enum Step: Equatable {
    /// A message is complete in ``bytes``.
    case message
    case ping([UInt8])
    case pong
    case close
    /// What came breaks the rules; nothing more is read, not even the peer's answer to our close: that is waited for until its time is over.
    case violation(EndDetail)
  }

  private enum Opcode {
    static let (continuation, text, binary): (UInt8, UInt8, UInt8) = (0, 1, 2)
    static let (close, ping, pong): (UInt8, UInt8, UInt8) = (8, 9, 10)
  }

  private let maximumFragments: Int
  private let maximumMessage: Int
  private let takesBinary: Bool
  private var fragments = 0
  /// The message, unmasked.
  private(set) var bytes: [UInt8] = []
  /// Whether the message is binary.
  private(set) var isBinary = false

  /// The header as far as it has come: how many bytes of it, and what they say.
  private var headerCount = 0
  private var (first, second): (UInt8, UInt8) = (0, 0)
  private var length: UInt64 = 0
  /// What is missing of the frame whose header is complete; nil: the header is not.
  private var missing: Int?
  /// The key, first byte lowest, turned to where the payload stands.
  private var key: UInt32 = 0
  private var control: [UInt8] = []
  private var broken = false

  init(maximumFragments: Int, maximumMessage: Int, takesBinary: Bool = false) {
    self.takesBinary = takesBinary
    self.maximumFragments = maximumFragments
    self.maximumMessage = maximumMessage
    bytes.reserveCapacity(1_024)
  }

  private var opcode: UInt8 { first & 0x0F }
  private var isControl: Bool { opcode & 0x08 != 0 }

  /// Reads on from `position` and says what it came upon; nil when all is read and no more is complete.
  mutating func next(_ input: Span<UInt8>, from position: inout Int) -> Step? {
    while !broken {
      if missing == nil {
        guard let length = readHeader(input, &position) else { return nil }
        if let detail = begin(length) {
          broken = true
          return .violation(detail)
        }
        missing = length
      }
      let taken = min(missing ?? 0, input.count - position)
      if taken > 0 {
        let part = input.extracting(position..<position + taken)
        if isControl { Self.unmask(part, &key, into: &control) } else { Self.unmask(part, &key, into: &bytes) }
        position += taken
      }
      let left = (missing ?? 0) - taken
      missing = left
      guard left == 0 else { return nil }
      missing = nil
      headerCount = 0
      switch opcode {
      case Opcode.close: return .close
      case Opcode.ping: return .ping(control)
      case Opcode.pong: return .pong
      default:
        guard first & 0x80 == 0 else {
          fragments = 0
          return .message
        }
        fragments += 1
        guard fragments < maximumFragments else {
          broken = true
          return .violation(.badFragments)
        }
      }
    }
    return nil
  }

  /// The length of the payload, once the whole header has come.
  private mutating func readHeader(_ input: Span<UInt8>, _ position: inout Int) -> Int? {
    while headerCount < 2 || headerCount < lengthEnd + (second & 0x80 != 0 ? 4 : 0) {
      guard position < input.count else { return nil }
      let byte = input[position]
      switch headerCount {
      case 0: first = byte
      case 1: (second, key, length) = (byte, 0, byte & 0x7F > 125 ? 0 : UInt64(byte & 0x7F))
      case ..<lengthEnd: length = length << 8 | UInt64(byte)
      default: key |= UInt32(byte) << (8 * UInt32(headerCount - lengthEnd))
      }
      headerCount += 1
      position += 1
    }
    return Int(clamping: length)
  }

  /// Where the header's length ends.
  private var lengthEnd: Int { second & 0x7F == 127 ? 10 : second & 0x7F == 126 ? 4 : 2 }

  /// What forbids the frame whose header has come, with so many bytes behind it.
  private mutating func begin(_ length: Int) -> EndDetail? {
    guard first & 0x70 == 0 else { return .reservedBits }
    guard second & 0x80 != 0 else { return .notMasked }
    switch opcode {
    case Opcode.text, Opcode.binary:
      guard fragments == 0 else { return .badFragments }
      isBinary = opcode == Opcode.binary
      guard takesBinary || !isBinary else { return .notText }
      bytes.removeAll(keepingCapacity: true)
    case Opcode.continuation:
      guard fragments > 0 else { return .badFragments }
    case Opcode.close, Opcode.ping, Opcode.pong:
      guard first & 0x80 != 0, length <= 125 else { return .badFrame }
      control.removeAll(keepingCapacity: true)
      return nil
    default: return .badFrame
    }
    return length <= maximumMessage - bytes.count ? nil : .tooLarge
  }

  /// Appends a part of a payload and turns the key on by its length.
  private static func unmask(_ part: Span<UInt8>, _ key: inout UInt32, into message: inout [UInt8]) {
    let start = message.count
    part.withUnsafeBufferPointer { message.append(contentsOf: $0) }
    let word = UInt64(key) &* 0x1_0000_0001
    message.withUnsafeMutableBytes { raw in
      var at = start
      while at + 8 <= raw.count {
        let masked = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        raw.storeBytes(of: masked ^ word.littleEndian, toByteOffset: at, as: UInt64.self)
        at += 8
      }
      var shift: UInt64 = 0
      while at < raw.count {
        raw[at] ^= UInt8(truncatingIfNeeded: word >> shift)
        at += 1
        shift += 8
      }
    }
    let turn = UInt32(part.count & 3) * 8
    key = turn == 0 ? key : key >> turn | key << (32 - turn)
  }
}
