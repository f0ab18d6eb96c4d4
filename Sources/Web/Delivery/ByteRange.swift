/// A `Range` header over a body of known length (RFC 9110, section 14).
enum ByteRange: Hashable {
  /// Send everything: nothing was asked, or it cannot be read, or it is several ranges, which a server may ignore.
  case whole
  /// Send these.
  case part(Range<Int>)
  /// None of what was asked exists.
  case unsatisfiable

  /// Reads the header.
  init(header: String?, length: Int) {
    self = header.flatMap { Self.read($0, length: length) } ?? .whole
  }

  private static func read(_ header: String, length: Int) -> ByteRange? {
    let unit = "bytes="
    guard header.lowercased().hasPrefix(unit) else { return nil }
    let bounds = header.dropFirst(unit.count).split(separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2 else { return nil }
    let (first, last) = (bounds[0].filter { $0 != " " }, bounds[1].filter { $0 != " " })
    guard (first + last).utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    if first.isEmpty {
      guard let suffix = Int(last) else { return nil }
      return suffix == 0 || length == 0 ? .unsatisfiable : .part(max(0, length - suffix)..<length)
    }
    guard let start = Int(first) else { return .unsatisfiable }
    guard start < length else { return .unsatisfiable }
    if last.isEmpty { return .part(start..<length) }
    let end = Int(last) ?? length - 1
    return end < start ? nil : .part(start..<min(end, length - 1) + 1)
  }
}
