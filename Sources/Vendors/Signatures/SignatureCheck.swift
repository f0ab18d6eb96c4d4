internal import Crypto
internal import Foundation

/// What a check of a signature found.
public enum SignatureCheck: Hashable, Sendable {
  /// One of our secrets made it, over exactly these bytes; there is none or it cannot be read; nobody with our secrets made it; it
  /// was made too long ago or in the future.
  case valid, missing, wrong, outsideTolerance
}

/// Secrets that are accepted at the same time: the new one and the old one while a secret is being changed. Its description tells
/// nothing.
public struct WebhookSecrets: Sendable, CustomStringConvertible {
  /// The secrets as the vendor's page shows them; the first one signs what we send.
  public let texts: [String]

  /// Takes the secrets that count; empty ones do not.
  public init(_ texts: [String]) { self.texts = texts.filter { !$0.isEmpty } }

  /// How many.
  public var description: String { "\(texts.count) secrets" }
}

/// The headers of a request or message: names in any case.
public struct EventHeaders: Hashable, Sendable, Codable {
  /// Lower-case names and values.
  public private(set) var values: [String: String]

  /// Takes names with their values. Of a name that comes twice the values are joined as RFC 9110 §5.3 says, so that a second
  /// signature header makes both unreadable instead of letting one of them be chosen.
  public init(_ pairs: some Sequence<(String, String)>) {
    values = [:]
    for (name, value) in pairs {
      values[name.lowercased(), default: ""] += values[name.lowercased()] == nil ? value : ", " + value
    }
  }

  /// Takes a dictionary.
  public init(_ values: [String: String] = [:]) { self.init(values.map { ($0.key, $0.value) }) }

  /// A header's value without the blanks around it; nil when it is missing or empty.
  public subscript(name: String) -> String? {
    guard let value = values[name.lowercased()]?.trimmingCharacters(in: .whitespaces), !value.isEmpty else {
      return nil
    }
    return value
  }
}

/// HMAC-SHA256 as vendors use it. Codes are compared in constant time.
enum MessageCode {
  /// Whether `code` is the one that one of the secrets gives for the message.
  static func isValid(_ code: some ContiguousBytes, of message: [UInt8], with secrets: [[UInt8]]) -> Bool {
    // No early end: how long it takes does not tell which secret it was.
    secrets.reduce(false) { found, secret in
      HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message, using: SymmetricKey(data: secret)) || found
    }
  }

  static func make(of message: [UInt8], with secret: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
  }

  /// The bytes that a text of exactly 64 hexadecimal digits stands for.
  static func hexadecimal(_ text: some StringProtocol) -> Data? {
    let digits = Array(text.utf8)
    guard digits.count == 64 else { return nil }
    var bytes = Data(capacity: 32)
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = Character(Unicode.Scalar(digits[index])).hexDigitValue,
        let low = Character(Unicode.Scalar(digits[index + 1])).hexDigitValue
      else { return nil }
      bytes.append(UInt8(high * 16 + low))
    }
    return bytes
  }
}

/// The signature of a whole body in one header, base64 of HMAC-SHA256: Shopify's `X-Shopify-Hmac-SHA256`, WooCommerce's
/// `X-WC-Webhook-Signature`, AfterShip's `aftership-hmac-sha256`.
public enum BodySignature {
  /// Checks the header's text against the raw body.
  public static func check(_ header: String?, body: [UInt8], secrets: WebhookSecrets) -> SignatureCheck {
    guard let header else { return .missing }
    guard let code = Data(base64Encoded: header), code.count == 32 else { return .wrong }
    return MessageCode.isValid(code, of: body, with: secrets.texts.map { Array($0.utf8) }) ? .valid : .wrong
  }

  /// The header's text for a body.
  public static func make(body: [UInt8], secret: String) -> String {
    Data(MessageCode.make(of: body, with: Array(secret.utf8))).base64EncodedString()
  }
}
