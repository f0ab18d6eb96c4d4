import Conversations

/// The protocol of one carrier stream (Twilio Media Streams) as a state machine: what comes from the wire and from the
/// clock goes in, what to do comes out. It knows no socket and no clock; times are nanoseconds of one monotonic clock.
struct CarrierSession {
  /// What the shell has to do.
  enum Action: Equatable {
    case none
    /// Check the token and ask the host; report with ``accepted(now:)`` or ``refused(_:now:)``.
    case start(StreamStart)
    case deliver([Int16])
    case digit(Character)
    case text(String, seen: Int?)
    case mark(String)
    case ping
    /// The stream is over: tell everybody, close the socket. Comes once.
    case end(Ending)
    /// Close the socket without waiting any longer.
    case cut
  }

  private enum State {
    case awaitingStart
    case deciding(StreamStart)
    case running
    case closing(since: UInt64)
    case over
  }

  private let limits: StreamLimits
  private var state = State.awaitingStart
  private let openedAt: UInt64
  private var startedAt: UInt64 = 0
  private var lastMedia: UInt64 = 0
  private var samples = 0
  private var texts = 0
  private var lastPing: UInt64
  private var lastPong: UInt64?
  private var draining = false

  /// The stream's and the call's identifiers, once `start` has come.
  private(set) var streamID: String?
  private(set) var callID: String?

  init(limits: StreamLimits, now: UInt64) {
    self.limits = limits
    openedAt = now
    lastPing = now
  }

  /// True while the host has a media engine for this call.
  var isRunning: Bool {
    if case .running = state { true } else { false }
  }

  /// True until the stream has ended.
  var isOpen: Bool {
    switch state {
    case .awaitingStart, .deciding, .running: true
    case .closing, .over: false
    }
  }

  /// How long the call has run, in nanoseconds.
  func duration(now: UInt64) -> UInt64 { startedAt == 0 ? 0 : now &- startedAt }

  // MARK: From the wire

  /// A message was read.
  mutating func received(_ message: CarrierMessage, now: UInt64) -> Action {
    guard isOpen else { return .none }
    switch message {
    case .connected, .unknown: return .none
    case .start(let start): return starts(start, now: now)
    case .media(let stream, let inbound, let new): return media(stream, inbound, new, now: now)
    case .dtmf(let stream, let digit):
      return inCall(stream, now: now) ?? digit.map { .digit($0) } ?? .none
    case .text(let text, let seen): return typed(text, seen, now: now)
    case .mark(let stream, let name): return inCall(stream, now: now) ?? .mark(name)
    case .stop(let stream):
      if case .awaitingStart = state { return end(.callerHungUp, .stopped, 1000, now: now) }
      return inCall(stream, now: now) ?? end(.callerHungUp, .stopped, 1000, now: now)
    }
  }

  /// The wire brought something against the rules of the protocol.
  mutating func violated(_ detail: EndDetail, now: UInt64) -> Action {
    let code: UInt16 =
      switch detail {
      case .tooLarge: 1009
      case .notText: 1003
      case .malformed: 1007
      case .unknownStream, .secondStart, .beforeStart, .unsupportedFormat, .flooded: 1008
      default: 1002
      }
    return end(.protocolError, detail, code, now: now)
  }

  /// The peer sent a close frame: an orderly end, or the answer to ours.
  mutating func peerClosed(now: UInt64) -> Action {
    if case .closing = state {
      state = .over
      return .cut
    }
    return end(.callerHungUp, .peerClosed, 1000, now: now, cut: true)
  }

  /// The peer answered a ping.
  mutating func ponged(now: UInt64) { lastPong = now }

  /// The socket is gone or will bring nothing more.
  mutating func lost(_ detail: EndDetail, now: UInt64) -> Action {
    if case .closing = state {
      state = .over
      return .cut
    }
    return end(.connectionLost, detail, 1001, now: now, cut: true)
  }

  // MARK: From the house

  /// The host has taken the call.
  mutating func accepted(now: UInt64) {
    guard case .deciding = state else { return }
    state = .running
    startedAt = now
    lastMedia = now
  }

  /// The token was bad or the house is full.
  mutating func refused(_ detail: EndDetail, now: UInt64) -> Action {
    end(detail == .full ? .shutdown : .protocolError, detail, detail == .full ? 1013 : 1008, now: now)
  }

  /// The conversation is over.
  mutating func agentHungUp(now: UInt64) -> Action { end(.agentHungUp, .agentHungUp, 1000, now: now) }

  /// The server wants to stop: what has not begun ends at once, calls go on until `urgent`.
  mutating func shutdown(urgent: Bool, now: UInt64) -> Action {
    draining = true
    if case .awaitingStart = state { return end(.shutdown, .shutdown, 1001, now: now) }
    return urgent ? end(.shutdown, .shutdown, 1001, now: now) : .none
  }

  /// Time passes; call it every 20 ms.
  /// - Parameters:
  ///   - stuckSince: since when the socket has taken nothing; nil when it takes.
  ///   - backlog: how many bytes wait to be written.
  mutating func tick(now: UInt64, stuckSince: UInt64?, backlog: Int) -> Action {
    switch state {
    case .awaitingStart, .deciding:
      return now &- openedAt > limits.startTimeout ? end(.protocolError, .noStart, 1008, now: now) : .none
    case .running:
      if backlog > limits.maximumBacklog { return end(.notReading, .backlog, 1008, now: now, cut: true) }
      if let stuckSince, now > stuckSince, now - stuckSince > limits.notReadingTimeout {
        return end(.notReading, .backlog, 1008, now: now, cut: true)
      }
      if now &- startedAt > limits.maximumDuration { return end(.tooLong, .tooLong, 1000, now: now) }
      if let idle = limits.textTimeout {
        if now &- lastMedia > idle { return end(.tooLong, .idle, 1000, now: now) }
      } else if now &- lastMedia > limits.mediaTimeout {
        return end(.connectionLost, .noMedia, 1001, now: now)
      }
      if let lastPong, now > lastPong, now - lastPong > limits.pongTimeout {
        return end(.notReading, .noPong, 1008, now: now, cut: true)
      }
      if now &- lastPing >= limits.pingInterval {
        lastPing = now
        return .ping
      }
      return .none
    case .closing(let since):
      guard now &- since > limits.closeTimeout else { return .none }
      state = .over
      return .cut
    case .over: return .none
    }
  }

  // MARK: Rules

  private mutating func starts(_ start: StreamStart, now: UInt64) -> Action {
    guard case .awaitingStart = state else { return violated(.secondStart, now: now) }
    streamID = start.streamID
    callID = start.callID
    guard start.isTelephone else { return violated(.unsupportedFormat, now: now) }
    guard !draining else { return end(.shutdown, .shutdown, 1001, now: now) }
    state = .deciding(start)
    return .start(start)
  }

  private mutating func media(_ stream: String?, _ inbound: Bool, _ new: [Int16], now: UInt64) -> Action {
    if let objection = inCall(stream, now: now) { return objection }
    guard inbound else { return .none }
    lastMedia = now
    samples &+= new.count
    // 8 samples a millisecond; more than that, beyond the allowance, is no telephone.
    let fair = Int(truncatingIfNeeded: (now &- startedAt) / 125_000) &+ limits.aheadOfTime
    guard samples <= fair else { return violated(.flooded, now: now) }
    return new.isEmpty ? .none : .deliver(new)
  }

  private mutating func typed(_ text: String, _ seen: Int?, now: UInt64) -> Action {
    if let objection = inCall(nil, now: now) { return objection }
    if limits.textTimeout != nil { lastMedia = now }
    texts += 1
    // Nobody writes a message a second for long.
    guard texts <= Int(truncatingIfNeeded: (now &- startedAt) / 1_000_000_000) &+ limits.textsAhead else {
      return violated(.flooded, now: now)
    }
    return .text(text, seen: seen)
  }

  /// What is wrong with a message that belongs into a running call of this stream; nil when nothing is.
  private mutating func inCall(_ stream: String?, now: UInt64) -> Action? {
    guard isRunning else { return violated(.beforeStart, now: now) }
    if let stream, stream != streamID { return violated(.unknownStream, now: now) }
    return nil
  }

  private mutating func end(
    _ end: CallEnd, _ detail: EndDetail, _ code: UInt16, now: UInt64, cut: Bool = false
  ) -> Action {
    guard isOpen else { return .none }
    state = cut ? .over : .closing(since: now)
    return .end(Ending(end: end, detail: detail, closeCode: code, cut: cut))
  }
}
