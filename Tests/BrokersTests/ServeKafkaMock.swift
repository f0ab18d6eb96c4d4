import Foundation
import Testing

@testable import Brokers

/// Not a test: for trials with other programs, serves a mock cluster for `AISLE_SERVE_KAFKA_SECONDS` and prints where. Topics
/// appear when first used.
@Suite struct ServeKafkaMock {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["AISLE_SERVE_KAFKA_SECONDS"] != nil))
  func serve() async throws {
    let seconds = Int(ProcessInfo.processInfo.environment["AISLE_SERVE_KAFKA_SECONDS"] ?? "") ?? 60
    let cluster = try KafkaMockCluster()
    print("bootstrap servers: \(cluster.bootstrapServers)")
    try await Task.sleep(for: .seconds(seconds))
    withExtendedLifetime(cluster) {}
  }
}
