internal import Commerce
internal import Discourse

/// The agreed writes, one after the other. What is told of them is what was recorded.
extension OrderDesk {
  mutating func writeNext() {
    guard writing == nil else { return }
    guard !queue.isEmpty else {
      readOut = nil
      return proceed()
    }
    let write = queue.removeFirst()
    writing = write
    acts.append(.write(write.operation))
  }

  /// A write has come to an end.
  mutating func wrote(_ result: Result<OperationResult, OperationFailure>) {
    guard let write = writing else { return }
    writing = nil
    switch result {
    case .success(let result):
      made.append(write)
      done(write, result)
    case .failure(let failure): failed(write, failure)
    }
    if queue.isEmpty { answered = true }
    writeNext()
  }

  private mutating func done(_ write: PlannedWrite, _ result: OperationResult) {
    let facts = tell(write)
    record(write, result)
    for id in write.entries {
      guard let index = index(id) else { continue }
      entries[index].state = .done
      entries[index].summary = facts
    }
  }

  /// Says what was recorded, in the words of the records as they were when it was agreed.
  private mutating func tell(_ write: PlannedWrite) -> [String: Fact] {
    let own = write.entries.compactMap { entry($0) }
    var facts: [String: Fact] = ["amount": DeskWords.money(abs(write.net), write.currency)]
    if let order = write.order { facts["order"] = words.order(order) }
    facts["goods"] = DeskWords.list(own.map(subject))
    let wallets = write.moves.map(\.wallet).distinct
    facts["wallet"] = wallets.isEmpty ? nil : DeskWords.list(wallets.map(words.wallet))
    switch write.action {
    case .cancelOrder:
      say(.doneCancel, facts)
      refundTime(wallets)
    case .changePayment:
      facts["wallet"] = words.wallet(write.moves.first?.wallet ?? "")
      facts["amount"] = DeskWords.money(abs(write.moves.first?.amount ?? 0), write.currency)
      say(.donePayment, facts)
      refundTime(write.moves.dropFirst().map(\.wallet))
    case .changeAddress, .changeProfileAddress:
      if let address = own.last?.address { facts["address"] = DeskWords.address(address) }
      say(write.action == .changeAddress ? .doneAddress : .doneProfileAddress, facts)
    case .changeItems, .exchangeItems:
      facts["goods"] = DeskWords.list(own.map(swapped))
      if write.net < 0 { facts["pay"] = facts["amount"] }
      if write.net > 0 { facts["back"] = facts["amount"] }
      say(write.action == .changeItems ? .doneChange : .doneExchange, facts)
    case .returnItems: say(.doneReturn, facts)
    }
    return facts
  }

  /// "Desk Lamp, color black → white".
  private func swapped(_ entry: Entry) -> Fact {
    guard let target = entry.line, let line = records.line(target.key), let sku = entry.sku,
      let variant = records.product(of: target.key)?.variants.first(where: { $0.sku == sku })
    else { return subject(entry) }
    let changes = DeskWords.changes(from: line.options, to: variant.options)
    return Fact(spoken: "the \(line.name), \(changes.spoken)", written: "\(line.name) (\(changes.written))")
  }

  private mutating func refundTime(_ wallets: [String]) {
    let kinds = wallets.compactMap { records.method($0)?.kind }
    let slow = wallets.filter { id in records.method(id).map { $0.kind != .giftCard && $0.kind != .storeCredit } ?? true
    }
    if !slow.isEmpty { say(.refundSoon, refundDays) }
    if slow.isEmpty, kinds.contains(.giftCard) { say(.refundAtOnce) }
  }

  var refundDays: [String: Fact] {
    let days = setting.rules.refundDays
    return [
      "days": Fact(
        spoken: "\(Spoken.number(days.lowerBound)) to \(Spoken.number(days.upperBound))",
        written: "\(days.lowerBound) to \(days.upperBound)")
    ]
  }

  /// The records after a write, as the back end now has them.
  private mutating func record(_ write: PlannedWrite, _ result: OperationResult) {
    switch write.operation.value {
    case is CancelOrder: if let order = result.outcome(of: CancelOrder.self) { records.replace(order) }
    case is ChangeOrderAddress:
      if let number = write.order { addressesBefore[number] = records.order(number)?.deliverTo }
      if let order = result.outcome(of: ChangeOrderAddress.self) { records.replace(order) }
    case is ChangeOrderPayment: if let order = result.outcome(of: ChangeOrderPayment.self) { records.replace(order) }
    case is ChangeOrderItems:
      if let changed = result.outcome(of: ChangeOrderItems.self) { records.replace(changed.order) }
    case is ChangeCustomerAddress:
      addressesBefore[""] = records.customer?.address
      if let customer = result.outcome(of: ChangeCustomerAddress.self) { records.customer = customer }
    case is ReturnItems:
      if let made = result.outcome(of: ReturnItems.self) { goBack(made) }
    case is ExchangeItems:
      if let made = result.outcome(of: ExchangeItems.self) { goBack(made) }
    default: return
    }
    credit(write)
  }

  private mutating func goBack(_ made: Return) {
    guard var order = records.order(made.order) else { return }
    order.returns.append(made)
    for part in made.lines {
      guard let line = order.lines.firstIndex(where: { $0.sku == part.sku && $0.kept >= part.quantity }) else {
        continue
      }
      order.lines[line].returned += part.quantity
    }
    records.replace(order)
  }

  /// What a write moves on gift cards counts from now on.
  private mutating func credit(_ write: PlannedWrite) {
    guard !(write.operation.value is ReturnItems), !(write.operation.value is ExchangeItems) else { return }
    guard var customer = records.customer else { return }
    for move in write.moves {
      guard let index = customer.paymentMethods.firstIndex(where: { $0.id == move.wallet }) else { continue }
      customer.paymentMethods[index].balance?.minorUnits += move.amount
    }
    records.customer = customer
  }

  /// A failed write stops what was to follow for the same order; the rest was agreed and goes on.
  private mutating func failed(_ write: PlannedWrite, _ failure: OperationFailure) {
    let own = write.entries.compactMap { entry($0) }
    let facts = ["goods": DeskWords.list(own.map(subject))]
    say(failure.mayHaveHappened ? .failedUnknown : .failed, facts)
    let dropped = queue.filter { $0.order != nil && $0.order == write.order }
    queue.removeAll { $0.order != nil && $0.order == write.order }
    if !dropped.isEmpty {
      let left = dropped.flatMap(\.entries).compactMap { entry($0) }
      say(.failedRest, ["goods": DeskWords.list(left.map(subject))])
    }
    for id in ([write] + dropped).flatMap(\.entries) {
      if let index = index(id) { entries[index].state = .refused(.backend) }
    }
    // What became of it is for a person to find out.
    if failure.mayHaveHappened || !failure.code.isBusiness { needsPerson = "change-\(failure.code.rawValue)" }
  }
}
