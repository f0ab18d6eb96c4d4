public import Metrics
import Synchronization

/// A small swift-metrics back end that shows its figures in the Prometheus text format. Counters count up, gauges and
/// meters hold the last value, recorders and timers become histograms with fixed buckets; timers are in seconds. The same
/// label and dimensions give the same series. A label used again for another kind gives an instrument that is not shown:
/// a metric has one type.
public final class PrometheusRegistry: MetricsFactory {
  /// Buckets for timers, in seconds: from a frame's work to a long turn.
  public static let secondBuckets = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 1, 1.5, 2.5, 5, 10,
  ]
  /// Buckets for recorders of plain numbers.
  public static let plainBuckets: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]

  private enum Kind: String { case counter, gauge, histogram }
  private struct Family {
    let kind: Kind
    var series: [PrometheusLabels: any PrometheusSeries] = [:]
  }

  private let families = Mutex<[String: Family]>([:])
  private let buckets: [String: [Double]]

  /// Makes an empty registry.
  /// - Parameter buckets: upper bounds by metric name, for those whose default does not fit.
  public init(buckets: [String: [Double]] = [:]) { self.buckets = buckets }

  /// All figures, in the order of their names and labels.
  public func exposition() -> String {
    let families = families.withLock { $0 }
    var text = ""
    for (name, family) in families.sorted(by: { $0.key < $1.key }) where !family.series.isEmpty {
      text += "# TYPE \(name) \(family.kind.rawValue)\n"
      for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
        series.render(name: name, labels: labels, into: &text)
      }
    }
    return text
  }

  private func series<S: PrometheusSeries>(
    _ label: String, _ dimensions: [(String, String)], _ kind: Kind, _ make: (String) -> S
  ) -> S {
    let name = PrometheusText.metricName(label)
    let labels = PrometheusLabels(dimensions)
    return families.withLock { families in
      var family = families[name] ?? Family(kind: kind)
      guard family.kind == kind else { return make(name) }
      if let known = family.series[labels] as? S { return known }
      let made = make(name)
      guard family.series[labels] == nil else { return made }
      family.series[labels] = made
      families[name] = family
      return made
    }
  }

  private func remove(_ handler: AnyObject) {
    families.withLock { families in
      for (name, family) in families {
        for (labels, series) in family.series where series === handler {
          families[name]?.series.removeValue(forKey: labels)
        }
      }
    }
  }

  private func histogram(_ label: String, _ dimensions: [(String, String)], _ bounds: [Double]) -> PrometheusHistogram {
    series(label, dimensions, .histogram) { PrometheusHistogram(bounds: self.buckets[$0] ?? bounds) }
  }

  /// A counter.
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series(label, dimensions, .counter) { _ in PrometheusCounter() }
  }

  /// A counter of fractions.
  public func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    series(label, dimensions, .counter) { _ in PrometheusCounter() }
  }

  /// A gauge.
  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series(label, dimensions, .gauge) { _ in PrometheusGauge() }
  }

  /// A histogram, or a gauge when values are not to be summed up.
  public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    if aggregate { return histogram(label, dimensions, Self.plainBuckets) }
    return series(label, dimensions, .gauge) { _ in PrometheusGauge() }
  }

  /// A histogram of seconds.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    histogram(label, dimensions, Self.secondBuckets)
  }

  /// Forgets a counter.
  public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
  /// Forgets a counter of fractions.
  public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
  /// Forgets a gauge.
  public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
  /// Forgets a recorder.
  public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
  /// Forgets a timer.
  public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }
}
