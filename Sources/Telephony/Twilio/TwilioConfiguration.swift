/// How a Twilio number reaches this house.
public struct TwilioConfiguration: Sendable {
  /// The public origin as the carrier sees it: "https://voice.example.com", no path. Signatures are checked against it and
  /// streams are sent to it.
  public var publicOrigin: String
  /// The account's auth token. Without one, webhooks are taken from this machine only.
  public var authToken: String?
  /// The number dialled when we cannot go on, in E.164.
  public var fallbackNumber: String?
  /// Whether a stream must bring the token of its webhook. False only for trying out: then streams are taken from this
  /// machine only.
  public var requireToken = true
  /// Whether a handshake without `X-Twilio-Signature` is refused when an auth token is configured. A wrong signature always
  /// is.
  public var requireSignedHandshake = false
  /// Whether Twilio asks us what to do when a stream has ended (`Connect action`). Then a call that the agent has ended is
  /// hung up instead of going on to the fallback; but when this server has died, what happens is up to the number's own
  /// "primary handler fails" URL. False: what follows in the document runs after every stream, whoever ended it.
  public var asksAfterStream = false
  /// The most carrier sockets open at a time; more are refused with 503.
  public var maximumSockets = 4_000
  /// What a stream may take.
  public var limits = StreamLimits()
  /// Said after the stream has ended, whatever the reason.
  public var endedSentence = "The connection to our assistant has ended."
  /// Said when the assistant cannot take the call.
  public var unavailableSentence = "Our assistant cannot take your call at the moment."
  /// Said before hanging up when no fallback number is configured.
  public var tryAgainSentence = "If you still need help, please call again."

  /// Makes a configuration.
  public init(publicOrigin: String) { self.publicOrigin = publicOrigin }

  /// The origin with the scheme of a WebSocket.
  /// - Throws: `badConfiguration` when the origin is no `http` or `https` origin.
  func webSocketOrigin() throws(TelephonyError) -> String {
    for (scheme, socket) in [("https://", "wss://"), ("http://", "ws://")] where publicOrigin.hasPrefix(scheme) {
      let authority = publicOrigin.dropFirst(scheme.count)
      guard !authority.isEmpty, !authority.contains(where: { "/?# ".contains($0) }) else { break }
      return socket + authority
    }
    throw TelephonyError(.badConfiguration, "the public origin must look like https://voice.example.com")
  }

  /// The documents of this configuration.
  var twiML: TwiML {
    TwiML(
      ended: endedSentence, unavailable: unavailableSentence, tryAgain: tryAgainSentence, fallbackNumber: fallbackNumber
    )
  }
}
