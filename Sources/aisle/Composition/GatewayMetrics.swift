internal import Commerce
internal import Logging
internal import Metrics
internal import Operations

/// What happens at the gateway as metrics, and in the log where a person should know.
struct GatewayMetrics: GatewayObserver {
  var logger: Logger

  func observe(_ event: GatewayEvent) {
    switch event {
    case .answered(let backend, let operation, let time, let failure):
      Metrics.Timer(
        label: "aisle_backend_seconds", dimensions: [("backend", backend), ("operation", operation.rawValue)]
      ).recordMilliseconds(time / .milliseconds(1))
      guard let failure, !failure.isBusiness else { return }
      Counter(label: "aisle_backend_failures_total", dimensions: [("backend", backend), ("code", failure.rawValue)])
        .increment()
    case .retried(let backend, _): count("aisle_backend_retries_total", backend)
    case .hedged(let backend, _): count("aisle_backend_hedges_total", backend)
    case .servedStale(let backend, _, _): count("aisle_backend_stale_total", backend)
    case .breaker(let backend, let state):
      Gauge(label: "aisle_backend_breaker_open", dimensions: [("backend", backend)]).record(state == .closed ? 0 : 1)
      logger.warning("circuit breaker", metadata: ["backend": "\(backend)", "state": "\(state)"])
    case .throttled(let backend, let pause):
      count("aisle_backend_throttled_total", backend)
      let length = pause.map { "\($0 / .milliseconds(1)) ms" } ?? "unsaid"
      logger.notice("asked for fewer calls", metadata: ["backend": "\(backend)", "pause": "\(length)"])
    case .intended(_, let time):
      Metrics.Timer(label: "aisle_ledger_intention_seconds").recordMilliseconds(time / .milliseconds(1))
    case .write(let report, let notice): write(report, notice)
    }
  }

  private func write(_ report: LedgerMachine.Report, _ notice: LedgerNotice) {
    Counter(
      label: "aisle_ledger_writes_total",
      dimensions: [
        ("operation", notice.operation.rawValue), ("state", notice.state.rawValue), ("report", "\(report)"),
      ]
    ).increment()
    let metadata: Logger.Metadata = [
      "key": "\(notice.key)", "operation": "\(notice.operation.rawValue)", "backend": "\(notice.backend)",
      "sends": "\(notice.sends)", "asks": "\(notice.asks)",
    ]
    switch report {
    case .settled: logger.info("write settled as \(notice.state.rawValue)", metadata: metadata)
    case .unknown: logger.warning("the outcome of a write is being found out", metadata: metadata)
    case .needsPerson: logger.error("the outcome of a write has to be found out by a person", metadata: metadata)
    case .notDurable: logger.error("the outcome of a write cannot be recorded yet", metadata: metadata)
    case .contradicted: logger.error("a back end contradicts its own answer to a write", metadata: metadata)
    }
  }

  private func count(_ label: String, _ backend: String) {
    Counter(label: label, dimensions: [("backend", backend)]).increment()
  }
}
