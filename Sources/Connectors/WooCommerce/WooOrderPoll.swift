public import Commerce
public import Vendors

/// A shop's orders by the time of their last change: finds what a webhook lost, of which WooCommerce sends none again.
///
/// Times have whole seconds and `modified_after` leaves out its own second, so each request begins before the last change
/// that was seen. Pages are not counted while the time moves on: an order that changes meanwhile would shift the others.
public struct WooOrderPoll: PollSource {
  /// The back end's name.
  public var source: String { shop.api.name }
  /// One stream.
  public let stream = "orders"
  /// Without a cursor all orders are listed.
  public let listsAll: Set<FactKey.Kind> = [.order]
  private let shop: WooShop
  private let overlap: Int64

  /// Polls the orders of a back end's shop.
  ///
  /// - Parameter overlapSeconds: how far back each round begins; at least one second, since two changes can share one.
  public init(_ backend: WooCommerceBackend, overlapSeconds: Int = 2) {
    shop = backend.shop
    overlap = Int64(max(1, overlapSeconds)) * 1_000
  }

  /// The next changes, oldest first. Throws an `OperationFailure`.
  public func changes(after cursor: String?, limit: Int) async throws(OperationFailure) -> PollPage {
    let place = PollPlace(cursor)
    let asked = shop.now()
    let size = min(max(2, limit), 100)
    let offset = place.page.flatMap { Int($0) } ?? 0
    var query = [
      (name: "orderby", value: "modified"), (name: "order", value: "asc"), (name: "per_page", value: String(size)),
      (name: "offset", value: String(offset)), (name: "dates_are_gmt", value: "true"),
    ]
    if let since = place.since { query.append(("modified_after", String(since.rfc3339.prefix(19)))) }
    guard let items = try await shop.api.get("/orders", query, Deadline(.seconds(30))).array else {
      throw shop.api.invalid("told no list", isWrite: false)
    }
    var updates: [FactUpdate] = []
    var unusable: [PollPage.Unusable] = []
    var latest = place.latest
    for json in items {
      do throws(OperationFailure) {
        let order = try shop.order(json)
        let at = Timestamp(milliseconds: Int64(order.version) * 1_000)
        latest = max(latest ?? at, at)
        updates.append(FactUpdate(.order(order), version: FactVersion(at: at, read: asked), origin: shop.api.name))
      } catch {
        // Only when it changed is needed to go on behind it.
        guard let at = try? json.wooMoment("date_modified_gmt") else { throw error }
        latest = max(latest ?? at, at)
        let number = WooShop.number(json)
        unusable.append(
          PollPage.Unusable(key: number.isEmpty ? nil : FactKey(.order, number), reason: error.message))
      }
    }
    let next = latest?.adding(milliseconds: -overlap)
    guard items.count == size else {
      return PollPage(
        updates: updates, unusable: unusable, cursor: PollPlace(since: next, latest: latest, page: nil).text,
        isLast: true)
    }
    if let next, place.since.map({ next > $0 }) ?? true {
      return PollPage(
        updates: updates, unusable: unusable, cursor: PollPlace(since: next, latest: latest, page: nil).text,
        isLast: false)
    }
    // More changes within the overlap than a page holds: half a page on, so that shifted ones are still seen.
    let further = PollPlace(since: place.since, latest: latest, page: String(offset + max(1, size / 2)))
    return PollPage(updates: updates, unusable: unusable, cursor: further.text, isLast: false)
  }
}
