import Commerce
import Foundation
import Vendors

@testable import Connectors

/// The ERP simulator with the shared world, and how it is told what to do.
extension SimulatorProcess {
  static let erpPassword = "wws-test"

  /// Starts one that answers in ISO-8859-1.
  static func erp(_ arguments: [String] = []) throws -> SimulatorProcess {
    let world = root.appending(path: "simulators/common/world.json").path
    return try SimulatorProcess(
      "erp_soap", ["--password", erpPassword, "--latin1", "--seed-file", world] + arguments)
  }

  /// A back end for it.
  func erpBackend(_ change: (inout SOAPSettings) -> Void = { _ in }) -> SOAPBackend {
    var settings = SOAPSettings(url: url + "/wws/Auftragsdienst", user: "wws", password: Self.erpPassword)
    change(&settings)
    return SOAPBackend(name: "erp", settings)
  }

  /// Adds a fault of the simulators under `simulators/http_peer` to the next request whose body fits.
  func peerFault(_ kind: String, body: String, _ options: [String: JSONValue] = [:]) async throws {
    var rule = options
    rule["kind"] = .string(kind)
    rule["match"] = .object(["body": .string(body)])
    try await control("POST", "faults", .array([.object(rule)]))
  }

  /// Changes something as people at the ERP's desks would.
  func erpTouch(_ action: String, order: String) async throws {
    try await control("POST", "touch", .object(["action": .string(action), "order": .string(order)]))
  }

  /// The revision of an order: 1 at first, one more with each change.
  func erpRevision(_ number: String) async throws -> Int? {
    try await state()["orders"]?[number]?["revision"]?.integer
  }

  /// The effects that requests had since the reset.
  func erpEffects() async throws -> [String] {
    (try await log()["log"]?.array ?? []).flatMap { ($0["effects"]?.array ?? []).compactMap(\.string) }
  }
}
