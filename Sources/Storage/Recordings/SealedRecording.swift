internal import Audio
public import Conversations
internal import Crypto
internal import Foundation

/// A recording that is open for reading: as a wav file, of which any part can be had without the rest.
public struct SealedRecording: RecordingReader {
  /// The conversation.
  public let conversation: String
  /// When it began, in ms since 1970.
  public let startedAt: Int64
  /// The key it is sealed with.
  public let keyID: String
  /// Whether it was written to its end; otherwise it was broken off, or cut off.
  public let isWhole: Bool
  /// Samples a side.
  public let count: Int
  let path: String
  private let secret: SymmetricKey
  private let fileID: [UInt8]

  /// How long it is.
  public var seconds: Double { Double(count) / 8_000 }
  /// The wav file's length in bytes.
  public var length: Int { Self.wavHeader + count * 4 }
  private static let wavHeader = 44

  /// Opens one. Throws a `StorageError`: `.wrongKey`, `.damaged` where what is there is not what was written, `.cannotOpen`.
  init(path: String, conversation: String, keys: RecordingKeys) throws(StorageError) {
    self.path = path
    self.conversation = conversation
    let (header, size) = try Self.head(of: path)
    let key = try keys.key(header.keyID)
    do { secret = try RecordingFormat.secret(header, under: key, conversation: conversation) } catch {
      throw StorageError(
        .damaged,
        "the header of \(path) does not authenticate: it was changed, belongs to another conversation, or \(keys.path) has another key of that name"
      )
    }
    fileID = header.fileID
    startedAt = header.startedAt
    keyID = RecordingKeys.hex(header.keyID)
    let full = RecordingFormat.chunk + RecordingFormat.overhead
    let body = size - RecordingFormat.headerLength
    let rest = body % full
    // What is left behind whole chunks is the last one, or was being written when it broke off.
    let last = rest >= RecordingFormat.overhead ? try Self.read(path, size - rest, 4) : []
    isWhole = RecordingFormat.length(last).map { $0.isLast && $0.count == rest - RecordingFormat.overhead } ?? false
    count = (body / full * RecordingFormat.chunk + (isWhole ? rest - RecordingFormat.overhead : 0)) / 2
  }

  /// A part of the wav file. Throws `.damaged` naming the first second that is not what was written.
  public func bytes(_ range: Range<Int>) throws -> [UInt8] {
    let range = range.clamped(to: 0..<length)
    guard !range.isEmpty else { return [] }
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    if range.lowerBound < Self.wavHeader {
      result +=
        WAVFile.header(sampleRate: 8_000, channels: 2, frames: count)[
          range.lowerBound..<min(range.upperBound, Self.wavHeader)]
    }
    // One byte of mu-law is two bytes of the wav.
    let from = max(0, range.lowerBound - Self.wavHeader)
    let to = range.upperBound - Self.wavHeader
    guard to > from else { return result }
    for index in from / (2 * RecordingFormat.chunk)...(to - 1) / (2 * RecordingFormat.chunk) {
      let begin = index * 2 * RecordingFormat.chunk
      let samples = MuLaw.decode(try chunk(index))
      let bytes = samples.flatMap { sample in
        let bits = UInt16(bitPattern: sample)
        return [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
      }
      let wanted = (max(from, begin) - begin)..<min(to - begin, bytes.count)
      result += bytes[wanted]
    }
    return result
  }

  /// Reads all of it and checks every chunk. Throws what `bytes` throws.
  public func check() throws {
    for index in 0..<chunks { _ = try chunk(index) }
  }

  private var chunks: Int {
    let whole = count * 2 / RecordingFormat.chunk
    return whole + (isWhole ? 1 : 0)
  }

  private func chunk(_ index: Int) throws(StorageError) -> [UInt8] {
    let full = RecordingFormat.chunk + RecordingFormat.overhead
    let plain = min(RecordingFormat.chunk, count * 2 - index * RecordingFormat.chunk)
    let bytes = try Self.read(path, RecordingFormat.headerLength + index * full, plain + RecordingFormat.overhead)
    do {
      return try RecordingFormat.samples(bytes, secret, fileID: fileID, conversation: conversation, index: index)
    } catch {
      throw StorageError(
        .damaged, "\(path) was changed since it was written: what stands at \(index * 2) s does not authenticate")
    }
  }

  /// The header with another key around the file's own.
  func header(under key: RecordingKeys.Key) throws -> [UInt8] {
    try RecordingFormat.header(secret, under: key, fileID: fileID, startedAt: startedAt, conversation: conversation)
      .bytes
  }

  static func head(of path: String) throws(StorageError) -> (header: RecordingFormat.Header, size: Int) {
    let bytes = try read(path, 0, RecordingFormat.headerLength)
    guard let header = RecordingFormat.Header(bytes) else {
      throw StorageError(.damaged, "\(path) is no sealed recording, or its header is damaged")
    }
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    return (header, size)
  }

  private static func read(_ path: String, _ offset: Int, _ count: Int) throws(StorageError) -> [UInt8] {
    do {
      guard let handle = FileHandle(forReadingAtPath: path) else {
        throw StorageError(.cannotOpen, "cannot read \(path); check its rights, and whether it was erased")
      }
      defer { try? handle.close() }
      try handle.seek(toOffset: UInt64(offset))
      return Array(try handle.read(upToCount: count) ?? Data())
    } catch let error as StorageError {
      throw error
    } catch {
      throw StorageError(.cannotOpen, "cannot read \(path): \(error)")
    }
  }
}
