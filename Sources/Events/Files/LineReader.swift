internal import Foundation

/// Reads a file line by line, with a bound on what is held of it.
final class LineReader {
  private let handle: FileHandle
  private let longest: Int
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private var isFirst = true

  init(_ url: URL, longest: Int) throws {
    handle = try FileHandle(forReadingFrom: url)
    self.longest = longest
  }

  func close() { try? handle.close() }

  /// The next line without its end; an inner nil for a line that is too long; nil at the end.
  func next() throws -> [UInt8]?? {
    var isTooLong = false
    while true {
      if let end = buffer[start...].firstIndex(of: 0x0A) {
        var line = Array(buffer[start..<end])
        start = end + 1
        if line.last == 0x0D { line.removeLast() }
        return isTooLong || line.count > longest ? .some(nil) : .some(clean(line))
      }
      if isAtEnd {
        let line = Array(buffer[start...])
        (buffer, start) = ([], 0)
        if line.isEmpty, !isTooLong { return nil }
        return isTooLong || line.count > longest ? .some(nil) : .some(clean(line))
      }
      buffer.removeFirst(start)
      start = 0
      if buffer.count > longest {
        isTooLong = true
        buffer = []
      }
      let part = try handle.read(upToCount: 1 << 16) ?? Data()
      if part.isEmpty { isAtEnd = true } else { buffer += part }
    }
  }

  /// Without the mark that some systems put before UTF-8.
  private func clean(_ line: [UInt8]) -> [UInt8] {
    defer { isFirst = false }
    return isFirst && line.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(line.dropFirst(3)) : line
  }
}
