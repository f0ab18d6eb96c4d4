internal import Commerce
internal import Discourse
internal import Policy

/// Questions are answered from records at once, several in a turn, in the words of the records.
extension OrderDesk {
  mutating func answerQuestions() {
    var left: [Question] = []
    for question in questions.map(settled) {
      if isAboutFocus(question) {
        answeredNow = true
      } else if answer(question) {
        (answered, answeredNow, hasAnswered) = (true, true, true)
      } else {
        left.append(question)
      }
    }
    questions = left
  }

  /// A question in the form in which records answer it.
  private func settled(_ question: Question) -> Question {
    var question = question
    // "How much is on my gift card?" asks for no price.
    if question.goods == nil, question.orders == nil, let wallet = question.wallet,
      [.price, .total, .count, .available].contains(question.kind),
      wallet.kind == .giftCard || wallet.kind == .storeCredit
    {
      question.kind = .balance
    }
    // "My tent and the 4-person one": the second is what the first might become.
    if question.variant == nil, let things = question.goods?.things, things.count == 2, let other = things.last,
      other.pronoun == .one || other.pronoun == .other, !other.options.isEmpty || other.extreme != nil
    {
      var variant = VariantWish()
      variant.must = other.options
      variant.extremes = [other.extreme].compactMap { $0 }
      question.variant = variant
      question.goods?.things.removeLast()
    }
    if question.kind == .price, question.goods == nil, question.extreme == nil, question.variant == nil,
      question.orders != nil
    {
      question.kind = .total
    }
    return question
  }

  /// "What are my options?" while something is asked that has options: the question is put again with them.
  private func isAboutFocus(_ question: Question) -> Bool {
    guard question.goods == nil, question.orders == nil, question.variant == nil else { return false }
    switch (question.kind, focus) {
    case (.choices(nil), .wallet), (.choices(nil), .reason), (.choices(nil), .wholeOrNothing),
      (.choices(nil), .exclusion),
      (.available, .wallet), (.available, .reason), (.available, .wholeOrNothing):
      return true
    default: return false
    }
  }

  /// Answers one question; false when something has to be read first.
  private mutating func answer(_ question: Question) -> Bool {
    switch question.kind {
    case .status, .tracking, .arrival, .destination, .paidWith, .contents: answerOfOrders(question)
    case .orders: answerOrders(question)
    case .property, .choices, .available, .count: return answerOfGoods(question)
    case .price: return answerPrice(question)
    case .difference: return answerDifference(question)
    case .total, .refund: answerSum(question)
    case .balance, .wallets, .profile:
      // What only a better known customer may hear waits for that.
      guard records.customer != nil || !mayLearnCustomer else { return false }
      answerOfCustomer(question)
    case .refundTime: say(.answerRefundTime, refundDays)
    case .howToReturn: say(.answerHowToReturn)
    case .why: answerWhy()
    case .compare: compare()
    case .plan: answerPlan()
    case .done: answerDone()
    case .possible: return true
    }
    return true
  }

  // MARK: Orders

  /// The orders that a question is about; asked by thing, the orders of the thing.
  func orders(of question: Question) -> [Order] {
    if let reference = question.orders {
      switch OrderResolver(records: records, mentions: mentions).resolve(reference) {
      case .orders(let numbers): return numbers.compactMap(records.order)
      case .several(let numbers): return numbers.compactMap(records.order)
      case .none, .unknown: return []
      }
    }
    if question.goods != nil {
      let keys = lines(of: question)
      return keys.map(\.order).distinct.compactMap(records.order)
    }
    let spoken = mentions.orders.compactMap(records.order)
    return spoken.isEmpty ? records.orders : spoken
  }

  /// The lines that a question is about.
  func lines(of question: Question) -> [LineKey] {
    guard let goods = question.goods else {
      if let reference = question.orders,
        case .orders(let numbers) = OrderResolver(records: records, mentions: mentions).resolve(reference)
      {
        return numbers.compactMap(records.order).flatMap(records.lines(of:))
      }
      return mentions.lines
    }
    let resolver = GoodsResolver(records: records, mentions: mentions)
    let findings = resolver.resolve(goods, orders: question.orders)
    let found = findings.flatMap { $0.targets.map(\.key) + $0.candidates }
    return found.isEmpty && goods.things.allSatisfy(ThingFilter.saysNothing) ? mentions.lines : found
  }

  private mutating func answerOfOrders(_ question: Question) {
    let orders = orders(of: question)
    guard !orders.isEmpty else { return noOrder(question) }
    for order in orders.prefix(setting.isVoice ? 3 : 6) {
      var facts = orderFacts(order.number)
      facts["goods"] = words.contents(order)
      switch question.kind {
      case .status: say(.answerStatus, facts)
      case .tracking: track(order, facts)
      case .arrival: arrive(order, facts)
      case .destination:
        facts["address"] = destination(of: order)
        say(.answerDestination, facts)
      case .paidWith:
        facts["wallet"] = order.paidWith.map(words.wallet)
        facts["amount"] = Spoken.money(order.total)
        say(.answerPaidWith, facts)
      default: contents(order, facts, question.extreme)
      }
    }
    mentions.speak(of: orders.map(\.number))
  }

  /// Which door an order goes to is the customer's own record: who is only known by what stands on a parcel hears the town.
  private func destination(of order: Order) -> Fact {
    let needed = setting.rules.policy.rule(.findCustomer)?.level ?? .v2
    guard identity.level < needed else { return DeskWords.address(order.deliverTo) }
    let town = [order.deliverTo.city, order.deliverTo.region].filter { !$0.isEmpty }.joined(separator: ", ")
    return Fact(town)
  }

  private mutating func noOrder(_ question: Question) {
    if records.orders.isEmpty { return say(.answerNoOrders) }
    if let number = question.orders?.numbers.first { return say(.unknownOrder, ["order": words.order(number.id)]) }
    let noun = question.goods?.things.first?.noun ?? ""
    say(.unknownGoods, ["goods": Fact(noun.isEmpty ? "such an order" : noun)])
  }

  private mutating func track(_ order: Order, _ facts: [String: Fact]) {
    let numbers = order.shipments.map(\.trackingNumber).filter { !$0.isEmpty }
    guard !numbers.isEmpty else { return say(.answerNoTracking, facts) }
    for number in numbers {
      var own = facts
      own["tracking"] = Spoken.code(number)
      say(.answerTracking, own)
    }
  }

  private mutating func arrive(_ order: Order, _ facts: [String: Fact]) {
    var own = facts
    if let day = order.shipments.compactMap(\.deliveredOn).last {
      own["delivered"] = Spoken.day(day, today: setting.today)
      say(.answerArrived, own)
    } else if let day = order.shipments.compactMap(\.estimatedDelivery).last {
      own["expected"] = Spoken.day(day, today: setting.today)
      say(.answerArrival, own)
    } else {
      say(.answerNoArrival, own)
    }
  }

  private mutating func contents(_ order: Order, _ facts: [String: Fact], _ extreme: OptionOrder?) {
    let keys = records.lines(of: order)
    if let extreme {
      var thing = Thing()
      thing.extreme = extreme
      for key in ThingFilter(records: records).pick(thing, from: keys) {
        var own = facts
        own["goods"] = words.goods(key)
        own["price"] = records.line(key).map { Spoken.money($0.unitPrice) }
        say(.answerPaid, own)
      }
      return
    }
    say(.answerContents, facts)
    for key in keys {
      guard let line = records.line(key) else { continue }
      say(
        .answerContentsItem,
        ["goods": words.goods(key, quantity: line.quantity), "price": Spoken.money(line.unitPrice)], item: true)
    }
    mentions.offered = keys
  }

  private mutating func answerOrders(_ question: Question) {
    var orders = records.orders
    if let status = question.orders?.status {
      orders = orders.filter { OrderResolver.is(.init(of: $0), status) }
    }
    guard !orders.isEmpty else { return say(.answerNoOrders) }
    let count = orders.count
    say(.answerOrders, ["count": Fact(spoken: Spoken.number(count), written: String(count))])
    for order in orders.prefix(setting.isVoice ? 3 : 8) {
      var facts = ["order": words.summary(order)]
      facts["total"] = Spoken.money(order.total)
      say(.answerOrdersItem, facts, item: true)
    }
    mentions.orders = orders.map(\.number)
  }

  // MARK: The customer

  /// Whether the customer's own record could be read if it were surer who it is.
  var mayLearnCustomer: Bool {
    guard let level = setting.rules.policy.rule(.findCustomer)?.level else { return false }
    return level > identity.level && !identity.isClosed
  }

  /// Works towards the record of the customer, where a question waits for nothing else; false where none does.
  mutating func learnsCustomer() -> Bool {
    guard records.customer == nil, !questions.isEmpty, mayLearnCustomer,
      questions.contains(where: { [.balance, .wallets, .profile].contains($0.kind) }),
      let level = setting.rules.policy.rule(.findCustomer)?.level
    else { return false }
    identity.needs = level
    flush()
    let known: OrderNumber? =
      if case .order(let number) = identity.known { number } else { records.orders.first?.number }
    acts.append(.need(level, order: known))
    return true
  }

  private mutating func answerOfCustomer(_ question: Question) {
    guard let customer = records.customer else { return say(.answerUnknown) }
    switch question.kind {
    case .profile:
      say(
        .answerProfile,
        [
          "name": Fact("\(customer.givenName) \(customer.familyName)"), "email": Fact(customer.email),
          "address": DeskWords.address(customer.address),
        ])
    case .wallets:
      say(.answerWallets, ["options": DeskWords.list(customer.paymentMethods.map(\.id).map(words.wallet))])
    default:
      let held = customer.paymentMethods.filter { method in
        guard method.balance != nil else { return false }
        guard let reference = question.wallet else { return true }
        return WalletResolver(methods: [method]).resolve(reference) == .method(method.id)
      }
      guard !held.isEmpty else { return say(.answerNoBalance) }
      let plan = Planner(records: records).plan(entries)
      for method in held {
        guard let balance = method.balance else { continue }
        let facts = ["wallet": words.wallet(method.id), "balance": Spoken.money(balance)]
        say(.answerBalance, facts)
        if let after = calculator.balance(of: method.id, after: plan), after != balance.minorUnits {
          say(
            .answerBalanceAfter,
            ["wallet": words.wallet(method.id), "balance": DeskWords.money(after, balance.currency)])
        }
      }
    }
  }

  // MARK: The work so far

  private mutating func answerWhy() {
    // "Why? Because …" is answered by whoever says it.
    let said = text.lowercased().split { !$0.isLetter }
    guard !zip(said, said.dropFirst()).contains(where: { $0 == "why" && $1 == "because" }) else { return }
    switch focus {
    case .identity: say(.whyIdentity)
    default:
      guard
        case .refused(let refusal)? = entries.last(where: { if case .refused = $0.state { true } else { false } })?
          .state
      else { return say(.answerWhy, ["reason": Fact("I have to be sure that I do exactly what you want")]) }
      say(.answerWhy, ["reason": Fact(Self.why(refusal))])
    }
  }

  private static func why(_ refusal: Refusal) -> String {
    switch refusal {
    case .alreadyShipped: "the order has left our house already"
    case .alreadyCancelled, .orderCancelled: "the order is cancelled"
    case .notDelivered: "the order has not been delivered yet"
    case .alreadyChanged: "an order can be changed only once"
    case .goingBack, .excluded: "a delivered order takes one return or one exchange, once"
    case .partOfOrder: "an order that has not left can only be cancelled as a whole"
    case .cannotAdd: "nothing can be added to an order once it is placed"
    case .otherProduct: "goods can only be swapped for another variant of the same product"
    case .noVariant: "we do not have it at the moment"
    case .condition: "what you made it depend on is not so"
    case .samePayment, .sameAddress: "it is that way already"
    case .cannotUndo: "what is done cannot be undone"
    case .nothingThere: "there is nothing it could be done to"
    case .notShown: "I have to be sure that the order is yours"
    case .backend: "our system did not accept it"
    case .noDiscount, .noPriceMatch, .noMerging, .noSplitting, .noExpediting, .noPromise, .noRepair, .noUnsubscribing:
      "I can do that for nobody"
    }
  }

  private mutating func answerPlan() {
    let plan = Planner(records: records).plan(entries)
    let open = entries.filter(\.isOpen)
    guard !open.isEmpty else { return say(.answerPlanNone) }
    // The list is read whole where it is complete.
    if plan.isEmpty || nextGap() != nil { say(.answerPlan, ["goods": DeskWords.list(open.map(named))]) }
  }

  private mutating func answerDone() {
    let done = entries.filter { $0.state == .done }
    guard !done.isEmpty else { return say(.answerDoneNone) }
    say(
      .answerDone,
      [
        "goods": DeskWords.list(
          done.map { entry in
            var fact = named(entry)
            if let goods = entry.summary["goods"] { fact = goods }
            return fact
          }.distinct)
      ])
  }

  /// What each of two open alternatives leaves the customer with.
  private mutating func compare() {
    let open = entries.filter(\.isOpen)
    guard !open.isEmpty else { return say(.answerPlanNone) }
    for entry in open {
      let amount: Int =
        switch entry.action {
        case .returnItems: calculator.paid(entry)
        case .cancelOrder: entry.order.flatMap(records.order).map { $0.total.minorUnits } ?? 0
        case .exchangeItems, .changeItems: -calculator.difference(entry)
        default: 0
        }
      let money = DeskWords.money(abs(amount), words.currency)
      say(.answerNet, ["goods": named(entry), amount < 0 ? "pay" : "back": money])
    }
  }
}
