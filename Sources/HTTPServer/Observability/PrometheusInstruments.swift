import Metrics
import Synchronization

/// One exposed series: renders its samples when asked.
protocol PrometheusSeries: AnyObject, Sendable {
  /// Appends the sample lines of this series.
  func render(name: String, labels: PrometheusLabels, into text: inout String)
}

/// Counts up.
final class PrometheusCounter: CounterHandler, FloatingPointCounterHandler, PrometheusSeries {
  private let value = Mutex<Double>(0)

  func increment(by amount: Int64) { increment(by: Double(amount)) }
  func increment(by amount: Double) {
    guard amount > 0, amount.isFinite else { return }
    value.withLock { $0 += amount }
  }
  func reset() { value.withLock { $0 = 0 } }

  func render(name: String, labels: PrometheusLabels, into text: inout String) {
    text += "\(name)\(labels.text) \(PrometheusText.number(value.withLock { $0 }))\n"
  }
}

/// Holds what was last set.
final class PrometheusGauge: MeterHandler, RecorderHandler, PrometheusSeries {
  private let value = Mutex<Double>(0)

  func set(_ new: Int64) { set(Double(new)) }
  func set(_ new: Double) { value.withLock { $0 = new } }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }
  func record(_ new: Int64) { set(Double(new)) }
  func record(_ new: Double) { set(new) }

  func render(name: String, labels: PrometheusLabels, into text: inout String) {
    text += "\(name)\(labels.text) \(PrometheusText.number(value.withLock { $0 }))\n"
  }
}

/// Counts values into fixed buckets.
final class PrometheusHistogram: RecorderHandler, TimerHandler, PrometheusSeries {
  private struct State {
    var counts: [UInt64]
    var sum = 0.0
  }

  private let bounds: [Double]
  private let state: Mutex<State>

  /// - Parameter bounds: upper bounds, rising; the bucket without bound is added.
  init(bounds: [Double]) {
    self.bounds = bounds
    state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
  }

  func record(_ value: Int64) { record(Double(value)) }
  func record(_ value: Double) {
    guard !value.isNaN else { return }
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    state.withLock {
      $0.counts[bucket] &+= 1
      $0.sum += value
    }
  }
  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

  func render(name: String, labels: PrometheusLabels, into text: inout String) {
    let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
    var cumulative: UInt64 = 0
    for (index, count) in counts.enumerated() {
      cumulative &+= count
      let bound = index < bounds.count ? PrometheusText.number(bounds[index]) : "+Inf"
      text += "\(name)_bucket\(labels.adding("le", bound)) \(cumulative)\n"
    }
    text += "\(name)_sum\(labels.text) \(PrometheusText.number(sum))\n"
    text += "\(name)_count\(labels.text) \(cumulative)\n"
  }
}
