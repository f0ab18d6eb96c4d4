public import Commerce
internal import Foundation

/// Standard Webhooks 1.0.0, symmetric: `webhook-id`, `webhook-timestamp` (seconds) and `webhook-signature`, which holds one or more
/// `v1,BASE64` with blanks between: HMAC-SHA256 over `id.timestamp.body`. Secrets are `whsec_` and base64.
public enum StandardWebhooks {
  /// How far from our clock the time may be.
  public static let tolerance: Int64 = 300

  /// Checks the headers against the raw body.
  public static func check(
    _ headers: EventHeaders, body: [UInt8], secrets: WebhookSecrets, now: Timestamp, tolerance: Int64 = tolerance
  ) -> SignatureCheck {
    guard let id = headers["webhook-id"], let time = headers["webhook-timestamp"],
      let signatures = headers["webhook-signature"], let seconds = SignedTime.seconds(time)
    else { return .missing }
    // A full stop in the identifier could move the border between it and the time.
    guard id.utf8.count <= 256, !id.contains(".") else { return .wrong }
    let codes = signatures.split(separator: " ").filter { $0.hasPrefix("v1,") }
    guard (1...8).contains(codes.count) else { return codes.isEmpty ? .missing : .wrong }
    let signed = Array("\(id).\(time).".utf8) + body
    let keys = secrets.texts.flatMap(keys)
    let valid = codes.reduce(false) { found, code in
      guard let bytes = Data(base64Encoded: String(code.dropFirst(3))), bytes.count == 32 else { return found }
      return MessageCode.isValid(bytes, of: signed, with: keys) || found
    }
    guard valid else { return .wrong }
    return SignedTime.isNear(seconds, now, tolerance) ? .valid : .outsideTolerance
  }

  /// The three headers for a body; nil when the secret cannot be used.
  public static func sign(id: String, at seconds: Int64, body: [UInt8], secret: String) -> [(String, String)]? {
    guard let key = keys(secret).first, !id.isEmpty, !id.contains(".") else { return nil }
    let code = MessageCode.make(of: Array("\(id).\(seconds).".utf8) + body, with: key)
    return [
      ("webhook-id", id), ("webhook-timestamp", String(seconds)),
      ("webhook-signature", "v1," + Data(code).base64EncodedString()),
    ]
  }

  /// The bytes that a secret may stand for: with `whsec_` what the base64 behind it stands for, 16 bytes at least (the
  /// specification asks for 24). Without it the libraries read base64 where it is some, and people also use plain text: what
  /// is received may be signed with either, what is sent is signed with the first.
  static func keys(_ secret: String) -> [[UInt8]] {
    let text = secret.hasPrefix("whsec_") ? String(secret.dropFirst(6)) : secret
    let decoded = Data(base64Encoded: text).flatMap { (16...64).contains($0.count) ? [Array($0)] : nil } ?? []
    return secret.hasPrefix("whsec_") ? decoded : decoded + [Array(secret.utf8)]
  }
}
