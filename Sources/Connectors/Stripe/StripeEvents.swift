public import Commerce
import Foundation
public import Vendors

/// Stripe's list of events as a stream of changes: what webhooks lost is found there for 30 days.
public struct StripeEvents: PollSource {
  /// Stripe.
  public let source = "stripe"
  /// All kinds in one stream, so that their order stays.
  public let stream = "events"
  private let client: StripeClient
  /// How many pages back a first poll looks for its beginning.
  private static let deepest = 50

  init(peer: HTTPPeer) { client = StripeClient(peer: peer) }

  /// The events after one, oldest first. The cursor is the last event's identifier. Versions carry no `read`: an event shows
  /// the object as it was then, and not as it is when the list is read.
  public func changes(after cursor: String?, limit: Int) async throws(OperationFailure) -> PollPage {
    let deadline = Deadline(.seconds(20))
    var query = StripeWebhook.types.prefix(20).map { (name: "types[]", value: $0) }
    query.append(("limit", String(max(1, min(limit, 100)))))
    if let cursor {
      do {
        let page = try await client.get("/v1/events", query: query + [("ending_before", cursor)], deadline)
        return try self.page(page, cursor)
      } catch {
        // The event is older than what is kept: begin with the oldest there is.
        guard error.code == .notFound || error.code == .invalidArguments else { throw error }
      }
    }
    var page = try await client.get("/v1/events", query: query, deadline)
    for _ in 0..<Self.deepest where page["has_more"]?.bool == true {
      guard let last = page["data"]?.array?.last?["id"]?.string else { break }
      page = try await client.get("/v1/events", query: query + [("starting_after", last)], deadline)
    }
    let oldest = try self.page(page, nil)
    // The walk came from the newest: there may be more before the newest of this page, which the next poll finds.
    return PollPage(
      updates: oldest.updates, unusable: oldest.unusable, cursor: oldest.cursor, isLast: oldest.cursor == nil)
  }

  private func page(_ value: JSONValue, _ cursor: String?) throws(OperationFailure) -> PollPage {
    guard let events = value["data"]?.array else {
      throw OperationFailure(.invalidResponse, "Stripe answered a list without data", mayHaveHappened: false)
    }
    var updates: [FactUpdate] = []
    var unusable: [PollPage.Unusable] = []
    for event in events.reversed() {
      switch StripeWebhook.updates(topic: "", body: event, receivedAt: Timestamp(date: Date())) {
      case .updates(let found, _): updates += found
      case .ignored: continue
      case .malformed(let why): unusable.append(PollPage.Unusable(key: nil, reason: why))
      }
    }
    let newest = events.first?["id"]?.string
    return PollPage(
      updates: updates, unusable: unusable, cursor: newest ?? cursor, isLast: value["has_more"]?.bool != true)
  }
}
