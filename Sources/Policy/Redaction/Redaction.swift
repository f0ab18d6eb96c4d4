/// Cuts personal data from text for logs and transcripts, by kind. It knows digits as they are written, grouped and spoken.
///
/// It is a net behind the rule that such data is not written at all, not a proof: names are not among what it finds, and where something
/// may be one of two things it is cut.
public struct Redaction: Hashable, Codable, Sendable {
  /// What can be cut.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// Card numbers with what follows them; one-time codes, card codes and PINs; e-mail addresses; telephone numbers; street addresses and
    /// postcodes.
    case card, code, email, phone, address
  }

  /// What is cut.
  public var kinds: [Kind]
  /// How many digits a one-time code has that is waited for: then a number of so many digits is one, whatever stands beside it.
  public var codeDigits: Int?

  /// Makes a redaction.
  public init(_ kinds: [Kind], codeDigits: Int? = nil) {
    self.kinds = kinds
    self.codeDigits = codeDigits
  }

  /// For logs, traces and figures: everything.
  public static let logs = Redaction(Kind.allCases)
  /// For transcripts, which are sealed: what may not be kept even so (PCI DSS 3.3.1, and codes that open something).
  public static let transcripts = Redaction([.card, .code])

  /// The text with each finding replaced by its kind in brackets ("[card]").
  public func apply(to text: String) -> String {
    let words = RedactionWords(text)
    var findings: [Finding] = []
    for kind in Kind.allCases where kinds.contains(kind) {
      for range in ranges(of: kind, in: words) where !findings.contains(where: { $0.words.overlaps(range) }) {
        findings.append(Finding(kind: kind, words: range))
      }
    }
    guard !findings.isEmpty else { return text }
    var result = ""
    var position = text.startIndex
    for finding in findings.sorted(by: { $0.words.lowerBound < $1.words.lowerBound }) {
      let range = words.range(of: finding.words)
      result += text[position..<range.lowerBound] + "[\(finding.kind.rawValue)]"
      position = range.upperBound
    }
    return result + text[position...]
  }

  private struct Finding {
    var kind: Kind
    var words: Range<Int>
  }

  /// Ranges of words; of overlapping findings the kind that stands first in `Kind` wins.
  private func ranges(of kind: Kind, in words: RedactionWords) -> [Range<Int>] {
    switch kind {
    case .card: words.cards()
    case .code: words.codes(digits: codeDigits)
    case .email: words.emails()
    case .phone: words.phones()
    case .address: words.addresses()
    }
  }
}
