public import Commerce
import Foundation
import Vendors

/// Where parcels are, by AfterShip (API version 2026-07).
public struct AfterShipBackend: CommerceBackend, Checkable {
  /// Its name.
  public let name: String
  let peer: HTTPPeer
  private let now: @Sendable () -> Timestamp
  /// The path of the API version that this connector was written for.
  static let root = "/tracking/2026-07/trackings"

  init(name: String, peer: HTTPPeer, now: @escaping @Sendable () -> Timestamp = { Timestamp(date: Date()) }) {
    self.name = name
    self.peer = peer
    self.now = now
  }

  /// What it can do: tracking alone.
  public var operations: Set<OperationName> { [.trackShipment] }

  /// Performs an operation. Throws an `OperationFailure`.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    guard let tracking = operation.value as? TrackShipment else {
      throw OperationFailure(.unsupported, "\(name) only tracks parcels", mayHaveHappened: false)
    }
    let asked = now()
    let shipments = try await track(tracking, Deadline(context.budget))
    return OperationAnswer(
      OperationResult(TrackShipment.self, ShipmentList(shipments: shipments)), Freshness(asOf: asked, origin: name))
  }

  /// It writes nothing.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome { .unknown }

  private func track(_ operation: TrackShipment, _ deadline: Deadline) async throws(OperationFailure) -> [Shipment] {
    let found: [JSONValue]
    if let number = operation.trackingNumber {
      // Commas separate numbers, so one that holds some would ask for others.
      let plain = number.filter { !$0.isWhitespace }
      guard !plain.isEmpty, !plain.contains(",") else {
        throw OperationFailure(.invalidArguments, "not a tracking number", mayHaveHappened: false)
      }
      found = try await list([("tracking_numbers", plain)], deadline).filter {
        $0["tracking_number"]?.string == plain
          && (operation.order == nil || AfterShipTracking.order($0) == operation.order)
      }
    } else if let order = operation.order, !order.isEmpty, !order.contains(",") {
      let byID = try await list([("order_id", order)], deadline)
      // Shops that keep an identifier of their own in order_id have the number in order_number or in the title.
      let candidates = byID.isEmpty ? try await list([("keyword", order)], deadline) : byID
      found = candidates.filter {
        AfterShipTracking.order($0) == order || $0["order_id"]?.string == order || $0["title"]?.string == order
      }
    } else {
      throw OperationFailure(.invalidArguments, "a tracking number or an order is needed", mayHaveHappened: false)
    }
    guard !found.isEmpty else { throw OperationFailure(.notFound, "no such parcel", mayHaveHappened: false) }
    var shipments: [Shipment] = []
    for tracking in found {
      guard let shipment = AfterShipTracking.shipment(tracking) else {
        throw OperationFailure(
          .invalidResponse, "\(name) answered something that is no tracking", mayHaveHappened: false)
      }
      shipments.append(shipment)
    }
    return shipments
  }

  private func list(
    _ query: [(name: String, value: String)], _ deadline: Deadline
  ) async throws(OperationFailure) -> [JSONValue] {
    let data = try await Self.data(peer, query + [("limit", "50")], deadline)
    guard let trackings = data["trackings"]?.array, trackings.allSatisfy({ $0["tracking_number"]?.string != nil })
    else {
      throw OperationFailure(.invalidResponse, "\(name) answered a list without trackings", mayHaveHappened: false)
    }
    return trackings
  }

  /// The `data` of a list. Throws what `meta` says.
  static func data(
    _ peer: HTTPPeer, _ query: [(name: String, value: String)], _ deadline: Deadline
  ) async throws(OperationFailure) -> JSONValue {
    let response = try await peer.send(.get(root, query), deadline)
    let body = try? JSONValue(parsing: response.body)
    if var failure = AfterShipErrors.failure(status: response.status, body: body) {
      if failure.code == .rateLimited { failure.retryAfterMilliseconds = wait(response) }
      throw failure
    }
    if let failure = response.failure { throw failure }
    guard let data = try response.json()["data"] else { throw response.invalid("answered without data") }
    return data
  }

  /// AfterShip says when its limit begins anew, in seconds since 1970; a clock that is off may not make that an hour.
  private static func wait(_ response: PeerResponse) -> Int {
    guard let text = response.headers["x-ratelimit-reset"], let reset = Double(text) else { return 1_000 }
    let left = (reset - Date().timeIntervalSince1970) * 1_000
    return Int(min(max(left, 100), 2_000))
  }

  /// Looks whether the key is right.
  public func check() async -> CheckResult {
    let clock = ContinuousClock()
    let begun = clock.now
    do {
      let data = try await Self.data(peer, [("limit", "1")], Deadline(.seconds(5)))
      let total = data["pagination"]?["total"]?.integer ?? 0
      return CheckResult(
        name: name, passed: true, finding: "\(total) trackings of the last 120 days can be read",
        milliseconds: Int((clock.now - begun) / .milliseconds(1)))
    } catch {
      return CheckResult(
        name: name, passed: false, finding: error.message,
        advice: error.code == .unauthorized
          ? "make a new API key in AfterShip's settings with the right to read trackings" : "look at the address",
        milliseconds: Int((clock.now - begun) / .milliseconds(1)))
    }
  }
}
