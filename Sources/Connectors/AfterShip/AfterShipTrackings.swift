public import Commerce
import Foundation
public import Vendors

/// AfterShip's trackings as a stream of changes.
///
/// Lists are in the order of creation, not of change, so a poll asks for all that changed since the last one began, page by
/// page, and moves its bound when it has seen the last page. The cursor is "since|page token|greatest change seen".
public struct AfterShipTrackings: PollSource {
  /// AfterShip.
  public let source = "aftership"
  /// Its only stream.
  public let stream = "trackings"
  private let peer: HTTPPeer

  init(peer: HTTPPeer) { self.peer = peer }

  /// The next trackings that changed. Throws an `OperationFailure`.
  public func changes(after cursor: String?, limit: Int) async throws(OperationFailure) -> PollPage {
    let asked = Timestamp(date: Date())
    let parts = (cursor ?? "").split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let since = parts.first ?? ""
    let token = parts.count > 1 ? parts[1] : ""
    var greatest = parts.count > 2 ? parts[2] : since
    var query = [(name: "limit", value: String(max(1, min(limit, 200))))]
    if !since.isEmpty { query.append(("updated_at_min", since)) }
    if !token.isEmpty { query.append(("cursor", token)) }
    let data = try await AfterShipBackend.data(peer, query, Deadline(.seconds(20)))
    guard let trackings = data["trackings"]?.array else {
      throw OperationFailure(.invalidResponse, "AfterShip answered a list without trackings", mayHaveHappened: false)
    }
    var updates: [FactUpdate] = []
    var unusable: [PollPage.Unusable] = []
    for tracking in trackings {
      let number = tracking["tracking_number"]?.string
      guard let changed = AfterShipTracking.updated(tracking) else {
        unusable.append(
          PollPage.Unusable(key: number.map { FactKey(.shipment, $0) }, reason: "a tracking without updated_at"))
        continue
      }
      greatest = max(greatest, changed.rfc3339)
      if let update = AfterShipWebhook.update(tracking, version: FactVersion(at: changed, read: asked)) {
        updates.append(update)
      } else {
        unusable.append(
          PollPage.Unusable(key: number.map { FactKey(.shipment, $0) }, reason: "a tracking that cannot be read"))
      }
    }
    updates.sort { $0.version < $1.version }
    let next = data["pagination"]?["next_cursor"]?.string ?? ""
    let isLast = next.isEmpty || data["pagination"]?["has_next_page"]?.bool == false
    return PollPage(
      updates: updates, unusable: unusable, cursor: isLast ? greatest : "\(since)|\(next)|\(greatest)", isLast: isLast)
  }
}
