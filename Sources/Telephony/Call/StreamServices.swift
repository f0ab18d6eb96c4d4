import Conversations
import Logging
import Metrics
import Synchronization

/// What all streams of a house share.
final class StreamServices: Sendable {
  let host: any CallHost
  let tokens: StreamTokens?
  let limits: StreamLimits
  let logger: Logger
  let clocks: MediaClocks
  private let sockets = Atomic<Int>(0)
  private let counted: Counted
  private let active: Meter
  private let open: Meter
  private let started: Counter

  /// What the figures count: chats take no line.
  enum Counted: String { case calls, chats }

  init(
    host: any CallHost, tokens: StreamTokens?, limits: StreamLimits, counted: Counted = .calls, logger: Logger
  ) {
    self.counted = counted
    active = Meter(label: "aisle_\(counted)_active")
    open = Meter(label: counted == .calls ? "aisle_carrier_sockets" : "aisle_chat_sockets")
    started = Counter(label: "aisle_\(counted)_started_total")
    self.host = host
    self.tokens = tokens
    self.limits = limits
    self.logger = logger
    clocks = MediaClocks(lateness: Metrics.Timer(label: "aisle_media_tick_late_seconds"))
  }

  private let endedByAgent = Mutex(RecentIDs(capacity: 4_096))

  /// True when our side has ended this call, not long ago.
  func wasEndedByAgent(_ callID: String?) -> Bool {
    callID.map { id in endedByAgent.withLock { $0.contains(id) } } ?? false
  }

  /// How many sockets are open.
  var socketCount: Int { sockets.load(ordering: .relaxed) }

  func socketOpened() {
    sockets.add(1, ordering: .relaxed)
    open.increment()
  }

  func socketClosed() {
    sockets.subtract(1, ordering: .relaxed)
    open.decrement()
  }

  func callStarted() {
    started.increment()
    active.increment()
  }

  /// Counts and logs the end of a call that had begun.
  func callEnded(_ ending: Ending, callID: String?, nanoseconds: UInt64) {
    active.decrement()
    if ending.end == .agentHungUp, let callID { endedByAgent.withLock { $0.insert(callID) } }
    Counter(label: "aisle_\(counted)_ended_total", dimensions: [("reason", ending.end.rawValue)]).increment()
    log(
      counted == .calls ? "Call ended" : "Chat ended", ending, callID: callID,
      more: ["seconds": "\(nanoseconds / 1_000_000_000)"])
  }

  /// Counts and logs the end of a stream that never became a call.
  func streamRefused(_ ending: Ending, callID: String?) {
    Counter(label: "aisle_streams_refused_total", dimensions: [("reason", ending.detail.rawValue)]).increment()
    log("Stream ended before a call began", ending, callID: callID, more: [:])
  }

  private func log(_ message: Logger.Message, _ ending: Ending, callID: String?, more: Logger.Metadata) {
    var metadata = more
    // The carrier's identifier is data from outside: only what looks like one goes into the log.
    metadata["callSid"] = "\(LogSafe.identifier(callID))"
    metadata["reason"] = "\(ending.end.rawValue)"
    metadata["detail"] = "\(ending.detail.rawValue)"
    let level: Logger.Level =
      switch ending.end {
      case .callerHungUp, .agentHungUp, .shutdown: .info
      case .connectionLost, .protocolError, .notReading, .tooLong: .warning
      }
    logger.log(level: level, message, metadata: metadata)
  }
}

/// The last few identifiers put in.
struct RecentIDs {
  private let capacity: Int
  private var order: [String] = []
  private var next = 0
  private var members: Set<String> = []

  init(capacity: Int) { self.capacity = max(1, capacity) }

  func contains(_ id: String) -> Bool { members.contains(id) }

  mutating func insert(_ id: String) {
    guard members.insert(id).inserted else { return }
    if order.count < capacity {
      order.append(id)
    } else {
      members.remove(order[next])
      order[next] = id
      next = (next + 1) % capacity
    }
  }
}

/// Makes identifiers from outside safe to log.
enum LogSafe {
  /// The identifier when it is short and of letters and digits, as carriers make them; otherwise a mark. A telephone
  /// number does not pass: it must begin with two letters.
  static func identifier(_ text: String?) -> String {
    guard let text else { return "none" }
    let bytes = text.utf8
    guard (3...64).contains(bytes.count), bytes.prefix(2).allSatisfy(isLetter),
      bytes.allSatisfy({ isLetter($0) || isDigit($0) })
    else { return "unusual" }
    return text
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
