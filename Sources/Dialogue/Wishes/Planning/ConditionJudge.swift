internal import Commerce
internal import Discourse
internal import Policy

/// Decides what records can decide of a condition; for the rest the fact is told and the customer asked.
struct ConditionJudge {
  var desk: OrderDesk

  func holds(_ condition: Discourse.Condition, _ entry: Entry) -> Bool? {
    switch condition {
    case .available(let wanted): (entry.sku != nil || entry.action?.isOfItems != true) == wanted
    case .possible(let wanted): wanted ? entry.action != nil : nil
    case .price(let bound): price(entry).flatMap { price in limit(bound, entry).map { compare(price, bound, $0) } }
    case .covered(let wallet): covered(wallet, entry)
    case .has(let constraints): has(constraints, entry)
    case .standing(let status, let wanted): stands(status, entry).map { $0 == wanted }
    case .other: nil
    }
  }

  private func compare(_ price: Int, _ bound: PriceBound, _ limit: Int) -> Bool {
    VariantChooser.holds(price, bound.comparison, limit)
  }

  /// The price that a condition is about: of the new variant, otherwise what comes back or is at stake.
  private func price(_ entry: Entry) -> Int? {
    guard let target = entry.line else {
      return entry.order.flatMap { desk.records.order($0)?.total.minorUnits }
    }
    if let sku = entry.sku {
      return desk.records.product(of: target.key)?.variants.first { $0.sku == sku }?.price.minorUnits
    }
    return desk.records.line(target.key)?.unitPrice.minorUnits
  }

  private func limit(_ bound: PriceBound, _ entry: Entry) -> Int? {
    let paid = entry.line.flatMap { desk.records.line($0.key)?.unitPrice.minorUnits }
    switch bound.against {
    case .amount(let amount): return amount
    case .present: return paid
    case .presentPlus(let more): return paid.map { $0 + more }
    }
  }

  /// Whether the new variant has the values, or the thing itself where no other is wanted.
  private func has(_ constraints: [OptionConstraint], _ entry: Entry) -> Bool? {
    guard let key = entry.line?.key, !constraints.isEmpty else { return nil }
    guard entry.wish.verb?.kind == .swap else {
      return constraints.allSatisfy { ThingFilter(records: desk.records).meets(key, $0) }
    }
    guard let product = desk.records.product(of: key),
      let variant = product.variants.first(where: { $0.sku == entry.sku })
    else { return nil }
    return constraints.allSatisfy { OptionTable(product).meets(variant.options, $0) }
  }

  /// Whether the order stands so; nil when nothing can be told of it.
  private func stands(_ status: OrderReference.Status, _ entry: Entry) -> Bool? {
    guard let order = entry.order.flatMap(desk.records.order) else { return nil }
    let stage = OrderStage(of: order)
    guard stage != .cancelled else { return nil }
    // What has arrived has been sent.
    return OrderResolver.is(stage, status) || status == .sent && stage == .delivered
  }

  private func covered(_ wallet: WalletReference, _ entry: Entry) -> Bool? {
    guard let customer = desk.records.customer else { return nil }
    let order = entry.order.flatMap(desk.records.order)
    guard
      case .method(let id) = WalletResolver(methods: customer.paymentMethods, original: order?.paidWith).resolve(wallet),
      let balance = desk.records.method(id)?.balance?.minorUnits
    else { return nil }
    let amount = entry.action == .changePayment ? order?.total.minorUnits ?? 0 : desk.calculator.difference(entry)
    return balance >= amount
  }

  /// What the condition was measured by, for telling.
  func facts(_ condition: Discourse.Condition, _ entry: Entry) -> [String: Fact] {
    var facts = ["goods": desk.subject(entry)]
    let currency = desk.words.currency
    switch condition {
    case .available(let wanted):
      let isThere = (entry.sku != nil) ? "can be had" : "cannot be had"
      facts["fact"] = Fact(
        "what you want \(entry.action?.isOfItems == true ? isThere : wanted ? "can be had" : "cannot be had")")
    case .possible(let wanted):
      facts["fact"] = Fact(wanted ? "that is possible" : "what you named is not possible otherwise")
    case .price:
      if let price = price(entry) {
        let money = DeskWords.money(price, currency)
        facts["fact"] = Fact(spoken: "the price is \(money.spoken)", written: "the price is \(money.written)")
      }
    case .covered(let wallet):
      if let customer = desk.records.customer,
        case .method(let id) = WalletResolver(methods: customer.paymentMethods).resolve(wallet),
        let balance = desk.records.method(id)?.balance
      {
        let name = desk.words.wallet(id), money = Spoken.money(balance)
        facts["fact"] = Fact(
          spoken: "\(name.spoken) holds \(money.spoken)", written: "\(name.written) holds \(money.written)")
      }
    case .has(let constraints): facts["fact"] = values(constraints, entry)
    case .standing:
      if let number = entry.order, let order = desk.records.order(number) {
        let name = desk.words.order(number), standing = DeskWords.standing(order)
        facts["fact"] = Fact(
          spoken: "order \(name.spoken) is \(standing)", written: "order \(name.written) is \(standing)")
      }
    case .other(let text): if !text.isEmpty { facts["fact"] = Fact(text) }
    }
    return facts
  }

  /// The values that the new variant has for what was asked of it, or the thing itself where no other is wanted.
  private func values(_ constraints: [OptionConstraint], _ entry: Entry) -> Fact {
    let line = entry.line.flatMap { desk.records.line($0.key) }
    let product = entry.line.flatMap { desk.records.product(of: $0.key) }
    let variant = product?.variants.first { $0.sku == entry.sku }
    let options = (variant?.options ?? line?.options ?? [:]).filter { name, _ in
      constraints.contains { constraint in
        product.map { OptionTable($0).options(of: constraint).contains(name) } ?? (constraint.option == name)
      }
    }
    let what = variant == nil ? "what you have is" : "the new one is"
    return Fact("\(what) \(DeskWords.options(options))")
  }
}
