internal import Audio

/// Bytes of 16-bit little-endian PCM, in any pieces, as samples at the telephone's rate. A RIFF/WAVE header before them is read, and what
/// it says counts: servers that were asked for bare samples send one all the same, and at a rate of their own.
struct PCMReader: Sendable {
  private enum State { case start, samples, broken }

  private var state = State.start
  private var buffer: [UInt8] = []
  private var converter: RateConverter
  private var channels: Int

  /// The longest header that is looked through.
  private static let longestHeader = 4_096

  /// Nil: no rate or number of channels that speech comes in.
  init?(rate: Int, channels: Int = 1) {
    guard (4_000...192_000).contains(rate), (1...2).contains(channels) else { return nil }
    converter = RateConverter(from: rate, to: 8_000)
    self.channels = channels
  }

  /// Whether a header said what cannot be played.
  var isBroken: Bool { state == .broken }

  /// The samples that are complete with these bytes.
  mutating func take(_ bytes: [UInt8]) -> [Int16] {
    guard state != .broken else { return [] }
    buffer += bytes
    if state == .start {
      guard buffer.count >= 4 else { return [] }
      if buffer.starts(with: Array("RIFF".utf8)) {
        guard readHeader() else { return [] }
      }
      state = .samples
    }
    return converter.process(samples())
  }

  /// The samples that the end of the stream sets free.
  mutating func finish() -> [Int16] { state == .samples ? converter.finish() : [] }

  /// Whole samples, both channels of two mixed.
  private mutating func samples() -> [Int16] {
    let width = 2 * channels
    let count = buffer.count / width
    var result: [Int16] = []
    result.reserveCapacity(count)
    for index in 0..<count {
      var sum = 0
      for channel in 0..<channels {
        let at = index * width + channel * 2
        sum += Int(Int16(bitPattern: UInt16(buffer[at]) | UInt16(buffer[at + 1]) << 8))
      }
      result.append(Int16(sum / channels))
    }
    buffer.removeFirst(count * width)
    return result
  }

  /// Whether the whole header was there; its format is in force then.
  private mutating func readHeader() -> Bool {
    func little(_ at: Int, _ width: Int) -> Int { (0..<width).reduce(0) { $0 | Int(buffer[at + $1]) << (8 * $1) } }
    var at = 12
    while at + 8 <= buffer.count {
      let name = buffer[at..<at + 4]
      if name.elementsEqual("data".utf8) {
        buffer.removeFirst(at + 8)
        return true
      }
      let length = little(at + 4, 4)
      if name.elementsEqual("fmt ".utf8) {
        guard at + 24 <= buffer.count else { return false }
        let (rate, count) = (little(at + 12, 4), little(at + 10, 2))
        guard little(at + 8, 2) == 1, little(at + 22, 2) == 16, let made = PCMReader(rate: rate, channels: count) else {
          state = .broken
          return false
        }
        (converter, channels) = (made.converter, made.channels)
      }
      at += 8 + length + length % 2
      guard at <= Self.longestHeader else {
        state = .broken
        return false
      }
    }
    return false
  }
}
