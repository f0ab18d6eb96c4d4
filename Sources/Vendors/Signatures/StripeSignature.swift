public import Commerce

/// `Stripe-Signature: t=SECONDS,v1=HEX[,v1=HEX…]`: HMAC-SHA256 over the time, a full stop and the raw body (docs.stripe.com/webhooks,
/// "Verify manually"). Several `v1` come while a secret is being changed; other schemes (`v0`) count for nothing.
public enum StripeSignature {
  /// How far from our clock the time may be, as in Stripe's own libraries.
  public static let tolerance: Int64 = 300

  /// Checks a header against the raw body.
  public static func check(
    _ header: String?, body: [UInt8], secrets: WebhookSecrets, now: Timestamp, tolerance: Int64 = tolerance
  ) -> SignatureCheck {
    guard let header else { return .missing }
    var times: [Substring] = []
    var codes: [Substring] = []
    for part in header.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      switch pair[0].drop(while: { $0 == " " }) {
      case "t": times.append(pair[1])
      case "v1": codes.append(pair[1])
      default: break
      }
    }
    guard times.count == 1, let seconds = SignedTime.seconds(times[0]), !codes.isEmpty else { return .missing }
    // Rotation needs a few; each costs an HMAC.
    guard codes.count <= 8 else { return .wrong }
    let signed = Array(times[0].utf8) + [0x2E] + body
    let keys = secrets.texts.map { Array($0.utf8) }
    let valid = codes.reduce(false) { found, code in
      MessageCode.hexadecimal(code).map { MessageCode.isValid($0, of: signed, with: keys) } ?? false || found
    }
    guard valid else { return .wrong }
    return SignedTime.isNear(seconds, now, tolerance) ? .valid : .outsideTolerance
  }

  /// The header for a body.
  public static func make(body: [UInt8], secret: String, at seconds: Int64) -> String {
    let code = MessageCode.make(of: Array("\(seconds).".utf8) + body, with: Array(secret.utf8))
    return "t=\(seconds),v1=" + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// The time in a signature: whole seconds since 1970.
enum SignedTime {
  /// Digits only, few enough not to overflow.
  static func seconds(_ text: some StringProtocol) -> Int64? {
    guard (1...11).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text)
  }

  static func isNear(_ seconds: Int64, _ now: Timestamp, _ tolerance: Int64) -> Bool {
    abs(now.milliseconds / 1_000 - seconds) <= tolerance
  }
}
