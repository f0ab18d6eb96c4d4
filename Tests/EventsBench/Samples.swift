import Foundation
import Synchronization

/// Durations, gathered from many tasks.
final class Samples: Sendable {
  private let values = Mutex<[Duration]>([])

  func add(_ more: [Duration]) { values.withLock { $0 += more } }

  /// "p50 0.4 ms, p95 … of N".
  var text: String {
    let sorted = values.withLock { $0.sorted() }
    guard !sorted.isEmpty else { return "nothing measured" }
    func at(_ share: Double) -> String {
      let value = sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] / .milliseconds(1)
      return String(format: value < 0.1 ? "%.4f ms" : "%.2f ms", value)
    }
    return "p50 \(at(0.5)), p95 \(at(0.95)), p99 \(at(0.99)), p99.9 \(at(0.999)), worst \(at(1)) of \(sorted.count)"
  }
}
