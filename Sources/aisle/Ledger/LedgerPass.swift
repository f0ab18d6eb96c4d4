internal import Commerce
internal import Foundation
internal import Operations
internal import Vendors

/// How the `aisle ledger` command shows the server that it may read the master key: requests are signed, so that whatever else
/// listens at the port learns nothing it could use.
struct LedgerPass: Sendable {
  /// What a decision is sent as.
  struct Word: Codable {
    var key: String
    var verdict: LedgerVerdict
  }

  /// Known to whoever may read the master key.
  var secret: String

  /// The headers of a request with a body.
  func headers(_ body: [UInt8]) -> [(String, String)] {
    let now = MachineClock().wall.milliseconds / 1_000
    return StandardWebhooks.sign(id: "ledger-\(UUID().uuidString)", at: now, body: body, secret: secret) ?? []
  }

  /// Whether a request comes from somebody who knows the secret.
  func admits(_ headers: EventHeaders, _ body: [UInt8]) -> Bool {
    StandardWebhooks.check(headers, body: body, secrets: WebhookSecrets([secret]), now: MachineClock().wall) == .valid
  }
}
