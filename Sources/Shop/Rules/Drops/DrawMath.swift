internal import Commerce
internal import Crypto

/// The draw of a limited release: commit, then reveal, so that nobody has to trust the retailer.
///
/// 1. Before registration closes, `commitment(to:)` of a secret seed is published: lower-case hexadecimal SHA-256 of the
///    seed's text (UTF-8). The seed can then not be chosen any more to suit somebody.
/// 2. When registration has closed, `digest(of:)` the entries is published: lower-case hexadecimal SHA-256 of the entries'
///    identifiers, sorted by their bytes, with one line feed between two. Nobody can then be added or left out.
/// 3. The draw publishes the seed. Every entry's ticket is the lower-case hexadecimal SHA-256 of
///    `<seed>:<digest>:<entry>`; the smallest ticket has rank 1, the next rank 2, and so on.
///
/// `docs/verify-a-draw.md` says the same to whoever took part, with a program of ten lines.
enum DrawMath {
  /// A seed of 256 bits, in hexadecimal, of four numbers by chance.
  static func seed(_ next: () -> UInt64) -> String {
    (0..<4).map { _ in
      let digits = String(next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// What is published of a seed beforehand.
  static func commitment(to seed: String) -> String { hash(seed) }

  /// What is published of those who take part.
  static func digest(of entries: [String]) -> String { hash(sorted(entries).joined(separator: "\n")) }

  /// The entries from rank 1 on. They must differ from each other.
  static func ranking(of entries: [String], seed: String) -> [String] {
    let digest = digest(of: entries)
    return entries.map { (ticket: hash("\(seed):\(digest):\($0)"), entry: $0) }
      .sorted { $0.ticket < $1.ticket }
      .map(\.entry)
  }

  private static func sorted(_ entries: [String]) -> [String] {
    entries.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func hash(_ text: String) -> String {
    SHA256.hash(data: Array(text.utf8)).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
