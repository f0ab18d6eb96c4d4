public import Conversations
public import HTTPServer
public import Hummingbird
public import Logging
import NIOCore

/// A Twilio number's way into the house: two webhooks and the media stream. Make one, add its routes to the router and
/// its stream to the upgrade registry.
public struct TwilioLine: Sendable {
  /// The webhook of incoming calls.
  public static let voicePath = "/twilio/voice"
  /// The webhook for "primary handler fails".
  public static let fallbackPath = "/twilio/fallback"
  /// The webhook for "what next" after a stream, where ``TwilioConfiguration/asksAfterStream`` is set.
  public static let endedPath = "/twilio/ended"
  /// The media stream.
  public static let mediaPath = "/twilio/media"

  private let configuration: TwilioConfiguration
  private let streamURL: String
  private let tokens: StreamTokens?
  private let draining: DrainState
  private let admits: @Sendable () -> Bool
  private let logger: Logger
  private let services: StreamServices

  /// Makes a line and says at once in the log what it leaves open.
  /// - Parameters:
  ///   - host: takes the calls.
  ///   - secret: signs stream tokens: at least 32 random bytes, the same on machines that share a number.
  ///   - draining: when it drains, callers get the fallback at once.
  ///   - admits: whether there is room for one more call; asked in the webhook, so that a caller need not wait for a
  ///     stream that would be refused.
  /// - Throws: `badConfiguration`.
  public init(
    configuration: TwilioConfiguration, host: any CallHost, secret: [UInt8], draining: DrainState, logger: Logger,
    admits: @escaping @Sendable () -> Bool = { true }
  ) throws(TelephonyError) {
    guard secret.count >= 32 || !configuration.requireToken else {
      throw TelephonyError(.badConfiguration, "the secret for stream tokens needs at least 32 bytes")
    }
    streamURL = try configuration.webSocketOrigin() + Self.mediaPath
    self.configuration = configuration
    self.draining = draining
    self.admits = admits
    self.logger = logger
    tokens = configuration.requireToken ? StreamTokens(secret: secret) : nil
    services = StreamServices(host: host, tokens: tokens, limits: configuration.limits, logger: logger)
    if configuration.authToken == nil {
      logger.warning("No Twilio auth token is configured: webhooks are taken from this machine only")
    }
    if !configuration.requireToken {
      logger.warning("Streams need no token: they are taken from this machine only")
    }
  }

  /// Registers the media stream.
  public func register(in registry: inout UpgradeRegistry) throws(HTTPServerError) {
    try registry.register(
      Self.mediaPath,
      TwilioStreamHandler(configuration: configuration, streamURL: streamURL, services: services))
  }

  /// Adds the webhooks.
  public func addRoutes<Context: RemoteAddressRequestContext>(to router: Router<Context>) {
    let webhook = TwilioWebhook(configuration: configuration, logger: logger)
    let documents = configuration.twiML
    let action = configuration.asksAfterStream ? configuration.publicOrigin + Self.endedPath : nil
    router.post("\(Self.voicePath)") { request, context in
      await webhook.answer(request, path: Self.voicePath, context: context) { form in
        guard !draining.isDraining, admits(), services.socketCount < configuration.maximumSockets else {
          return documents.fallback()
        }
        guard let call = form["CallSid"], !call.isEmpty else { return documents.fallback() }
        let token = tokens?.issue(StreamClaims(callID: call, from: form["From"], to: form["To"]))
        return documents.connect(streamURL: streamURL, token: token, action: action)
      }
    }
    router.post("\(Self.endedPath)") { request, context in
      await webhook.answer(request, path: Self.endedPath, context: context) { form in
        services.wasEndedByAgent(form["CallSid"]) ? documents.hangUp() : documents.fallback()
      }
    }
    router.post("\(Self.fallbackPath)") { request, context in
      await webhook.answer(request, path: Self.fallbackPath, context: context) { _ in documents.fallback() }
    }
  }

  /// How many carrier sockets are open.
  public var openSockets: Int { services.socketCount }
}
