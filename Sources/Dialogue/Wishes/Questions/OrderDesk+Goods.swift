internal import Commerce
internal import Discourse

/// Questions about goods: what they are, what there is, what it costs.
extension OrderDesk {
  /// The product a question is about with the line the customer has of it, if any.
  private struct Subject {
    var key: LineKey?
    var product: Product
  }

  /// The products a question is about; nil when they have to be read first, empty when there are none.
  private mutating func subjects(_ question: Question) -> [Subject]? {
    var isWaiting = false
    var found: [Subject] = []
    func product(_ id: String, _ operation: FindProduct, _ desk: inout OrderDesk) -> Product? {
      if let product = desk.records.products[id] { return product }
      guard !desk.records.unreadable.contains(id) else { return nil }
      desk.want(Operation(operation))
      isWaiting = true
      return nil
    }
    for key in lines(of: question) {
      guard let line = records.line(key) else { continue }
      let ask = line.product.isEmpty ? FindProduct(sku: line.sku) : FindProduct(product: line.product)
      guard let product = product(CustomerRecords.productKey(line), ask, &self) else { continue }
      if !found.contains(where: { $0.product.id == product.id && $0.key == key }) {
        found.append(Subject(key: key, product: product))
      }
    }
    if found.isEmpty, !isWaiting {
      // Not among what the customer has: the catalogue.
      for thing in question.goods?.things ?? [] {
        guard let best = thing.products.first else { continue }
        guard let product = product(best.id, FindProduct(product: best.id), &self) else { continue }
        found.append(Subject(key: nil, product: product))
      }
      if found.isEmpty, !isWaiting, let id = mentions.product, let product = records.products[id] {
        found.append(Subject(key: mentions.lines.first { records.line($0)?.product == id }, product: product))
      }
    }
    return isWaiting ? nil : found
  }

  mutating func answerOfGoods(_ question: Question) -> Bool {
    guard let subjects = subjects(question) else { return false }
    guard !subjects.isEmpty else {
      unknownGoods(question)
      return true
    }
    if isAside(question, subjects) { return true }
    let isOfKind = if case .property = question.kind { false } else { true }
    let distinct =
      isOfKind
      ? subjects.reduce(into: [Subject]()) { all, one in
        if !all.contains(where: { $0.product.id == one.product.id }) { all.append(one) }
      } : subjects
    for subject in distinct.prefix(4) {
      switch question.kind {
      case .property(let name): property(name, subject, question.variant)
      case .choices(let option): choices(option, subject, question.variant)
      case .count: count(subject, question.variant)
      default: available(subject, question.variant)
      }
      mentions.product = subject.product.id
    }
    mentions.wanted = question.variant.flatMap { $0.isEmpty ? nil : $0 }
    if mentions.wanted != nil { narrowChoices(distinct.compactMap(\.key)) }
    mentions.speak(of: distinct.compactMap(\.key))
    return true
  }

  /// "Is there one with more storage?" while a variant is to be chosen: out of those that were told.
  private mutating func narrowChoices(_ keys: [LineKey]) {
    for index in entries.indices
    where entries[index].isOpen && entries[index].sku == nil && !entries[index].choices.isEmpty {
      guard let key = entries[index].line?.key, keys.contains(key) else { continue }
      let told = mentions.variants.filter(entries[index].choices.contains)
      if !told.isEmpty { entries[index].choices = told }
    }
  }

  /// "… medium is what I need": beside a wish, and of no goods that it names, a value that nothing spoken of can have asks nothing.
  private func isAside(_ question: Question, _ subjects: [Subject]) -> Bool {
    guard case .property(let name?) = question.kind, !touched.isEmpty,
      question.goods?.things.allSatisfy(ThingFilter.saysNothing) ?? true
    else { return false }
    let folded = OptionWords.folded(name)
    return subjects.allSatisfy { subject in
      OptionTable(subject.product).name(like: name) == nil
        && !subject.product.attributes.keys.contains { OptionWords.folded($0) == folded }
    }
  }

  private mutating func unknownGoods(_ question: Question) {
    let noun = question.goods?.things.first?.noun ?? ""
    if noun.isEmpty { say(.answerUnknown) } else { say(.unknownGoods, ["goods": Fact(noun)]) }
  }

  private mutating func property(_ name: String?, _ subject: Subject, _ variant: VariantWish?) {
    let table = OptionTable(subject.product)
    let line = subject.key.flatMap(records.line)
    var facts = ["goods": Fact(subject.product.name)]
    guard let options = line?.options else { return choices(name, subject, variant) }
    if let option = name.flatMap(table.name(like:)), let value = options[option] {
      if DeskWords.isFlag(value) {
        facts["options"] = Fact(DeskWords.option(option, value))
        return say(.answerProperties, facts)
      }
      facts["option"] = Fact(option)
      facts["value"] = Fact(value)
      return say(.answerProperty, facts)
    }
    if let name,
      let key = subject.product.attributes.keys.sorted().first(where: {
        OptionWords.folded($0) == OptionWords.folded(name)
      })
    {
      facts["option"] = Fact(key)
      facts["value"] = Fact(subject.product.attributes[key] ?? "")
      return say(.answerProperty, facts)
    }
    facts["options"] = Fact(DeskWords.options(options))
    if let name { facts["option"] = Fact(name) }
    say(name == nil ? .answerProperties : .answerNoProperty, facts)
  }

  private mutating func choices(_ option: String?, _ subject: Subject, _ wish: VariantWish?) {
    let table = OptionTable(subject.product)
    let line = subject.key.flatMap(records.line)
    var wish = wish
    if wish?.isEmpty ?? true,
      let planned = entries.first(where: { $0.isOpen && $0.line?.key == subject.key && subject.key != nil }),
      var wanted = planned.wish.variant, let name = option.flatMap(table.name(like:))
    {
      // Of what is wanted already, which of these there are.
      wanted.must.removeAll { table.options(of: $0).contains(name) }
      (wanted.extremes, wanted.preferences, wanted.steps) = ([], [], [])
      wanted.free = table.names
      wish = wanted
    }
    let fitting = offered(subject, wish)
    if let option = option.flatMap(table.name(like:)) {
      let values = table.values(of: option).filter { value in fitting.contains { $0.options[option] == value } }
      let ordered = values.sorted { left, right in
        (table.rank(left, of: option) ?? 0, left) < (table.rank(right, of: option) ?? 0, right)
      }
      guard !ordered.isEmpty else { return say(.nothingAvailable, ["goods": Fact(subject.product.name)]) }
      return say(
        .answerChoices,
        ["goods": Fact(subject.product.name), "option": Fact(option), "options": Fact(Spoken.list(ordered))])
    }
    guard !fitting.isEmpty else { return say(.nothingAvailable, ["goods": Fact(subject.product.name)]) }
    let number = fitting.count
    say(
      .variants,
      ["count": Fact(spoken: Spoken.number(number), written: String(number)), "goods": Fact(subject.product.name)])
    let shown = fitting.prefix(self.shown(number))
    for (place, variant) in shown.enumerated() {
      say(.variantItem, words.variantFacts(variant, of: subject.product, than: line, place: place + 1), item: true)
    }
    let rest = number - shown.count
    if rest > 0 { say(.moreVariants, ["count": Fact(spoken: Spoken.number(rest), written: String(rest))]) }
    mentions.variants = fitting.map(\.sku)
  }

  /// The variants that can be had and meet what was said, nearest to what the customer has first.
  private func offered(_ subject: Subject, _ wish: VariantWish?) -> [Variant] {
    let line = subject.key.flatMap(records.line)
    let chooser = VariantChooser(subject.product, present: line)
    var wish = wish ?? VariantWish()
    wish.listWanted = true
    switch chooser.choose(wish).outcome {
    case .several(let skus): return skus.compactMap { sku in subject.product.variants.first { $0.sku == sku } }
    case .chosen(let sku): return subject.product.variants.filter { $0.sku == sku }
    case .none, .present: return []
    }
  }

  private mutating func count(_ subject: Subject, _ wish: VariantWish?) {
    let all = subject.product.variants
    let table = OptionTable(subject.product)
    let meeting = all.filter { variant in wish?.must.allSatisfy { table.meets(variant.options, $0) } ?? true }
    let able = meeting.filter(\.availability.canBeHad)
    func number(_ value: Int) -> Fact { Fact(spoken: Spoken.number(value), written: String(value)) }
    say(
      .answerCount,
      ["goods": Fact(subject.product.name), "total": number(meeting.count), "count": number(able.count)])
  }

  private mutating func available(_ subject: Subject, _ wish: VariantWish?) {
    let line = subject.key.flatMap(records.line)
    guard let wish, !wish.isEmpty else { return choices(nil, subject, nil) }
    let chooser = VariantChooser(subject.product, present: line, allowsSame: true)
    let choice = chooser.choose(wish)
    let name = Fact(subject.product.name)
    func list(_ skus: [String], _ line: DeskLine, _ desk: inout OrderDesk) {
      let present = subject.key.flatMap(desk.records.line)
      for (place, sku) in skus.prefix(desk.shown(skus.count)).enumerated() {
        guard let variant = subject.product.variants.first(where: { $0.sku == sku }) else { continue }
        desk.say(
          line, desk.words.variantFacts(variant, of: subject.product, than: present, place: place + 1), item: true)
      }
      desk.mentions.variants = skus
    }
    switch choice.outcome {
    case .chosen(let sku):
      say(.answerAvailable, ["goods": name])
      list([sku], .alternativeItem, &self)
    case .several(let skus):
      say(.variants, ["count": Fact(spoken: Spoken.number(skus.count), written: String(skus.count)), "goods": name])
      list(skus, .variantItem, &self)
    case .present: say(.hasItAlready, ["goods": subject.key.map { words.goods($0) } ?? name])
    case .none:
      say(.answerUnavailable, ["goods": name, "value": Fact(Spoken.list(wish.must.map(VariantChooser.words)))])
      list(choice.alternatives.map(\.sku), .alternativeItem, &self)
    }
  }

  // MARK: Prices

  mutating func answerPrice(_ question: Question) -> Bool {
    if let variant = question.variant, !variant.isEmpty {
      guard let subjects = subjects(question) else { return false }
      for subject in subjects.prefix(2) { available(subject, variant) }
      if subjects.isEmpty { unknownGoods(question) }
      return true
    }
    var keys = lines(of: question)
    if let extreme = question.extreme {
      var thing = Thing()
      thing.extreme = extreme
      keys = ThingFilter(records: records).pick(thing, from: keys)
    }
    guard !keys.isEmpty else {
      guard let subjects = subjects(question) else { return false }
      for subject in subjects.prefix(2) { choices(nil, subject, nil) }
      if subjects.isEmpty { unknownGoods(question) }
      return true
    }
    for key in keys.prefix(6) {
      guard let line = records.line(key) else { continue }
      say(
        .answerPaid,
        ["goods": words.goods(key), "price": Spoken.money(line.unitPrice), "order": words.order(key.order)])
    }
    mentions.speak(of: keys)
    return true
  }

  mutating func answerDifference(_ question: Question) -> Bool {
    let open = entries.filter { $0.isOpen && $0.sku != nil }
    if question.variant?.isEmpty ?? true, !open.isEmpty {
      for entry in open { difference(calculator.difference(entry), subject(entry)) }
      return true
    }
    guard let subjects = subjects(question) else { return false }
    for subject in subjects.prefix(3) {
      guard let key = subject.key, let line = records.line(key) else { continue }
      let chooser = VariantChooser(subject.product, present: line, allowsSame: true)
      guard case .chosen(let sku) = chooser.choose(question.variant ?? VariantWish()).outcome,
        let variant = subject.product.variants.first(where: { $0.sku == sku })
      else {
        choices(nil, subject, question.variant)
        continue
      }
      difference(
        variant.price.minorUnits - line.unitPrice.minorUnits,
        words.goods(name: subject.product.name, options: variant.options))
    }
    if subjects.isEmpty { unknownGoods(question) }
    return true
  }

  private mutating func difference(_ amount: Int, _ goods: Fact) {
    let facts = ["goods": goods, "amount": DeskWords.money(abs(amount), words.currency)]
    say(amount > 0 ? .answerDifferenceMore : amount < 0 ? .answerDifferenceLess : .answerDifferenceNone, facts)
  }

  // MARK: Sums

  /// Sums: of goods or orders that are named, otherwise of all that is planned and done.
  mutating func answerSum(_ question: Question) {
    if question.goods != nil, !lines(of: question).isEmpty {
      let keys = lines(of: question)
      let sum = keys.reduce(0) { sum, key in
        sum + (records.line(key).map { $0.unitPrice.minorUnits * $0.quantity } ?? 0)
      }
      say(.answerSum, ["goods": words.list(keys), "amount": DeskWords.money(sum, words.currency)])
      return mentions.speak(of: keys)
    }
    let plan = Planner(records: records).plan(entries)
    let writes = made + plan
    let moving = writes.filter { $0.action != .changePayment && !$0.moves.isEmpty }
    if question.orders == nil, !moving.isEmpty, question.kind == .refund || mentions.orders.count != 1 {
      return net(moving)
    }
    for order in orders(of: question).prefix(6) {
      say(.answerOrderTotal, ["order": words.order(order.number), "amount": Spoken.money(order.total)])
      let change = plan.filter { $0.order == order.number && $0.action == .changeItems }.reduce(0) { $0 - $1.net }
      if change != 0 {
        let after = DeskWords.money(order.total.minorUnits + change, order.total.currency)
        say(.answerOrderTotalAfter, ["order": words.order(order.number), "amount": after])
      }
    }
    if question.kind == .refund, !moving.isEmpty { net(moving) }
  }

  /// Each part and the sum of all that is planned and done.
  private mutating func net(_ writes: [PlannedWrite]) {
    for write in writes {
      let own = write.entries.compactMap { entry($0) }
      let goods = own.first?.summary["goods"] ?? DeskWords.list(own.map(subject))
      let money = DeskWords.money(abs(write.net), write.currency)
      say(.answerNet, ["goods": goods, write.net < 0 ? "pay" : "back": money], item: writes.count > 1)
    }
    guard writes.count > 1 else { return }
    let sum = writes.reduce(0) { $0 + $1.net }
    let facts = ["amount": DeskWords.money(abs(sum), words.currency)]
    say(sum > 0 ? .planSumBack : sum < 0 ? .planSumPay : .planSumEven, facts, item: true)
  }
}
