/// A RIFF/WAVE file of 16-bit linear PCM, mono or stereo: what recordings are kept in and prompts are read from.
///
/// Source: Multimedia Programming Interface and Data Specifications 1.0, "WAVE" form; all fields little-endian.
public struct WAVFile: Sendable, Equatable {
  /// Why bytes are not a file we read.
  public enum Failure: Error, Equatable {
    /// Not RIFF/WAVE, or cut off before the samples.
    case malformed
    /// Another encoding than 16-bit PCM, mono or stereo.
    case unsupported
  }

  /// Samples a second.
  public var sampleRate: Int
  /// One array for mono; two of equal length (left, right) for stereo.
  public var channels: [[Int16]]

  /// A mono file.
  public init(mono samples: [Int16], sampleRate: Int = 8_000) {
    self.sampleRate = sampleRate
    channels = [samples]
  }

  /// A stereo file; the shorter side is padded with silence.
  public init(left: [Int16], right: [Int16], sampleRate: Int = 8_000) {
    self.sampleRate = sampleRate
    let count = max(left.count, right.count)
    channels = [left, right].map { $0 + [Int16](repeating: 0, count: count - $0.count) }
  }

  /// Reads a file's bytes. A length that promises more than there is (a recording that was cut off) is read as far as it goes.
  public init(bytes: [UInt8]) throws(Failure) {
    func field(_ offset: Int, _ width: Int) throws(Failure) -> Int {
      guard offset + width <= bytes.count else { throw .malformed }
      return (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    guard bytes.count >= 12, bytes[0..<4].elementsEqual("RIFF".utf8), bytes[8..<12].elementsEqual("WAVE".utf8) else {
      throw .malformed
    }
    var offset = 12
    var format: (channels: Int, rate: Int)?
    while offset + 8 <= bytes.count {
      let name = bytes[offset..<offset + 4]
      let length = try field(offset + 4, 4)
      let body = offset + 8
      if name.elementsEqual("fmt ".utf8) {
        let (encoding, count, bits) = (try field(body, 2), try field(body + 2, 2), try field(body + 14, 2))
        guard encoding == 1, bits == 16, (1...2).contains(count) else { throw .unsupported }
        format = (count, try field(body + 4, 4))
      } else if name.elementsEqual("data".utf8) {
        guard let format else { throw .malformed }
        let frames = min(length, bytes.count - body) / (2 * format.channels)
        sampleRate = format.rate
        channels = (0..<format.channels).map { channel in
          (0..<frames).map { frame in
            let at = body + 2 * (frame * format.channels + channel)
            return Int16(bitPattern: UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8)
          }
        }
        return
      }
      offset = body + length + length % 2  // chunks are padded to an even length
    }
    throw .malformed
  }

  /// The file's bytes.
  public var bytes: [UInt8] {
    let frames = channels.map(\.count).min() ?? 0
    var output = Self.header(sampleRate: sampleRate, channels: channels.count, frames: frames)
    output.reserveCapacity(output.count + frames * channels.count * 2)
    for frame in 0..<frames {
      for channel in channels {
        let bits = UInt16(bitPattern: channel[frame])
        output.append(UInt8(truncatingIfNeeded: bits))
        output.append(UInt8(truncatingIfNeeded: bits >> 8))
      }
    }
    return output
  }

  /// One channel at the telephone's 8,000 samples a second: two are mixed.
  public var telephone: [Int16] {
    var samples = channels.first ?? []
    if channels.count == 2 {
      samples = zip(channels[0], channels[1]).map { Int16((Int($0) + Int($1)) / 2) }
    }
    guard (1_000...400_000).contains(sampleRate) else { return samples }
    var converter = RateConverter(from: sampleRate, to: 8_000)
    return converter.process(samples) + converter.finish()
  }

  /// The 44 bytes before the samples, for writers that stream: rewrite them when the length is known.
  ///
  /// - Parameter frames: samples a channel.
  public static func header(sampleRate: Int, channels: Int, frames: Int) -> [UInt8] {
    func little(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let frame = 2 * channels
    let length = frames * frame
    return Array("RIFF".utf8) + little(36 + length, 4) + Array("WAVEfmt ".utf8) + little(16, 4) + little(1, 2)
      + little(channels, 2) + little(sampleRate, 4) + little(sampleRate * frame, 4) + little(frame, 2) + little(16, 2)
      + Array("data".utf8) + little(length, 4)
  }
}
