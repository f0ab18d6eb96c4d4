internal import Commerce
internal import Events
internal import Operations
internal import SpeechEngines
internal import Storage
internal import Web

/// How the systems stand, for the console.
struct SystemsReporter: SystemsReporting {
  var gateway: Gateway
  var backends: [any CommerceBackend]
  var table: RoutingTable
  var events: EventHouse?
  var out: OutHouse?
  var speech: SpeechParts

  func report() async -> SystemsReport {
    SystemsReport(backends: gateway.status().map(line), feeds: await feeds() + told(), engines: engines())
  }

  /// The speech engines, where there is more than one to choose from.
  private func engines() -> [SystemsReport.Feed] {
    [(speech.ears, "hears"), (speech.voices, "speaks")].flatMap { desk, role in
      (desk?.statuses() ?? []).map { status in
        let reason = status.lastFailure.map { ", last failure: \($0.words)" } ?? ""
        return SystemsReport.Feed(
          name: "\(role): \(status.name)", health: status.isWell ? .good : .degraded, words: status.words + reason,
          counts: [("done", status.worked), ("failed", status.failed)], last: nil)
      }
    }
  }

  private func line(_ status: BackendStatus) -> SystemsReport.Backend {
    let (health, words) = Self.health(status)
    let answers =
      backends.first { $0.name == status.name }.map { backend in
        OperationName.allCases.filter { table.backend(for: $0) == backend.name && backend.operations.contains($0) }
      } ?? []
    return SystemsReport.Backend(
      name: status.name, health: health, words: words, median: status.median.map { $0 / .milliseconds(1) },
      p95: status.p95.map { $0 / .milliseconds(1) }, calls: status.calls,
      failures: status.failures.filter { !$0.key.isBusiness && $0.key != .rateLimited }.values.reduce(0, +),
      retries: status.retries,
      stale: status.staleServed, openWrites: status.openWrites, needPerson: status.needPerson,
      lastError: status.lastError.map { "\($0.code.rawValue): \($0.message)" }, lastFailure: status.lastFailure,
      operations: answers.map(\.rawValue).sorted())
  }

  /// How far each sink has been told.
  private func told() async -> [SystemsReport.Feed] {
    guard let out else { return [] }
    var feeds: [SystemsReport.Feed] = []
    for (name, _) in out.relays {
      let counts = try? await out.store.counts(for: name)
      let late = counts?.oldest.map { $0.adding(milliseconds: 60_000) < MachineClock().wall } ?? false
      feeds.append(
        SystemsReport.Feed(
          name: "out: \(name)", health: (counts?.dead ?? 0) > 0 ? .bad : late ? .degraded : .good,
          words: (counts?.dead ?? 0) > 0 ? "events were given up" : late ? "does not take events" : "told",
          counts: [("waiting", counts?.pending ?? 0), ("given up", counts?.dead ?? 0)], last: nil))
    }
    return feeds
  }

  private func feeds() async -> [SystemsReport.Feed] {
    guard let events else { return [] }
    let status = try? await events.processor.status()
    let letters = status?.deadLetters ?? 0
    let isBehind = status?.isBehind == true
    var feeds = [
      SystemsReport.Feed(
        name: "events in", health: isBehind || letters > 0 ? .degraded : .good,
        words: isBehind
          ? "the shared read model does not answer"
          : letters > 0 ? "some cannot be read" : "\(events.names.count) ways in",
        counts: [("dead letters", letters)], last: nil)
    ]
    for poll in events.polls {
      let report = try? await poll.lastReport()
      feeds.append(
        SystemsReport.Feed(
          name: "poll \(poll.name)", health: report?.isEqual == false ? .degraded : .good,
          words: report.map { $0.isEqual ? "equals its source" : "differs from its source" } ?? "not polled yet",
          counts: report.map { report in
            [("checked", report.checked), ("repaired", report.repaired)]
              + (report.unusable.map { [("cannot be read", $0)] } ?? [])
          } ?? [], last: report?.finishedAt))
    }
    return feeds
  }

  static func health(_ status: BackendStatus) -> (SystemsReport.Health, String) {
    switch status.breaker {
    case .open: return (.bad, "left alone after failures")
    case .halfOpen: return (.degraded, "being tried again")
    case .closed: break
    }
    if status.needPerson > 0 { return (.bad, "writes wait for a person") }
    if let pause = status.throttledFor {
      return (.degraded, "asked for fewer calls; again in \(max(1, Int((pause / .seconds(1)).rounded(.up)))) s")
    }
    if !status.isHealthy { return (.degraded, "the last call failed") }
    if status.openWrites > 0 { return (.degraded, "writes are being settled") }
    return (.good, status.calls == 0 ? "not asked yet" : "well")
  }
}
