public import Commerce
public import Logging
internal import Metrics
internal import Synchronization
public import Vendors

/// What a webhook is answered.
public struct WebhookAnswer: Hashable, Sendable {
  /// The HTTP status.
  public var status: Int
  /// One line that says why; holds nothing of the payload.
  public var reason: String
  /// Seconds after which to try again, for `Retry-After`.
  public var retryAfter: Int?

  /// Makes an answer.
  public init(_ status: Int, _ reason: String, retryAfter: Int? = nil) {
    self.status = status
    self.reason = reason
    self.retryAfter = retryAfter
  }
}

/// Signed webhooks: checks, then hands over. 200 means: durable, or known already. It knows nothing of HTTP but status codes.
///
/// | status | when |
/// |---|---|
/// | 200 | taken in; a duplicate; another content under a known identifier (kept for people to see); nothing that is kept |
/// | 400 | not JSON, or not the form that the source sends: nothing is stored |
/// | 401 | no signature, a wrong one, or one from too long ago: nothing is stored |
/// | 404 | no such source |
/// | 413 | larger than the bound |
/// | 422 | signed, but not what its topic promises: a dead letter |
/// | 503 | not durable, or too many at once: to be sent again |
public final class WebhookIntake: Sendable {
  /// Bounds.
  public struct Limits: Sendable {
    /// Bytes of one body.
    public var bodyBytes = 1_048_576
    /// Requests under way.
    public var concurrent = 512

    /// The usual bounds.
    public init() {}
  }

  /// Bounds; a server that reads bodies stops reading at `bodyBytes`.
  public let limits: Limits
  private let sources: [String: WebhookSource]
  private let processor: EventProcessor
  private let logger: Logger
  private let now: @Sendable () -> Timestamp
  private let underWay = Mutex(0)

  /// Makes the intake. The processor must have been started with the formats of all sources.
  public init(
    sources: [WebhookSource], processor: EventProcessor, limits: Limits = Limits(), logger: Logger,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.sources = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    self.processor = processor
    self.limits = limits
    self.logger = logger
    self.now = now
  }

  /// The names of the sources.
  public var sourceNames: [String] { sources.keys.sorted() }

  /// Takes one request.
  ///
  /// - Parameters:
  ///   - source: the last part of the path `/events/SOURCE`.
  ///   - body: the raw bytes as they came.
  public func receive(source: String, headers: EventHeaders, body: [UInt8]) async -> WebhookAnswer {
    guard let endpoint = sources[source] else { return WebhookAnswer(404, "no such source") }
    guard body.count <= limits.bodyBytes else { return refused(source, 413, "larger than \(limits.bodyBytes) bytes") }
    guard enter() else { return refused(source, 503, "too many at once", retryAfter: 1) }
    defer { underWay.withLock { $0 -= 1 } }
    if endpoint.isPing(headers, body) { return WebhookAnswer(200, "pong") }
    let received = now()
    switch endpoint.check(headers, body, now: received) {
    case .valid: break
    case .missing: return refused(source, 401, "no signature")
    case .wrong: return refused(source, 401, "wrong signature")
    case .outsideTolerance: return refused(source, 401, "signed too long ago or in the future")
    }
    let event = IncomingEvent(
      source: source, format: endpoint.format.name, transport: .webhook, headers: headers, body: body,
      receivedAt: received)
    do {
      return answer(try await processor.submit(event, keepingUnreadable: false), source)
    } catch {
      return WebhookAnswer(503, error.code == .busy ? "too many wait" : "not durable", retryAfter: 1)
    }
  }

  private func enter() -> Bool {
    underWay.withLock { count in
      guard count < limits.concurrent else { return false }
      count += 1
      return true
    }
  }

  private func answer(_ outcome: EventOutcome, _ source: String) -> WebhookAnswer {
    switch outcome {
    case .applied: return WebhookAnswer(200, "taken in")
    case .duplicate: return WebhookAnswer(200, "duplicate")
    case .conflict:
      logger.warning("another content under a known identifier", metadata: ["source": "\(source)"])
      return WebhookAnswer(200, "known under this identifier with another content")
    case .ignored(let why):
      logger.info("event ignored", metadata: ["source": "\(source)", "reason": "\(why)"])
      return WebhookAnswer(200, "ignored: \(why)")
    case .malformed(let why):
      logger.warning("event malformed", metadata: ["source": "\(source)", "reason": "\(why)"])
      return WebhookAnswer(422, why)
    case .unreadable(let why): return WebhookAnswer(400, why)
    }
  }

  private func refused(_ source: String, _ status: Int, _ reason: String, retryAfter: Int? = nil) -> WebhookAnswer {
    Counter(label: "aisle_events_received_total", dimensions: [("source", source), ("outcome", "refused_\(status)")])
      .increment()
    // Anybody can cause these: not a warning each.
    logger.debug("webhook refused", metadata: ["source": "\(source)", "status": "\(status)", "reason": "\(reason)"])
    return WebhookAnswer(status, reason, retryAfter: retryAfter)
  }
}
