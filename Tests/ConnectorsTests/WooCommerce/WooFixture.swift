import Commerce
import Testing
import Vendors

@testable import Connectors

/// One WooCommerce simulator for all suites, and back ends that speak to it.
enum WooFixture {
  static let simulator = Result { try SimulatorProcess(vendor: "woocommerce", ["--time-scale", "0.0001"]) }

  static func ready() async throws -> (SimulatorProcess, WooCommerceBackend) {
    let simulator = try simulator.get()
    try await simulator.reset()
    return (simulator, backend(simulator.url))
  }

  static func backend(_ url: String, secret: String = "cs_simulated") -> WooCommerceBackend {
    WooCommerceBackend(
      url: url, key: "ck_simulated", secret: secret, now: { Timestamp(milliseconds: 1_795_000_000_000) })
  }
}
