internal import Commerce
internal import Policy

/// What this customer, other than anybody, is likely to say.
extension Conversation {
  /// So many names and no more: what is likely by the dozen is hardly likelier than anything.
  private static let mostLikely = 60

  /// Names for whoever listens: the customer's own, of the towns, streets and goods of the customer's orders, of the store and the people of an
  /// appointment; most telling first. Follows from the state alone, holds personal data, and is empty while nobody is identified: only what might be
  /// said to this customer is among it. Numbers, postcodes and addresses for mail are not: they prove who somebody is, and a guess must not be
  /// heard as the right answer.
  public var likelyNames: [String] {
    guard state.phase == .open || state.phase == .closing, state.identity.knowsSomebody else { return [] }
    let customers = knownCustomers
    let orders = knownOrders
    var names: [String] = []
    if !provesByName {
      for customer in customers {
        let parts = [customer.givenName, customer.familyName]
        names += [parts.filter { !$0.isEmpty }.joined(separator: " ")] + parts
      }
    }
    names += customers.map(\.address.city) + customers.map(\.address.street)
    names += orders.map(\.deliverTo.city) + orders.filter(tellsStreet).map(\.deliverTo.street)
    names += appointed
    for order in orders { names += goods(of: order) }
    var seen: Set<String> = [""]
    return Array(names.map(Self.unnumbered).filter { seen.insert($0.lowercased()).inserted }.prefix(Self.mostLikely))
  }

  /// A name without the words that hold digits: "1420 Fifth Avenue" is asked for by its number.
  private static func unnumbered(_ name: String) -> String {
    name.split(separator: " ").filter { !$0.contains(where: \.isNumber) }.joined(separator: " ")
  }

  // MARK: What this customer may be told

  private var rules: IdentityRules { artefacts.policy.identification }
  private var levelForRecord: VerificationLevel { artefacts.policy.rule(.findCustomer)?.level ?? .v2 }

  private func level(customer: String) -> VerificationLevel {
    state.identity.level(customer: customer, at: state.now, rules)
  }

  /// The customer's record, once it may be told of.
  private var knownCustomers: [Customer] {
    [state.profile, state.desk?.records.customer].compactMap(\.self).prefix(1).filter {
      $0.id == state.customer && level(customer: $0.id) >= levelForRecord
    }
  }

  /// What is talked about, the latest first, and what was talked about before.
  private var lateFrames: [ConversationState.Frame] { state.frames.reversed() + [state.lastServed].compactMap(\.self) }

  /// The orders that may be told of, those that are talked about first.
  private var knownOrders: [Order] {
    var seen: Set<OrderNumber> = []
    return (lateFrames.compactMap(\.order) + (state.desk?.records.orders ?? [])).filter {
      level(of: $0) >= artefacts.policy.rule(.findOrder)?.level ?? .v1 && seen.insert($0.number).inserted
    }
  }

  /// What is shown for an order: by itself, or by being its customer.
  private func level(of order: Order) -> VerificationLevel {
    let customer = order.customer.isEmpty ? nil : order.customer
    return state.identity.level(order: order.number, customer: customer, at: state.now, rules)
  }

  /// Where an order goes to is said as far as the customer's own record is.
  private func tellsStreet(_ order: Order) -> Bool {
    level(of: order) >= levelForRecord
  }

  /// Whether a name that is said still earns something.
  private var provesByName: Bool {
    let shown = state.customer.map(level(customer:)) ?? .v0
    return rules.ways.contains { $0.by.contains(.name) && $0.earns > shown }
  }

  private func goods(of order: Order) -> [String] {
    order.lines.flatMap { line in
      let brand = state.desk?.records.products[CustomerRecords.productKey(line)]?.brand
      return [line.name, brand ?? ""]
    }
  }

  /// Stores and people of what was read of the customer's appointments and reservations.
  private var appointed: [String] {
    guard let customer = state.customer, level(customer: customer) >= .v1 else { return [] }
    return lateFrames.flatMap { frame in
      frame.facts.sorted { $0.key < $1.key }.flatMap { $0.value.records(of: customer) }.flatMap(places)
    }
  }

  private func places(_ record: FieldTree) -> [String] {
    var names: [String] = []
    record.forEachText { key, text in
      switch key {
      case "store", "place": names += state.stores.filter { $0.id == text }.flatMap { [$0.name, $0.address.city] }
      case "staffName": names.append(text)
      default: return
      }
    }
    // Fields come in no order.
    return names.sorted()
  }
}

extension FieldTree {
  /// The values in it that say that they are a customer's.
  fileprivate func records(of customer: String) -> [FieldTree] {
    switch self {
    case .fields(let fields):
      if fields["customer"]?.text == customer { return [self] }
      return fields.sorted { $0.key < $1.key }.flatMap { $0.value.records(of: customer) }
    case .list(let list): return list.flatMap { $0.records(of: customer) }
    case .none, .flag, .whole, .real, .text: return []
    }
  }
}
