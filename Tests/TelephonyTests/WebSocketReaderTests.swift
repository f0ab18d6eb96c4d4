import NIOCore
import NIOEmbedded
import NIOWebSocket
import Testing

@testable import Telephony

/// Frames are read out of bytes as they come, and NIO's own encoder and decoder agree about what they are.
@Suite struct WebSocketReaderTests {
  /// Everything that a reader makes of these pieces, messages with their bytes.
  private struct Seen: Equatable {
    var steps: [WebSocketReader.Step] = []
    var messages: [[UInt8]] = []
  }

  private static func read(_ pieces: [[UInt8]], fragments: Int = 4, maximum: Int = 100_000, binary: Bool = false)
    -> Seen
  {
    var reader = WebSocketReader(maximumFragments: fragments, maximumMessage: maximum, takesBinary: binary)
    var seen = Seen()
    for piece in pieces {
      var position = 0
      while let step = reader.next(piece.span, from: &position) {
        seen.steps.append(step)
        if step == .message { seen.messages.append(reader.bytes) }
      }
      #expect(reader.bytes.count <= maximum)
    }
    return seen
  }

  @Test(arguments: [0, 1, 7, 125, 126, 127, 400, 65_535, 65_536])
  func aMessageIsTheSameHoweverItsBytesAreCut(length: Int) {
    let text = (0..<length).map { UInt8($0 % 251) }
    let whole = ClientFrame.bytes(0x81, text)
    let expected = Seen(steps: [.message], messages: [text])
    #expect(Self.read([whole]) == expected)
    #expect(Self.read(whole.prefix(200).map { [$0] } + [Array(whole.dropFirst(200))]) == expected)
    for cut in Set([1, 2, 3, 5, 9, 13, 14, 15, whole.count / 2, whole.count - 1]) where cut < whole.count {
      #expect(Self.read([Array(whole[..<cut]), [], Array(whole[cut...])]) == expected)
    }
  }

  @Test func fragmentsAreJoinedWithControlFramesBetweenThem() {
    for length in 0..<40 {
      let text = (0..<length).map { UInt8($0 + 65) }
      for split in 0...length {
        let bytes =
          ClientFrame.bytes(0x01, Array(text[..<split])) + ClientFrame.bytes(0x89, [1, 2]) + ClientFrame.bytes(0x8A, [])
          + ClientFrame.bytes(0x80, Array(text[split...])) + ClientFrame.bytes(0x88, [3, 232])
        #expect(Self.read([bytes]) == Seen(steps: [.ping([1, 2]), .pong, .message, .close], messages: [text]))
      }
    }
  }

  static let violations: [(bytes: [UInt8], detail: EndDetail)] = [
    (ClientFrame.bytes(0x81, [65], key: nil), .notMasked), (ClientFrame.bytes(0x89, [], key: nil), .notMasked),
    (ClientFrame.bytes(0xC1, [65]), .reservedBits), (ClientFrame.bytes(0x91, [65]), .reservedBits),
    (ClientFrame.bytes(0x82, [65]), .notText),
    (ClientFrame.bytes(0x80, [65]), .badFragments),
    (ClientFrame.bytes(0x01, [65]) + ClientFrame.bytes(0x81, [65]), .badFragments),
    ((0..<9).flatMap { ClientFrame.bytes($0 == 0 ? 0x01 : 0x00, [65]) }, .badFragments),
    (ClientFrame.bytes(0x83, [65]), .badFrame), (ClientFrame.bytes(0x8B, [65]), .badFrame),
    (ClientFrame.bytes(0x09, [65]), .badFrame),
    (ClientFrame.bytes(0x89, [UInt8](repeating: 0, count: 126)), .badFrame),
    (ClientFrame.bytes(0x81, [65], claims: 100_001), .tooLarge),
    (ClientFrame.bytes(0x81, [65], claims: .max), .tooLarge),
    ([0x81, 0xFF] + [UInt8](repeating: 0xFF, count: 12), .tooLarge),
    (
      ClientFrame.bytes(0x01, [UInt8](repeating: 65, count: 60_000)) + ClientFrame.bytes(0x80, [65], claims: 40_001),
      .tooLarge
    ),
  ]

  /// What breaks the rules is told once, and nothing behind it is read.
  @Test(arguments: violations.indices)
  func rulesAreKept(index: Int) {
    let (bytes, detail) = Self.violations[index]
    #expect(Self.read([bytes, ClientFrame.bytes(0x81, [66])]) == Seen(steps: [.violation(detail)]))
  }

  @Test func binaryIsTakenWhereItIsWanted() {
    #expect(Self.read([ClientFrame.bytes(0x82, [1, 2])], binary: true) == Seen(steps: [.message], messages: [[1, 2]]))
  }

  /// Any bytes, cut anywhere, are read as NIO's decoder reads them, or refused.
  @Test func anyBytesAreReadAsTheDecoderReadsThem() throws {
    var random = SplitMix(seed: 20_261_130)
    var (whole, refused) = (0, 0)
    for _ in 0..<4_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        let first: UInt8 = [0x81, 0x81, 0x01, 0x80, 0x00, 0x82, 0x89, 0x8A, 0x88].randomElement(using: &random) ?? 0x81
        let payload = (0..<Int.random(in: 0...140, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
        }
        bytes += ClientFrame.bytes(first, payload, key: (0..<4).map { _ in UInt8.random(in: 0...255, using: &random) })
      }
      if Bool.random(using: &random) { FuzzTests.mutate(&bytes, &random) }
      var pieces: [[UInt8]] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...max(1, rest.count), using: &random)
        pieces.append(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      let own = Self.read(pieces, maximum: 300, binary: true)
      if own.steps.contains(where: { if case .violation = $0 { true } else { false } }) { refused += 1 }
      let decoder = EmbeddedChannel(handler: ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: 300)))
      _ = try? decoder.writeInbound(ByteBuffer(bytes: bytes))
      var (messages, open): ([[UInt8]], [UInt8]) = ([], [])
      while let frame = try decoder.readInbound(as: WebSocketFrame.self) {
        guard [.text, .binary, .continuation].contains(frame.opcode) else { continue }
        open = (frame.opcode == .continuation ? open : []) + Array(buffer: frame.unmaskedData)
        if frame.fin { messages.append(open) }
      }
      _ = try? decoder.finish()
      #expect(Array(messages.prefix(own.messages.count)) == own.messages)
      if own.steps.allSatisfy({ if case .violation = $0 { false } else { true } }) {
        #expect(messages.count == own.messages.count)
        whole += own.messages.count
      }
    }
    #expect(whole > 1_000 && refused > 1_000, "\(whole) \(refused)")
  }

  @Test(arguments: [0, 1, 125, 126, 65_535, 65_536, 70_000], [0, 2, 10])
  func whatIsWrittenIsAFrame(length: Int, room: Int) throws {
    let text = (0..<length).map { UInt8($0 % 251) }
    var data = ByteBuffer(bytes: [UInt8](repeating: 9, count: room) + text)
    data.moveReaderIndex(to: room)
    WebSocketHeader.prepend(.binary, to: &data)
    let decoder = EmbeddedChannel(handler: ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: 100_000)))
    try decoder.writeInbound(data)
    let frame = try #require(try decoder.readInbound(as: WebSocketFrame.self))
    #expect(frame.fin && frame.opcode == .binary && frame.maskKey == nil && Array(buffer: frame.unmaskedData) == text)
    #expect(try decoder.readInbound(as: WebSocketFrame.self) == nil)
    _ = try decoder.finish()
  }
}
