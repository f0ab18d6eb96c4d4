/// Settles which kind of value owns words that several recognisers claim.
struct EntityClaims {
  /// Below this a reading is noise.
  static let least = 0.3

  private struct Claim {
    var kind: EntityKind
    var place: Int
    var range: Range<Int>
    var confidence: Double
    var rank: Int
  }

  /// The spans that stand, by kind and place among those of their kind.
  struct Kept {
    fileprivate var places: [EntityKind: Set<Int>] = [:]

    func of<Value>(_ spans: [Span<Value>], _ kind: EntityKind) -> [Span<Value>] {
      guard let places = places[kind] else { return [] }
      return places.count == spans.count ? spans : spans.indices.filter(places.contains).map { spans[$0] }
    }
  }

  private let expected: Set<EntityKind>
  private var claims: [Claim] = []

  init(expected: Set<EntityKind>) { self.expected = expected }

  mutating func add<Value>(_ spans: [Span<Value>], _ kind: EntityKind) {
    for (place, span) in spans.enumerated() where span.confidence >= Self.least {
      let rank = rank(kind, span.confidence) + (expected.contains(kind) && span.confidence >= 0.5 ? 30 : 0)
      claims.append(Claim(kind: kind, place: place, range: span.tokens, confidence: span.confidence, rank: rank))
    }
  }

  /// How strong a claim is: the more particular a kind's writing, the stronger; weak readings of any kind come last.
  private func rank(_ kind: EntityKind, _ confidence: Double) -> Int {
    let isSure = confidence >= 0.8
    switch kind {
    // A card's number must be found whatever else it looks like.
    case .cardNumber: return 200
    case .email: return 95
    case .customerNumber: return 94
    case .orderNumber: return isSure ? 90 : 45
    case .itemNumber: return isSure ? 89 : 44
    case .phone: return isSure ? 88 : 44
    case .code: return confidence >= 0.75 ? 87 : 40
    case .address: return confidence >= 0.6 ? 85 : 46
    case .wallet: return confidence >= 0.6 ? 80 : 47
    case .postcode: return isSure ? 79 : 43
    case .name: return confidence >= 0.9 ? 78 : 60
    case .moment: return confidence >= 0.75 ? 75 : 52
    case .money: return confidence >= 0.75 ? 74 : 48
    case .measure: return 70
    case .ordinal: return 50
    case .quantity: return 30
    case .cancelReason: return 10
    }
  }

  /// The claims that stand: the strongest first, the longer of equals, and what does not overlap them.
  func kept() -> Kept {
    let order = claims.sorted { left, right in
      (right.rank, right.range.count, right.confidence, left.range.lowerBound, left.kind.rawValue)
        < (left.rank, left.range.count, left.confidence, right.range.lowerBound, right.kind.rawValue)
    }
    var standing: [Claim] = []
    var kept = Kept()
    for claim in order where !standing.contains(where: { $0.range.overlaps(claim.range) && !goTogether($0, claim) }) {
      standing.append(claim)
      kept.places[claim.kind, default: []].insert(claim.place)
    }
    return kept
  }

  private static let bareNumbers: Set<EntityKind> = [.orderNumber, .itemNumber, .phone, .postcode]

  /// Whether two readings of the same words may both stand, for the dialogue to choose by what exists.
  private func goTogether(_ first: Claim, _ second: Claim) -> Bool {
    // A percentage is both.
    if [first.kind, second.kind].sorted(by: { $0.rawValue < $1.rawValue }) == [.measure, .money] {
      return first.range == second.range && first.confidence >= 0.9 && second.confidence >= 0.9
    }
    // Digits that nothing announced may be either.
    guard Self.bareNumbers.contains(first.kind), Self.bareNumbers.contains(second.kind), first.range == second.range
    else {
      return false
    }
    return max(first.confidence, second.confidence) < 0.8
  }
}
