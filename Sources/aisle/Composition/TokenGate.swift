internal import Storage
internal import Web

/// Lets the holders of stored tokens in.
struct StoredTokens: TokenGate {
  var checker: TokenChecker

  func holder(of token: String) -> TokenHolder? {
    checker.row(of: token).map { TokenHolder(id: $0.id, name: $0.name) }
  }
}

extension ConversationAPILimits {
  /// What `aisle.yaml` says of them.
  init(_ configuration: AisleConfiguration) {
    self.init()
    perToken = configuration.conversationsPerToken
    idle = .seconds(configuration.idleMinutes * 60)
    answerWait = .milliseconds(configuration.answerWait)
  }
}
