internal import Conversations
internal import Logging
internal import Metrics
internal import SpeechEngines

/// What happens among the speech engines as metrics, and in the log where a person should know.
struct EngineMetrics: Sendable {
  var role: EngineReplacement.Role
  var logger: Logger

  func observe(_ event: EngineEvent) {
    switch event {
    case .worked(let engine, let delay):
      Metrics.Timer(label: "aisle_engine_seconds", dimensions: dimensions(engine))
        .recordMilliseconds(delay / .milliseconds(1))
    case .failed(let engine, let failure):
      Counter(
        label: "aisle_engine_failures_total", dimensions: dimensions(engine) + [("reason", failure.rawValue)]
      ).increment()
    case .replaced(let engine, let by, let failure):
      Counter(
        label: "aisle_engine_replacements_total",
        dimensions: dimensions(engine) + [("by", by ?? "none"), ("reason", failure.rawValue)]
      ).increment()
    case .breaker(let engine, let isOpen):
      Gauge(label: "aisle_engine_breaker_open", dimensions: dimensions(engine)).record(isOpen ? 1 : 0)
      logger.warning(
        isOpen ? "a speech engine is left alone for a while" : "a speech engine is used again",
        metadata: ["engine": "\(engine)", "role": "\(role.rawValue)"])
    }
  }

  private func dimensions(_ engine: String) -> [(String, String)] { [("engine", engine), ("role", role.rawValue)] }
}
