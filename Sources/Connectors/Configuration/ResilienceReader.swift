import Commerce
import Documents
import Operations

/// Reads `resilience:` into the settings of the guards; what is not said keeps its default.
struct ResilienceReader {
  private static let keys = [
    "timeout_ms", "retries", "breaker", "bulkhead", "hedge", "stale_seconds", "writes",
  ]

  /// The settings, and the longest that one call may take.
  func settings(_ document: Document?) throws(DocumentError) -> (BackendSettings, timeout: Int?) {
    var settings = BackendSettings()
    guard let document else { return (settings, nil) }
    try document.allow(only: Self.keys)
    let timeout = try document.optional("timeout_ms")?.integer(50...60_000)
    if let retries = try document.optional("retries") { settings.retry.attempts = try retries.integer(0...5) + 1 }
    if let stale = try document.optional("stale_seconds") {
      settings.stale.age = .seconds(try stale.integer(0...86_400))
    }
    if let breaker = try document.optional("breaker") { settings.breaker = try self.breaker(breaker) }
    if let bulkhead = try document.optional("bulkhead") {
      try bulkhead.allow(only: ["limit", "queue"])
      if let limit = try bulkhead.optional("limit") { settings.bulkhead.limit = try limit.integer(1...1_000) }
      if let queue = try bulkhead.optional("queue") { settings.bulkhead.queue = try queue.integer(0...10_000) }
    }
    if let hedge = try document.optional("hedge") { settings.hedge = try self.hedge(hedge) }
    if let writes = try document.optional("writes") { settings.writes = try self.writes(writes) }
    return (settings, timeout)
  }

  private func breaker(_ document: Document) throws(DocumentError) -> Breaker.Settings {
    try document.allow(
      only: ["window_seconds", "fewest_calls", "failure_percent", "pause_seconds", "largest_pause_seconds", "probes"])
    var breaker = Breaker.Settings()
    if let part = try document.optional("window_seconds") { breaker.window = .seconds(try part.integer(1...600)) }
    if let part = try document.optional("fewest_calls") { breaker.fewestCalls = try part.integer(1...1_000) }
    if let part = try document.optional("failure_percent") {
      breaker.failureShare = Double(try part.integer(1...100)) / 100
    }
    if let part = try document.optional("pause_seconds") { breaker.pause = .seconds(try part.integer(1...600)) }
    if let part = try document.optional("largest_pause_seconds") {
      breaker.largestPause = .seconds(try part.integer(1...3_600))
    }
    if let part = try document.optional("probes") { breaker.probes = try part.integer(1...20) }
    return breaker
  }

  private func hedge(_ document: Document) throws(DocumentError) -> Hedge.Settings {
    var hedge = Hedge.Settings()
    try document.allow(only: ["percent", "soonest_ms"])
    if let part = try document.optional("percent") { hedge.share = Double(try part.integer(0...20)) / 100 }
    if let part = try document.optional("soonest_ms") { hedge.soonest = .milliseconds(try part.integer(1...10_000)) }
    return hedge
  }

  private func writes(_ document: Document) throws(DocumentError) -> WriteSettings {
    try document.allow(only: ["arrival_seconds", "confirm_from", "ask_ms"])
    var writes = WriteSettings()
    if let part = try document.optional("arrival_seconds") {
      writes.arrivalWindow = .seconds(try part.integer(0...3_600))
    }
    if let part = try document.optional("confirm_from") { writes.confirmFrom = try part.choice(Contract.Risk.self) }
    if let part = try document.optional("ask_ms") { writes.askTime = .milliseconds(try part.integer(100...30_000)) }
    return writes
  }
}
