public import Commerce
public import Vendors

/// An endpoint for one vendor's webhooks: how they are signed and how they are read.
public struct WebhookSource: Sendable {
  /// How requests are signed.
  public enum Scheme: Sendable, Hashable {
    /// Base64 of HMAC-SHA256 over the body in a header.
    case body(header: String)
    /// Stripe's own header, with the time.
    case stripe
    /// Standard Webhooks, with identifier and time.
    case standardWebhooks
  }

  /// The name in its path, in the log and in freshness ("shopify"). Best the same as the back end's: a poll's proof then finds
  /// deletions that were lost.
  public var name: String
  /// How requests are signed.
  public var scheme: Scheme
  /// The secrets that are accepted now.
  public var secrets: WebhookSecrets
  /// How payloads are read.
  public var format: any EventFormat
  /// Whether an unsigned `webhook_id=7` is answered with 200 and else ignored: WooCommerce sends it before it saves a webhook.
  public var answersPing = false

  /// Makes an endpoint.
  public init(
    name: String, scheme: Scheme, secrets: WebhookSecrets, format: any EventFormat, answersPing: Bool = false
  ) {
    self.name = name
    self.scheme = scheme
    self.secrets = secrets
    self.format = format
    self.answersPing = answersPing
  }

  /// Shopify.
  public static func shopify(
    name: String = "shopify", secrets: WebhookSecrets, mapping: any WebhookMapping.Type
  ) -> WebhookSource {
    WebhookSource(
      name: name, scheme: .body(header: "x-shopify-hmac-sha256"), secrets: secrets,
      format: MappedFormat.shopify(mapping))
  }

  /// WooCommerce.
  public static func wooCommerce(
    name: String = "woocommerce", secrets: WebhookSecrets, mapping: any WebhookMapping.Type
  ) -> WebhookSource {
    WebhookSource(
      name: name, scheme: .body(header: "x-wc-webhook-signature"), secrets: secrets,
      format: MappedFormat.wooCommerce(mapping), answersPing: true)
  }

  /// Stripe.
  public static func stripe(
    name: String = "stripe", secrets: WebhookSecrets, mapping: any WebhookMapping.Type
  ) -> WebhookSource {
    WebhookSource(name: name, scheme: .stripe, secrets: secrets, format: MappedFormat.stripe(mapping))
  }

  /// AfterShip.
  public static func afterShip(
    name: String = "aftership", secrets: WebhookSecrets, mapping: any WebhookMapping.Type
  ) -> WebhookSource {
    WebhookSource(
      name: name, scheme: .body(header: "aftership-hmac-sha256"), secrets: secrets,
      format: MappedFormat.afterShip(mapping))
  }

  /// CloudEvents about retail facts, signed as Standard Webhooks.
  public static func cloudEvents(name: String, secrets: WebhookSecrets) -> WebhookSource {
    WebhookSource(name: name, scheme: .standardWebhooks, secrets: secrets, format: CloudEventFormat())
  }

  /// Checks a request's signature over the raw body.
  public func check(_ headers: EventHeaders, _ body: [UInt8], now: Timestamp) -> SignatureCheck {
    switch scheme {
    case .body(let header): BodySignature.check(headers[header], body: body, secrets: secrets)
    case .stripe: StripeSignature.check(headers["stripe-signature"], body: body, secrets: secrets, now: now)
    case .standardWebhooks: StandardWebhooks.check(headers, body: body, secrets: secrets, now: now)
    }
  }

  func isPing(_ headers: EventHeaders, _ body: [UInt8]) -> Bool {
    guard answersPing, (1...40).contains(body.count), case .body(let header) = scheme, headers[header] == nil else {
      return false
    }
    let prefix = Array("webhook_id=".utf8)
    return body.starts(with: prefix) && body.count > prefix.count
      && body.dropFirst(prefix.count).allSatisfy { (0x30...0x39).contains($0) }
  }
}
