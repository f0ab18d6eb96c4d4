import Commerce
import Foundation
import Vendors

@testable import Connectors

/// The control plane of the simulators under `simulators/common` (Shopify and WooCommerce).
extension SimulatorProcess {
  /// Starts one of them with the shared world.
  convenience init(vendor: String, _ arguments: [String] = []) throws {
    let world = Self.root.appending(path: "simulators/common/world.json").path
    try self.init(vendor, ["--seed-file", world] + arguments)
  }

  /// Adds a rule to the schedule of faults.
  func fault(_ kind: String, on match: [String: String], _ options: [String: JSONValue] = [:]) async throws {
    var rule = options
    rule["kind"] = .string(kind)
    rule["match"] = .object(match.mapValues(JSONValue.string))
    try await control("POST", "faults", .object(["schedule": .array([.object(rule)])]))
  }

  /// Changes something as the merchant would.
  func touch(_ op: String, _ parts: [String: JSONValue]) async throws {
    try await control("POST", "touch", .object(parts.merging(["op": .string(op)]) { _, new in new }))
  }

  /// An order of the neutral world as it now is.
  func order(_ number: String) async throws -> JSONValue {
    let orders = try await state()["world"]?["orders"]?.array ?? []
    return orders.first { $0["number"]?.string == number } ?? .null
  }

  /// The effects that requests had since the reset, as the simulator names them ("refundCreate").
  func effectNames() async throws -> [String] {
    (try await log()["requests"]?.array ?? []).flatMap { entry in
      (entry["effects"]?.array ?? []).compactMap { $0["what"]?.string }
    }
  }
}
