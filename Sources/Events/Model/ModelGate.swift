internal import Commerce
internal import Operations
internal import Synchronization

/// Keeps readers from a model that does not answer: after the first failure nobody asks it for a second, then one asks again.
///
/// Not the gateway's breaker of the back end behind the model, which may be well while the model is not.
final class ModelGate: Sendable {
  private let breaker: Mutex<Breaker>

  init() {
    var settings = Breaker.Settings()
    (settings.window, settings.fewestCalls, settings.probes) = (.seconds(1), 1, 1)
    (settings.pause, settings.largestPause) = (.seconds(1), .seconds(5))
    breaker = Mutex(Breaker(settings))
  }

  /// Whether the model is asked by everybody.
  var isClosed: Bool { breaker.withLock { $0.state == .closed } }

  func admit(_ now: Timestamp) -> Breaker.Admission {
    breaker.withLock { $0.admit(now: .milliseconds(now.milliseconds)) }
  }

  func finished(failed: Bool, as admission: Breaker.Admission, _ now: Timestamp) {
    breaker.withLock { $0.finished(failed: failed, as: admission, now: .milliseconds(now.milliseconds)) }
  }
}

extension Breaker.Admission {
  /// Whether it may not go.
  var isRefused: Bool { if case .refused = self { true } else { false } }
}
