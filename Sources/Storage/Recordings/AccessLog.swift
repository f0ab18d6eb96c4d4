public import Conversations
internal import Crypto
internal import Files
internal import Foundation
internal import Glibc

/// Who opened, copied or erased which recording: a file that only grows, each line holding the digest of the one before it, so that a line that is
/// changed or taken out is seen. Server and commands write it side by side.
public struct RecordingAccessLog: Sendable {
  /// One line.
  public struct Line: Codable, Sendable {
    /// When, in ms since 1970.
    public var at: Int64
    /// The conversation.
    public var conversation: String
    /// Who, and what for.
    public var access: RecordingAccess
    /// The digest of the line before; "" in the first.
    public var previous: String
  }

  /// Where it is.
  public let path: String
  /// Writes bytes to a descriptor and gives how many it took.
  private let write: @Sendable (Int32, [UInt8]) -> Int

  /// A log at a path.
  public init(path: String) {
    self.init(path: path) { descriptor, bytes in
      bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }
  }

  init(path: String, write: @escaping @Sendable (Int32, [UInt8]) -> Int) {
    self.path = path
    self.write = write
  }

  /// Adds a line, and returns when it is on the disk. Throws a `StorageError`.
  public func append(_ access: RecordingAccess, conversation: String, at milliseconds: Int64) throws(StorageError) {
    do { try PrivateFiles.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path) } catch {
      throw StorageError(error)
    }
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
      throw StorageError(.cannotOpen, "cannot write \(path): \(reason(errno)); nobody may open recordings unnoted")
    }
    defer { Glibc.close(descriptor) }
    let (last, size, isEnded) = Self.lastLine(descriptor)
    let line = Line(at: milliseconds, conversation: conversation, access: access, previous: Self.digest(last))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(line) else {
      throw StorageError(.cannotOpen, "cannot note an access in \(path): its line cannot be written as JSON")
    }
    let bytes = (isEnded ? [] : [UInt8(ascii: "\n")]) + Array(json) + [UInt8(ascii: "\n")]
    // What a crash left of a line that nobody was let in by would make the next one unreadable.
    guard lseek(descriptor, 0, SEEK_END) == size || ftruncate(descriptor, size) == 0,
      write(descriptor, bytes) == bytes.count, fsync(descriptor) == 0
    else {
      let failure = errno
      ftruncate(descriptor, size)
      throw StorageError(.cannotOpen, "cannot write \(path): \(reason(failure)); check free space")
    }
  }

  /// All lines in order, without the beginning of one that a crash cut off. Throws `.damaged` naming the first that does not follow the one
  /// before.
  public func lines() throws(StorageError) -> [Line] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    var lines: [Line] = []
    var before: [UInt8] = []
    let texts = data.split(separator: UInt8(ascii: "\n"))
    for (number, text) in texts.enumerated() {
      if number == texts.count - 1, Self.isTorn(text, of: data) { break }
      guard let line = try? JSONDecoder().decode(Line.self, from: text), line.previous == Self.digest(before) else {
        throw StorageError(.damaged, "line \(number + 1) of \(path) does not follow the one before it: it was changed")
      }
      lines.append(line)
      before = Array(text)
    }
    return lines
  }

  private static func digest(_ line: [UInt8]) -> String {
    line.isEmpty ? "" : RecordingKeys.hex(SHA256.hash(data: line).prefix(16))
  }

  /// Whether a last line was cut off while it was written: it has no end, and is not whole without one either.
  private static func isTorn(_ line: some Collection<UInt8>, of bytes: some BidirectionalCollection<UInt8>) -> Bool {
    bytes.last != UInt8(ascii: "\n") && (try? JSONDecoder().decode(Line.self, from: Data(line))) == nil
  }

  /// The last whole line, where the file ends behind it, and whether with a line's end.
  private static func lastLine(_ descriptor: Int32) -> (line: [UInt8], end: off_t, isEnded: Bool) {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    let count = min(size, 16_384)
    var bytes = [UInt8](repeating: 0, count: count)
    guard count > 0, pread(descriptor, &bytes, count, off_t(size - count)) == count else {
      return ([], off_t(size), true)
    }
    var lines = bytes.split(separator: UInt8(ascii: "\n"))
    var end = size
    var isEnded = bytes.last == UInt8(ascii: "\n")
    if let last = lines.last, isTorn(last, of: bytes) {
      lines.removeLast()
      end -= last.count
      isEnded = true
    }
    return (Array(lines.last ?? []), off_t(end), isEnded)
  }
}
