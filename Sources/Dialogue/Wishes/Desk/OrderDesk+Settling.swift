internal import Commerce
internal import Discourse

/// What a found wish still needs: variant, wallet, reason, address, and the condition it hangs on.
extension OrderDesk {
  mutating func settle(_ index: Int) {
    guard let action = entries[index].action else { return }
    let id = entries[index].id
    switch action {
    case .changeItems, .exchangeItems:
      guard settleVariant(index), decideCondition(id), let index = self.index(id), settleWallet(index) else { return }
    case .returnItems, .changePayment:
      guard decideCondition(id), let index = self.index(id), settleWallet(index) else { return }
    case .cancelOrder:
      guard decideCondition(id), let index = self.index(id), settleReason(index) else { return }
    case .changeAddress, .changeProfileAddress:
      guard settleAddress(index), decideCondition(id) else { return }
    }
    if let index = self.index(id), entries[index].state == .found { entries[index].state = .complete }
  }

  // MARK: Variant

  private mutating func settleVariant(_ index: Int) -> Bool {
    guard let target = entries[index].line, let line = records.line(target.key) else { return false }
    if entries[index].sku != nil { return true }
    guard let product = records.product(of: target.key) else {
      let key = CustomerRecords.productKey(line)
      if records.unreadable.contains(key) {
        tell(index, "unreadable", .nothingAvailable, ["goods": words.goods(target.key)])
        refuse(index, .noVariant)
      } else {
        want(Operation(line.product.isEmpty ? FindProduct(sku: line.sku) : FindProduct(product: line.product)))
      }
      return false
    }
    guard entries[index].choices.isEmpty else { return false }
    if entries[index].wish.variant == nil, entries[index].wish.verb?.kind == .swap,
      entries[index].wish.verb != .replace,
      mentions.product == product.id, let wanted = mentions.wanted
    {
      entries[index].wish.variant = wanted
      mentions.wanted = nil
    }
    let wish = entries[index].wish
    let table = OptionTable(product)
    if let kinds = wish.variant?.otherKind?.products, let best = kinds.first,
      !kinds.contains(where: { $0.id == product.id && $0.score >= best.score - 0.1 })
    {
      refuse(index, .otherProduct)
      return false
    }
    let like = wish.variant?.like
    let model = like.flatMap { options(like: $0, product, table) }
    let wished = wish.verb == .replace ? Self.again : entries[index].wish.variant ?? VariantWish()
    let variant = Self.demanded(wished, wish.condition)
    let name = entries[index].action?.operation ?? .exchangeItems
    let chooser = VariantChooser(
      product, present: line, model: model, allowsSame: setting.rules.allowsSame(name))
    var choice = chooser.choose(variant)
    if choice.outcome == .none, let latest = entries[index].latest, !latest.listWanted {
      // "No, the 1.5 litre in glass": what was said before need not hold any more.
      let alone = chooser.choose(latest)
      if alone.outcome != .none {
        choice = alone
        entries[index].wish.variant = latest
      }
    }
    entries[index].latest = nil
    // What it hangs on rules out all that there is: the nearest without it shows so.
    if choice.outcome == .none, variant != wished, let sku = chooser.choose(wished).first {
      entries[index].sku = sku
      return true
    }
    switch choice.outcome {
    case .chosen(let sku):
      entries[index].sku = sku
      return true
    case .several(let skus):
      entries[index].choices = skus
      if let sku = choice.soldOut, let sold = product.variants.first(where: { $0.sku == sku }) {
        tell(index, "none", .soldOut, ["goods": words.goods(name: product.name, options: sold.options)])
        entries[index].told.append("offer")
      }
      mentions.variants = skus
      mentions.product = product.id
    case .present where isChosen(id: entries[index].id) && setting.rules.allowsSame(name) && line.isInStock(product):
      // Chosen out of a list by what it is like: the same again.
      entries[index].sku = line.sku
      return true
    case .present:
      tell(index, "present", .hasItAlready, ["goods": words.goods(target.key)])
      offer(index, choice, product)
    case .none: nothing(index, choice, product, variant)
    }
    return false
  }

  /// What a wish demands of the new variant with what it hangs on: "if it keeps the brightness", "only if it is cheaper".
  private static func demanded(_ wished: VariantWish, _ condition: Discourse.Condition?) -> VariantWish {
    var wish = wished
    switch condition {
    case .has(let constraints)?: wish.must += constraints.filter { !wish.must.contains($0) }
    case .price(let bound)? where wish.price == nil: wish.price = bound
    default: break
    }
    return wish
  }

  /// Whether a variant was asked for and this is the answer.
  private func isChosen(id: Int) -> Bool {
    switch focus {
    case .variant(let asked), .offer(let asked): asked == id && touched.contains(id)
    default: false
    }
  }

  private static let again: VariantWish = {
    var wish = VariantWish()
    wish.sameAgain = true
    return wish
  }()

  /// Nothing fits: which wish fails, the nearest for each way of giving in, or what the customer wants in that case.
  private mutating func nothing(
    _ index: Int, _ choice: VariantChoice, _ product: Product, _ variant: VariantWish
  ) {
    guard let target = entries[index].line else { return }
    let goods = Fact(records.line(target.key)?.name ?? product.name)
    let mark = "none"
    if let sku = choice.soldOut, let sold = product.variants.first(where: { $0.sku == sku }) {
      tell(index, mark, .soldOut, ["goods": words.goods(name: product.name, options: sold.options)])
    } else if !choice.unknown.isEmpty {
      tell(index, mark, .unknownValue, ["goods": goods, "value": Fact(Spoken.list(choice.unknown, or: true))])
    } else {
      let said = variant.must.map(VariantChooser.words)
      tell(index, mark, .noVariant, ["goods": goods, "value": Fact(said.isEmpty ? "that" : Spoken.list(said))])
    }
    let entry = entries[index]
    if !entry.wish.otherwise.isEmpty || entry.wish.condition == .available(true) {
      entries[index].holds = false
      let count = entries.count
      refuse(index, .noVariant)
      if entries.count == count { say(.withdrawn, ["goods": words.goods(target.key)]) }
      return
    }
    if choice.alternatives.isEmpty {
      tell(index, "nothing", .nothingAvailable, ["goods": goods])
      return refuse(index, .noVariant)
    }
    offer(index, choice, product)
  }

  private mutating func offer(_ index: Int, _ choice: VariantChoice, _ product: Product) {
    entries[index].choices = choice.alternatives.map(\.sku)
    entries[index].told.append("offer")
    mentions.variants = entries[index].choices
    mentions.product = product.id
  }

  /// The options of the thing that serves as a model: any line of any order will do as a source.
  private func options(like thing: Thing, _ product: Product, _ table: OptionTable) -> [String: String]? {
    let resolver = GoodsResolver(records: records, mentions: mentions)
    let keys = resolver.lines(of: thing, nil, fits: false).0
    let line = keys.compactMap(records.line).first { $0.product == product.id } ?? keys.compactMap(records.line).first
    return line?.options.filter { table.name(like: $0.key) != nil }
  }

  // MARK: Wallet

  private mutating func settleWallet(_ index: Int) -> Bool {
    let entry = entries[index]
    guard let number = entry.order, let order = records.order(number), let action = entry.action else { return false }
    guard let customer = records.customer else {
      // Only this order is known: it goes back the way it was paid.
      entries[index].wallet = order.paidWith
      return entries[index].wallet != nil && action != .changePayment
    }
    let allowed = setting.rules.wallets(action.operation, order, customer).filter { !entry.ruledOut.contains($0) }
    if let wallet = entry.wallet, allowed.contains(wallet) { return true }
    if let reference = entry.wish.wallet {
      let last = entries.last { $0.id != entry.id && $0.wallet != nil }?.wallet
      let resolver = WalletResolver(methods: customer.paymentMethods, original: order.paidWith, last: last)
      switch resolver.resolve(reference) {
      case .method(let id) where allowed.contains(id):
        entries[index].wallet = id
        return true
      case .method(let id):
        let isSame = action == .changePayment && id == order.paidWith
        if isSame {
          refuse(index, .samePayment)
          return false
        }
        if !entry.ruledOut.contains(id) {
          let options = DeskWords.list(allowed.map(words.wallet), or: true)
          tell(index, "not \(id)", .walletNotAllowed, ["wallet": words.wallet(id), "options": options])
        }
        entries[index].wish.wallet = nil
      case .several(let ids):
        let fitting = ids.filter(allowed.contains)
        if fitting.count == 1 {
          entries[index].wallet = fitting[0]
          return true
        }
      case .none:
        tell(
          index, "unknown wallet", .walletUnknown,
          ["options": DeskWords.list(customer.paymentMethods.map(\.id).map(words.wallet))])
        entries[index].wish.wallet = nil
      }
    }
    if allowed.count == 1 {
      entries[index].wallet = allowed[0]
      return true
    }
    if entries[index].wish.wallet == nil {
      // One write has one wallet: what was named for another line of it counts.
      let shared = entries.first { other in
        other.id != entry.id && other.isOpen && other.order == number && other.action == action && other.wallet != nil
      }?.wallet
      if let shared, allowed.contains(shared) {
        entries[index].wallet = shared
        return true
      }
      // Where nothing moves it does not matter, and is not asked.
      if action == .changeItems || action == .exchangeItems, let original = order.paidWith, allowed.contains(original) {
        let own = entries.filter { $0.isOpen && $0.order == number && $0.action == action }
        if own.allSatisfy({ $0.sku != nil }), own.reduce(0, { $0 + calculator.difference($1) }) == 0 {
          entries[index].wallet = original
          return true
        }
      }
    }
    return false
  }

  // MARK: Reason

  private mutating func settleReason(_ index: Int) -> Bool {
    if entries[index].reason != nil { return true }
    let accepted = setting.rules.cancelReasons
    if let said = entries[index].wish.reason {
      let all = accepted.isEmpty ? CancelReason.allCases : accepted
      entries[index].reason = ReasonReader.cancelReason(said, accepted: all)
      return entries[index].reason != nil
    }
    let isAsked = if case .reason(let ids) = focus { ids.contains(entries[index].id) } else { false }
    if let told = ReasonReader.told(in: isAsked ? text : entries[index].said, asked: isAsked) {
      entries[index].reason = ReasonReader.cancelReason(
        told, accepted: accepted.isEmpty ? CancelReason.allCases : accepted)
      return entries[index].reason != nil
    }
    guard accepted.count > 1 else {
      entries[index].reason = accepted.first ?? .other
      return true
    }
    return false
  }

  // MARK: Address

  private mutating func settleAddress(_ index: Int) -> Bool {
    let entry = entries[index]
    if entry.address != nil { return true }
    guard let reference = entry.wish.address, entry.addressChoices.isEmpty else { return false }
    let current = entry.order.flatMap { records.order($0)?.deliverTo } ?? records.customer?.address
    let resolver = AddressResolver(records: records, before: addressesBefore, current: current)
    switch resolver.resolve(reference, of: entry.order, mentions: mentions) {
    case .address(let address):
      guard address != current else {
        refuse(index, .sameAddress)
        return false
      }
      entries[index].address = address
      return true
    case .several(let addresses): entries[index].addressChoices = addresses
    case .incomplete(_, let missing):
      let parts = Spoken.list(missing.map(Self.word))
      tell(index, "missing \(parts)", .addressMissing, ["missing": Fact(parts)])
    case .none:
      tell(index, "address \(entry.told.count)", .addressUnknown)
      entries[index].wish.address = nil
    }
    return false
  }

  private static func word(_ field: AddressPart.Field) -> String {
    switch field {
    case .street: "street and house number"
    case .street2: "flat or suite"
    case .city: "city"
    case .region: "state"
    case .postcode: "zip code"
    case .country: "country"
    }
  }

  // MARK: Condition

  /// Whether what the wish hangs on holds; false while it is not known, or when it does not hold (the wish is then refused).
  private mutating func decideCondition(_ id: Int) -> Bool {
    guard let index = index(id), let condition = entries[index].wish.condition else { return true }
    let judged = ConditionJudge(desk: self).holds(condition, entries[index])
    guard let holds = entries[index].holds ?? judged else { return false }
    entries[index].holds = holds
    let facts = ConditionJudge(desk: self).facts(condition, entries[index])
    if holds {
      // What the customer decided is not told back.
      if judged != nil, condition != .possible(true) { tell(index, "holds", .conditionHolds, facts) }
      return true
    }
    tell(index, "fails", judged == nil ? .withdrawn : .conditionFails, facts)
    refuse(index, .condition)
    return false
  }
}

extension OrderLine {
  /// Whether the very same can be had again.
  fileprivate func isInStock(_ product: Product) -> Bool {
    product.variants.first { $0.sku == sku }?.availability.canBeHad ?? false
  }
}
