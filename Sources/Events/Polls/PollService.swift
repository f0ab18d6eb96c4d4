public import Logging
public import ServiceLifecycle

/// Polls a stream again and again, and compares everything now and then.
public struct PollService: Service {
  private let reconciler: Reconciler
  private let interval: Duration
  private let proofEvery: Int
  private let logger: Logger

  /// Makes the service.
  ///
  /// - Parameters:
  ///   - interval: from the end of a poll to the beginning of the next.
  ///   - proofEvery: so many polls are followed by a comparison of everything; 0: never.
  public init(_ reconciler: Reconciler, interval: Duration, proofEvery: Int = 0, logger: Logger) {
    self.reconciler = reconciler
    self.interval = interval
    self.proofEvery = proofEvery
    self.logger = logger
  }

  /// Polls until it is told to stop.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      var polls = 0
      while !Task.isCancelled {
        polls += 1
        do {
          let isProof = proofEvery > 0 && polls.isMultiple(of: proofEvery)
          let report = try await isProof ? reconciler.prove() : reconciler.pollChanges()
          if report.repaired > 0 || !report.isEqual {
            logger.warning(
              "a poll found what events did not tell",
              metadata: [
                "poll": "\(reconciler.name)", "checked": "\(report.checked)", "repaired": "\(report.repaired)",
                "ahead": "\(report.ahead)", "unrepaired": "\(report.unrepaired)", "unusable": "\(report.unusable ?? 0)",
              ])
          }
        } catch {
          logger.warning("a poll failed", metadata: ["poll": "\(reconciler.name)", "error": "\(error)"])
        }
        try? await Task.sleep(for: interval)
      }
    }
  }
}
