import Commerce
import Foundation
import Testing
import Vendors

@testable import Connectors

@Suite(.serialized, .enabled(if: SimulatorProcess.isAvailable, Comment(rawValue: SimulatorProcess.unavailable)))
struct AfterShipTests {
  private static let simulator = Result {
    try SimulatorProcess("aftership", ["--api-key", "asat_aisle", "--webhook-secret", "x"])
  }
  private let simulator: SimulatorProcess
  private let peer: HTTPPeer
  private let tracking: AfterShipBackend
  private static let number = "00340434161094021501"

  init() async throws {
    simulator = try Self.simulator.get()
    try await simulator.control("DELETE", "faults")
    try await simulator.reset()
    peer = HTTPPeer(name: "aftership", url: simulator.url, headers: [("as-api-key", "asat_aisle")])
    tracking = AfterShipBackend(name: "aftership", peer: peer)
  }

  private func track(order: String? = nil, number: String? = nil) async throws -> [Shipment] {
    // The list's limit is six a second: a test is faster than any caller.
    for _ in 0..<5 {
      do {
        return try await tracking.perform(
          TrackShipment(order: order, trackingNumber: number), OperationContext(budget: .seconds(60))
        ).outcome.shipments
      } catch {
        guard error.code == .rateLimited else { throw error }
        try await Task.sleep(for: .milliseconds(error.retryAfterMilliseconds ?? 1_000))
      }
    }
    return []
  }

  @Test func findsByNumberAndByOrder() async throws {
    let parcel = try #require(try await track(number: Self.number).first)
    #expect(parcel.carrier == "DHL" && parcel.status == .inTransit && parcel.events.count == 3)
    #expect(parcel.estimatedDelivery == LocalDate(year: 2026, month: 11, day: 23) && parcel.deliveredOn == nil)
    #expect(try await track(order: "40217") == [parcel])
    let delivered = try #require(try await track(order: "40219").first)
    #expect(delivered.status == .delivered && delivered.deliveredOn == LocalDate(year: 2026, month: 11, day: 6))
    for (order, number) in [("99999", nil), (nil, "1Z000"), ("40217", "1Z12345E0205271688")] as [(String?, String?)] {
      let failure = await #expect(throws: OperationFailure.self) { try await track(order: order, number: number) }
      #expect(failure?.code == .notFound)
    }
    let two = await #expect(throws: OperationFailure.self) {
      try await track(number: "\(Self.number),1Z12345E0205271688")
    }
    #expect(two?.code == .invalidArguments)
  }

  @Test func lateEventsDoNotSetAParcelBack() async throws {
    try await touch(["action": .string("checkpoint"), "tag": .string("Delivered")])
    try await touch([
      "action": .string("checkpoint"), "tag": .string("InTransit"), "at": .string("2026-11-16T01:00:00Z"),
    ])
    let parcel = try #require(try await track(number: Self.number).first)
    #expect(parcel.status == .delivered && parcel.deliveredOn != nil)
    #expect(parcel.events.map(\.at) == parcel.events.map(\.at).sorted())
    try await touch(["action": .string("regress"), "tag": .string("InTransit")])
    #expect(try await track(number: Self.number).first?.status == .delivered)
    try await touch(["action": .string("regress"), "tag": .string("Exception")])
    #expect(try await track(number: Self.number).first?.status == .exception)
  }

  @Test func changesAreFoundByPages() async throws {
    let poll = AfterShipTrackings(peer: peer)
    let first = try await poll.changes(after: nil, limit: 1)
    #expect(first.updates.count == 1 && !first.isLast)
    let second = try await poll.changes(after: first.cursor, limit: 1)
    #expect(second.updates.count == 1 && second.isLast)
    #expect(
      Set((first.updates + second.updates).compactMap(\.parent)) == [
        FactKey(.order, "40217"), FactKey(.order, "40219"),
      ])
    try await touch(["action": .string("checkpoint"), "tag": .string("OutForDelivery")])
    let later = try await poll.changes(after: second.cursor, limit: 10)
    #expect(later.updates.contains { $0.key == FactKey(.shipment, Self.number) })
  }

  @Test func saysWhatIsWrong() async throws {
    let stranger = HTTPPeer(name: "aftership", url: simulator.url, headers: [("as-api-key", "no")])
    let check = await AfterShipBackend(name: "aftership", peer: stranger).check()
    #expect(!check.passed && check.advice?.contains("API key") == true)
    try await simulator.control("POST", "faults", .array([.object(["kind": .string("status"), "code": .number(429)])]))
    let failure = await #expect(throws: OperationFailure.self) {
      try await tracking.perform(TrackShipment(trackingNumber: Self.number), OperationContext(budget: .seconds(60)))
    }
    #expect(failure?.code == .rateLimited)
    #expect((100...2_000).contains(failure?.retryAfterMilliseconds ?? 0))
    try await simulator.control("POST", "faults", .array([.object(["kind": .string("malformed")])]))
    let malformed = await #expect(throws: OperationFailure.self) { try await track(number: Self.number) }
    #expect(malformed?.code == .invalidResponse && malformed?.mayHaveHappened == false)
  }

  private func touch(_ action: [String: JSONValue]) async throws {
    var action = action
    action["trackingNumber"] = .string(Self.number)
    try await simulator.control("POST", "touch", .object(action))
  }
}
