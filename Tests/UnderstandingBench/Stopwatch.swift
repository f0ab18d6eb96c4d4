import Foundation

/// Processor time of the calling thread, and figures of it.
enum Stopwatch {
  static func milliseconds(_ work: () -> Void) -> Double {
    let start = now()
    work()
    return now() - start
  }

  /// The median of some repetitions.
  static func median(_ repetitions: Int, _ work: () -> Void) -> Double {
    (0..<repetitions).map { _ in milliseconds(work) }.sorted()[repetitions / 2]
  }

  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1e6
  }
}

/// Times of one thing, and the sentences they belong to.
struct Times {
  private var times: [(milliseconds: Double, text: String)] = []

  mutating func add(_ milliseconds: Double, _ text: String) { times.append((milliseconds, text)) }

  var isEmpty: Bool { times.isEmpty }

  /// The median, the 95th and 99th percentile and the longest, as text.
  func summary(_ name: String) -> String {
    let sorted = times.map(\.milliseconds).sorted()
    func at(_ share: Double) -> String { String(format: "%.3f", sorted[Int(Double(sorted.count - 1) * share)]) }
    return "\(name.padding(toLength: 24, withPad: " ", startingAt: 0)) p50 \(at(0.5)) ms, p95 \(at(0.95)) ms, "
      + "p99 \(at(0.99)) ms, longest \(at(1)) ms, \(sorted.count) sentences"
  }

  /// The sentences that took longest.
  func slowest(_ count: Int) -> [String] {
    times.sorted { $0.milliseconds > $1.milliseconds }.prefix(count).map {
      String(format: "  %.2f ms  ", $0.milliseconds) + $0.text.prefix(100)
    }
  }
}
