/// Reads messages of one stream: the scanner first, the decoder for everything it declines.
struct MessageReader {
  private let decoder = MessageDecoder()
  private var knownText: String?
  private var knownBytes: [UInt8] = []

  /// Tells the stream's identifier, so that frames need not make a string of it each time.
  mutating func expect(streamID: String) {
    knownText = streamID
    knownBytes = Array(streamID.utf8)
  }

  /// Reads one message.
  func read(_ bytes: [UInt8]) throws(TelephonyError) -> CarrierMessage {
    if let media = scanned(bytes.span) { return media }
    return try decoder.decode(bytes)
  }

  private func scanned(_ bytes: Span<UInt8>) -> CarrierMessage? {
    guard let fields = MediaScanner.scan(bytes),
      let samples = Base64.samples(bytes.extracting(fields.payload))
    else { return nil }
    let stream = fields.streamID.map { text(bytes, $0) }
    let inbound = fields.track.map { MediaScanner.matches(bytes, $0, "inbound") } ?? true
    return .media(streamID: stream, inbound: inbound, samples: samples)
  }

  private func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    if let knownText, range.count == knownBytes.count {
      var same = true
      for offset in 0..<range.count where bytes[range.lowerBound + offset] != knownBytes[offset] {
        same = false
        break
      }
      if same { return knownText }
    }
    return String(decoding: range.map { bytes[$0] }, as: UTF8.self)
  }
}
