internal import Commerce
internal import Discourse
internal import Policy

/// Which orders a reference means.
struct OrderResolver {
  enum Found: Hashable, Sendable {
    /// These; one of these; none that fits; a number that is no order of this customer.
    case orders([OrderNumber]), several([OrderNumber]), none, unknown(String)
  }

  var records: CustomerRecords
  var mentions: Mentions
  /// The orders to which the wish can be done, by preference; empty: all.
  var fitting: [Set<OrderNumber>] = []

  /// The bare letters and digits of a number.
  static func bare(_ number: String) -> String { number.uppercased().filter { $0.isLetter || $0.isNumber } }

  func resolve(_ reference: OrderReference) -> Found {
    let numbers = reference.digits
    if !numbers.isEmpty {
      let known = numbers.compactMap { records.orderNumbered($0.id)?.number }.distinct
      if known.isEmpty { return .unknown(numbers[0].id) }
      let meant = known.filter { number in reference.meant.contains { Self.matches(number, $0.id) } }
      return .orders(meant.isEmpty ? [known[0]] : meant)
    }
    var pool = records.orders
    var isNarrowed = false
    func narrow(_ keep: (Order) -> Bool) { pool = pool.filter(keep) }
    if let end = reference.numberEnd.map(Self.bare) {
      narrow { Self.bare($0.number).hasSuffix(end) }
      if pool.isEmpty { return .unknown(end) }
      isNarrowed = true
    }
    if !reference.containing.isEmpty {
      let filter = ThingFilter(records: records)
      narrow { order in
        reference.containing.allSatisfy { !filter.matches($0, among: records.lines(of: order)).isEmpty }
      }
      isNarrowed = true
    }
    if let place = reference.destination.map(AddressResolver.words) {
      narrow { AddressResolver.mentions($0.deliverTo, place) }
      isNarrowed = true
    }
    if let day = reference.day {
      let near = pool.filter { abs(Int($0.placed.milliseconds / 86_400_000) - day) <= 1 || cameOn($0, day) }
      if !near.isEmpty { pool = near }
      isNarrowed = true
    }
    if let status = reference.status { narrow { Self.is(OrderStage(of: $0), status) } }
    switch reference.pronoun {
    case .it, .one, .same, .them:
      let spoken = pool.filter { mentions.orders.contains($0.number) }
      if !spoken.isEmpty { pool = spoken }
    case .other:
      let others = pool.filter { !mentions.orders.contains($0.number) }
      if !others.isEmpty { pool = others }
    case nil: break
    }
    let left = reference.except.flatMap { other -> [OrderNumber] in
      switch resolve(other) {
      case .orders(let numbers), .several(let numbers): numbers
      default: []
      }
    }
    pool.removeAll { left.contains($0.number) }
    if reference.all || !left.isEmpty {
      // "All orders" are all that the wish can be about, so that nothing else is touched.
      let able = fitting.first.map { fit in pool.filter { fit.contains($0.number) } } ?? pool
      return able.isEmpty ? .none : .orders(able.map(\.number))
    }
    if let ordinal = reference.ordinal {
      // Oldest first, as customers count.
      let oldest = Array(pool.reversed())
      let index = ordinal > 0 ? ordinal - 1 : oldest.count + ordinal
      guard oldest.indices.contains(index) else { return .none }
      return .orders([oldest[index].number])
    }
    if pool.count > 1, let fit = fitting.first(where: { set in pool.contains { set.contains($0.number) } }) {
      pool = pool.filter { fit.contains($0.number) }
    }
    if pool.count > 1, !isNarrowed, reference.status == nil {
      let spoken = pool.filter { mentions.orders.contains($0.number) }
      if spoken.count == 1 { pool = spoken }
    }
    switch pool.count {
    case 0: return .none
    case 1: return .orders([pool[0].number])
    default: return .several(pool.map(\.number))
    }
  }

  private func cameOn(_ order: Order, _ day: Int) -> Bool {
    order.shipments.contains { $0.deliveredOn.map { abs($0.daysSinceEpoch - day) <= 1 } ?? false }
  }

  static func matches(_ number: OrderNumber, _ said: String) -> Bool {
    let (own, other) = (bare(number), bare(said))
    return own == other || own.drop { $0.isLetter } == other.drop { $0.isLetter }
  }

  static func `is`(_ stage: OrderStage, _ status: OrderReference.Status) -> Bool {
    switch status {
    case .pending: stage == .pending
    case .open: stage == .pending || stage == .processed
    case .sent: stage == .shipped || stage == .processed || stage == .partlyDelivered
    case .delivered: stage == .delivered || stage == .partlyDelivered
    case .cancelled: stage == .cancelled
    }
  }
}
