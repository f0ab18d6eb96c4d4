import FoundationEssentials
import Synchronization

/// Issues tokens in the webhook and takes them, once each, when the stream starts.
final class StreamTokens: Sendable {
  /// What became of a token.
  enum Redemption: Equatable {
    case valid(StreamClaims)
    case refused(EndDetail)
  }

  private let secret: [UInt8]
  private let lifetime: Int64
  private let clock: @Sendable () -> Int64
  private let used: Mutex<ReplaySet>

  /// Makes the office of tokens.
  /// - Parameters:
  ///   - secret: at least 32 random bytes; the same on all machines that share a number.
  ///   - lifetime: seconds from the webhook to `start`.
  ///   - capacity: how many tokens are remembered as used at a time.
  ///   - clock: seconds since 1970; the system's by default.
  init(
    secret: [UInt8], lifetime: Int64 = 60, capacity: Int = 65_536,
    clock: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
  ) {
    self.secret = secret
    self.lifetime = lifetime
    self.clock = clock
    used = Mutex(ReplaySet(capacity: capacity))
  }

  /// A new token for a call.
  func issue(_ claims: StreamClaims) -> String {
    var random = SystemRandomNumberGenerator()
    let nonce = String(random.next(), radix: 36) + String(random.next(), radix: 36)
    let signer = StreamTokenSigner(secret: secret)
    return signer.token(for: claims, expiry: clock() + lifetime, nonce: nonce) ?? ""
  }

  /// Takes a token for a call.
  func redeem(_ token: String?, callID: String) -> Redemption {
    guard let token else { return .refused(.tokenMissing) }
    guard let opened = StreamTokenSigner(secret: secret).open(token) else { return .refused(.tokenInvalid) }
    let now = clock()
    guard opened.expiry > now else { return .refused(.tokenExpired) }
    guard opened.claims.callID == callID else { return .refused(.tokenForOtherCall) }
    let fresh = used.withLock { $0.use(opened.nonce, expiry: opened.expiry, now: now) }
    return fresh ? .valid(opened.claims) : .refused(.tokenUsed)
  }
}
