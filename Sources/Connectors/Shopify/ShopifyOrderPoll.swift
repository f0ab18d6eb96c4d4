public import Commerce
public import Vendors

/// A shop's orders by the time of their last change: finds what a webhook lost.
///
/// Shopify's times have whole seconds and its search follows the records with some delay, so each round begins a little
/// before the last change that was seen; what is read twice has the same version.
public struct ShopifyOrderPoll: PollSource {
  /// The back end's name.
  public var source: String { shop.api.name }
  /// One stream.
  public let stream = "orders"
  private let shop: ShopifyShop
  private let overlap: Int64

  /// Polls the orders of a back end's shop.
  ///
  /// - Parameter overlapSeconds: how far back each round begins; at least one second, since two changes can share one.
  public init(_ backend: ShopifyBackend, overlapSeconds: Int = 5) {
    shop = backend.shop
    overlap = Int64(max(1, overlapSeconds)) * 1_000
  }

  /// The next changes, oldest first. Throws an `OperationFailure`.
  public func changes(after cursor: String?, limit: Int) async throws(OperationFailure) -> PollPage {
    let place = PollPlace(cursor)
    let deadline = Deadline(.seconds(30))
    let asked = shop.now()
    var variables: [String: JSONValue] = ["size": .whole(min(max(1, limit), 6))]
    if let since = place.since { variables["query"] = .string("updated_at:>='\(since.rfc3339)'") }
    if let page = place.page { variables["after"] = .string(page) }
    let data = try await shop.api.query(ShopifyDocuments.changed, variables, deadline)
    guard let orders = data["orders"], let nodes = orders["nodes"]?.array else {
      throw shop.api.invalid("told no orders", isWrite: false)
    }
    var updates: [FactUpdate] = []
    var unusable: [PollPage.Unusable] = []
    var latest = place.latest
    for node in nodes {
      do throws(OperationFailure) {
        let found = try await shop.fromList(node, deadline)
        let at = found.json["updatedAt"]?.timestamp ?? asked
        latest = max(latest ?? at, at)
        updates.append(
          FactUpdate(.order(found.order), version: FactVersion(at: at, read: asked), origin: shop.api.name))
      } catch {
        // Only when it changed is needed to go on behind it.
        guard error.code == .invalidResponse, let at = node["updatedAt"]?.timestamp else { throw error }
        latest = max(latest ?? at, at)
        let number = node["name"]?.string.map(CanonicalWords.orderNumber)
        unusable.append(PollPage.Unusable(key: number.map { FactKey(.order, $0) }, reason: error.message))
      }
    }
    if orders["pageInfo"]?["hasNextPage"]?.bool == true, let end = orders["pageInfo"]?["endCursor"]?.string {
      let next = PollPlace(since: place.since, latest: latest, page: end)
      return PollPage(updates: updates, unusable: unusable, cursor: next.text, isLast: false)
    }
    let next = PollPlace(since: latest?.adding(milliseconds: -overlap), latest: latest, page: nil)
    return PollPage(updates: updates, unusable: unusable, cursor: next.text, isLast: true)
  }
}
