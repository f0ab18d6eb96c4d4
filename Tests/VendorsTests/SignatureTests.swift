import Commerce
import Testing

@testable import Vendors

@Suite struct SignatureTests {
  let body = Array(#"{"id":820982911946154508,"email":"jon@example.com"}"#.utf8)
  let now = Timestamp(milliseconds: 1_614_265_330_000)

  @Test func bodySignatureCoversTheExactBytes() {
    let secrets = WebhookSecrets(["hush"])
    let header = BodySignature.make(body: body, secret: "hush")
    #expect(BodySignature.check(header, body: body, secrets: secrets) == .valid)
    #expect(BodySignature.check(header, body: body + [0x20], secrets: secrets) == .wrong)
    #expect(BodySignature.check(header.lowercased(), body: body, secrets: secrets) == .wrong)
    #expect(BodySignature.check(nil, body: body, secrets: secrets) == .missing)
    #expect(BodySignature.check("", body: body, secrets: secrets) == .wrong)
    #expect(BodySignature.check(String(header.dropLast(4)), body: body, secrets: secrets) == .wrong)
    #expect(BodySignature.check(header + ", " + header, body: body, secrets: secrets) == .wrong)
  }

  @Test func noSecretAcceptsNothing() {
    let empty = BodySignature.make(body: body, secret: "")
    #expect(BodySignature.check(empty, body: body, secrets: WebhookSecrets([])) == .wrong)
    #expect(BodySignature.check(empty, body: body, secrets: WebhookSecrets([""])) == .wrong)
  }

  @Test func oldAndNewSecretCountWhileItIsChanged() {
    let secrets = WebhookSecrets(["new", "old"])
    for secret in ["new", "old"] {
      #expect(
        BodySignature.check(BodySignature.make(body: body, secret: secret), body: body, secrets: secrets) == .valid)
    }
    #expect(
      BodySignature.check(BodySignature.make(body: body, secret: "older"), body: body, secrets: secrets) == .wrong)
  }

  @Test func stripeToleratesFiveMinutesEitherWay() {
    let secrets = WebhookSecrets(["whsec_test"])
    let seconds = now.milliseconds / 1_000
    for (offset, result) in [
      (0, SignatureCheck.valid), (-300, .valid), (300, .valid), (-301, .outsideTolerance), (301, .outsideTolerance),
    ] {
      let header = StripeSignature.make(body: body, secret: "whsec_test", at: seconds + Int64(offset))
      #expect(StripeSignature.check(header, body: body, secrets: secrets, now: now) == result)
    }
  }

  @Test func stripeTakesAnyOfSeveralCodes() {
    let secrets = WebhookSecrets(["b"])
    let seconds = now.milliseconds / 1_000
    let good = StripeSignature.make(body: body, secret: "b", at: seconds)
    let code = good.split(separator: "=").last!
    let other = String(repeating: "0", count: 64)
    func check(_ header: String) -> SignatureCheck {
      StripeSignature.check(header, body: body, secrets: secrets, now: now)
    }
    #expect(check("t=\(seconds),v1=\(other),v1=\(code),v0=junk") == .valid)
    #expect(check("t=\(seconds),v0=\(code)") == .missing)
    #expect(check("t=\(seconds)") == .missing)
    #expect(check("t=\(seconds),t=1,v1=\(code)") == .missing)
    #expect(check("t=99999999999999999999,v1=\(code)") == .missing)
    #expect(check("t=-1,v1=\(code)") == .missing)
    #expect(check("v1=\(code)") == .missing)
    #expect(check("t=\(seconds),v1=xyz") == .wrong)
    #expect(check("t=\(seconds + 1),v1=\(code)") == .wrong)
  }

  /// The vector that the libraries of Standard Webhooks test with.
  @Test func standardWebhooksVector() {
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    let body = Array(#"{"test": 2432232314}"#.utf8)
    let signed = StandardWebhooks.sign(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: 1_614_265_330, body: body, secret: secret)
    let headers = EventHeaders(signed!)
    #expect(headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    #expect(StandardWebhooks.check(headers, body: body, secrets: WebhookSecrets([secret]), now: now) == .valid)
    let bare = WebhookSecrets(["other", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
    #expect(StandardWebhooks.check(headers, body: body, secrets: bare, now: now) == .valid)
    let late = now.adding(milliseconds: 301_000)
    #expect(StandardWebhooks.check(headers, body: body, secrets: bare, now: late) == .outsideTolerance)
  }

  @Test func standardWebhooksBindIdentifierAndTime() {
    let secret = "a plain text secret"
    let seconds = now.milliseconds / 1_000
    let signed = StandardWebhooks.sign(id: "msg_1", at: seconds, body: body, secret: secret)!
    func check(_ changes: [String: String]) -> SignatureCheck {
      let values = Dictionary(uniqueKeysWithValues: signed).merging(changes) { $1 }
      return StandardWebhooks.check(EventHeaders(values), body: body, secrets: WebhookSecrets([secret]), now: now)
    }
    #expect(check([:]) == .valid)
    #expect(check(["webhook-id": "msg_2"]) == .wrong)
    #expect(check(["webhook-timestamp": "\(seconds - 1)"]) == .wrong)
    #expect(check(["webhook-timestamp": "soon"]) == .missing)
    #expect(check(["webhook-id": ""]) == .missing)
    #expect(check(["webhook-signature": "v1a,AAAA"]) == .missing)
    let code = signed[2].1
    #expect(check(["webhook-signature": "v1,AAAA v1a,BBBB \(code)"]) == .valid)
  }
}
