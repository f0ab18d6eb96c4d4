import Commerce
import Testing
import Vendors

@testable import Connectors

/// One Shopify simulator for all suites, and back ends that speak to it.
enum ShopifyFixture {
  static let simulator = Result {
    try SimulatorProcess(vendor: "shopify", ["--secret", "hush", "--job-ms", "60", "--time-scale", "0.0001"])
  }

  static func ready() async throws -> (SimulatorProcess, ShopifyBackend) {
    let simulator = try simulator.get()
    try await simulator.reset()
    return (simulator, backend(simulator.url))
  }

  static func backend(_ url: String, token: String = "shpat_simulated") -> ShopifyBackend {
    var settings = ShopifySettings()
    settings.timeZone = "America/Los_Angeles"
    settings.places = ["85400000001": "S01"]
    return ShopifyBackend(url: url, token: token, settings, now: { Timestamp(milliseconds: 1_795_000_000_000) })
  }

  static let reading = OperationContext(budget: .seconds(60))

  static func key(_ text: String) -> IdempotencyKey {
    IdempotencyKey(text) ?? IdempotencyKey(conversation: "x", call: 0)
  }
}
