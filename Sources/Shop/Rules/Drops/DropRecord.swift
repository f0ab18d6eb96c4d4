internal import Commerce

/// A limited release as the shop keeps it. Its units are a contingent of their own, apart from the shelves: bought, offered
/// to a winner, or free, and never more than there are.
struct DropRecord: ShopDocument {
  static let kind = "drop"

  /// What is published, but for what time and the draw tell (`published`).
  var drop: Drop
  /// The seed of the draw, secret until then.
  var secret: String
  /// The entries from rank 1 on, once they are drawn; never changes from then on.
  var ranking: [String] = []
  /// Whether they are.
  var isDrawn = false
  /// What was offered to whom, in the order of ranks: the first so many of `ranking` had their offer, or stood aside.
  var offers: [Offer] = []
  /// How many of `ranking` were passed by.
  var passed = 0
  /// Those who withdrew after registration had closed: they keep their rank, which others depend on, and get no offer.
  var withdrawn: Set<String> = []

  /// A unit offered to a winner.
  struct Offer: Hashable, Codable, Sendable {
    var entry: String
    /// When it lapses, unless it was bought.
    var until: Timestamp
    var isBought = false
  }

  var documentID: String { drop.id }
}

extension DropRecord {
  /// Units that are nobody's at a moment.
  func free(at now: Timestamp) -> Int { drop.units - offers.filter { $0.isBought || isOpen($0, at: now) }.count }

  /// Whether a winner can still buy.
  func isOpen(_ offer: Offer, at now: Timestamp) -> Bool {
    !offer.isBought && now < offer.until && !withdrawn.contains(offer.entry)
  }

  /// Whether somebody has not had an offer yet who wants one.
  var somebodyWaits: Bool { ranking.dropFirst(passed).contains { !withdrawn.contains($0) } }

  /// Where the release stands at a moment. Nothing runs in the background: the draw is done by staff, all else by time.
  func state(at now: Timestamp) -> DropState {
    if drop.state == .cancelled { return .cancelled }
    if now < drop.opens { return .announced }
    if now < drop.closes { return .registrationOpen }
    if !isDrawn { return .registrationClosed }
    if free(at: now) > 0, somebodyWaits { return .redraw }
    return offers.contains { isOpen($0, at: now) } ? .purchaseWindow : .complete
  }

  /// Draws: fixes the ranking, publishes the seed and makes the first offers.
  mutating func draw(_ entries: [String], at now: Timestamp) {
    ranking = DrawMath.ranking(of: entries, seed: secret)
    drop.entriesDigest = DrawMath.digest(of: entries)
    drop.seed = secret
    isDrawn = true
    offer(at: now)
  }

  /// Offers what is free to those who are next.
  mutating func offer(at now: Timestamp) {
    let until = now.adding(milliseconds: Int64(drop.windowMinutes) * 60_000)
    var free = free(at: now)
    while free > 0, passed < ranking.count {
      let next = ranking[passed]
      passed += 1
      guard !withdrawn.contains(next) else { continue }
      offers.append(Offer(entry: next, until: until))
      free -= 1
    }
  }
}

/// A registration as the shop keeps it.
struct DropEntryRecord: ShopDocument {
  static let kind = "drop entry"

  /// The registration; what the draw made of it stands in the release's record (`DropRules.entry`).
  var entry: DropEntry
  /// What tells one household from another.
  var household: String
  /// How a win would be paid.
  var paymentMethod: String

  var documentID: String { entry.id }
  /// Who withdrew counts no more, but is found.
  var lookups: [Lookup] {
    let person = Lookup("person", Self.key(entry.drop, entry.customer))
    guard entry.state != .withdrawn else { return [person] }
    return [
      person, Lookup("drop", entry.drop), Lookup("household", Self.key(entry.drop, household)),
      Lookup("method", Self.key(entry.drop, paymentMethod)),
    ]
  }

  static func key(_ drop: String, _ value: String) -> String { "\(drop)|\(value)" }
}
