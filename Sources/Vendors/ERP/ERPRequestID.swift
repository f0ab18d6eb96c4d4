public import Commerce
internal import Crypto

/// The order service's name for one write: 8 to 36 letters, digits and hyphens.
public enum ERPRequestID {
  /// The key itself where it has that form, else a part of its SHA-256: the same for the same key, and never another's.
  public static func text(_ key: IdempotencyKey) -> String {
    let bytes = key.text.utf8
    let fits = (8...36).contains(bytes.count) && !bytes.contains(0x2E) && !bytes.contains(0x5F)
    // A key that looks like a digest could be another key's: such a one is digested too.
    guard !fits || isDigest(key.text) else { return key.text }
    return "k-" + SHA256.hash(data: Array(bytes)).prefix(16).map(hexadecimal).joined()
  }

  private static func isDigest(_ text: String) -> Bool { text.hasPrefix("k-") && text.utf8.count == 34 }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }
}
