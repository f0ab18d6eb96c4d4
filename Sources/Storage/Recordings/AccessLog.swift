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

  /// A log at a path.
  public init(path: String) { self.path = path }

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
    let line = Line(
      at: milliseconds, conversation: conversation, access: access, previous: Self.digest(Self.lastLine(descriptor)))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(line) else { return }
    let bytes = Array(json) + [UInt8(ascii: "\n")]
    guard bytes.withUnsafeBytes({ Glibc.write(descriptor, $0.baseAddress, $0.count) }) == bytes.count,
      fsync(descriptor) == 0
    else { throw StorageError(.cannotOpen, "cannot write \(path): \(reason(errno)); check free space") }
  }

  /// All lines in order. Throws `.damaged` naming the first that does not follow the one before.
  public func lines() throws(StorageError) -> [Line] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    var lines: [Line] = []
    var before: [UInt8] = []
    for (number, text) in data.split(separator: UInt8(ascii: "\n")).enumerated() {
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

  private static func lastLine(_ descriptor: Int32) -> [UInt8] {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    let count = min(size, 4_096)
    var bytes = [UInt8](repeating: 0, count: count)
    guard count > 0, pread(descriptor, &bytes, count, off_t(size - count)) == count else { return [] }
    return Array(bytes.split(separator: UInt8(ascii: "\n")).last ?? [])
  }
}
