import Testing

import class Foundation.ProcessInfo

@testable import Telephony

/// Not a test: serves an echo for a load generator when `AISLE_SERVE_SECONDS` is set (port in `AISLE_SERVE_PORT`).
@Suite struct ServeForBenchmark {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["AISLE_SERVE_SECONDS"] != nil))
  func serve() async throws {
    let environment = ProcessInfo.processInfo.environment
    let seconds = Int(environment["AISLE_SERVE_SECONDS"] ?? "") ?? 60
    let port = Int(environment["AISLE_SERVE_PORT"] ?? "") ?? 8_765
    try await FakeHouse.run(port: port, host: FakeHost(recording: false), drainLimit: .seconds(1)) { _ in
      try await Task.sleep(for: .seconds(seconds))
    }
  }
}
