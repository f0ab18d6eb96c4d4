internal import Commerce
internal import Discourse
internal import Policy

extension OrderDesk {
  /// What came of looking for the customer.
  mutating func identify(_ event: Identification.Event) {
    switch event {
    case .established(let known, let level):
      // Who was known by one order, and now is by name, has more records than that order.
      let isMore = identity.known != nil && identity.known != known
      identity.known = known
      identity.level = max(identity.level, level)
      identity.isLooking = false
      identity.failed = false
      identity.others = []
      identity.seeks = nil
      misunderstandings = 0
      if let needed = identity.needs, level >= needed { identity.needs = nil }
      // What the level did not reach before is read now.
      let isUnread = if case .customer = known { records.customer == nil } else { false }
      if isLoaded, !isMore, !isUnread { return proceed() }
      load()
    case .asks(let ways):
      identity.isLooking = false
      identity.lacking = ways
      askIdentity()
    case .mismatch(let left):
      identity.isLooking = false
      if left > 0, !identity.others.isEmpty {
        identity.isLooking = true
        return acts.append(.identify([identity.others.removeFirst()]))
      }
      identity.failed = true
      if left == 0, let number = identity.seeks { return leaveUnshown(number) }
      guard left > 0 else { return }
      if identity.seeks == nil { say(.notFoundYet) }
      askIdentity()
    case .ambiguous(let kinds):
      identity.isLooking = false
      identity.lacking = kinds.map { [$0] }
      askIdentity()
    case .wrongCode:
      identity.isLooking = false
      say(.wrongCode)
      askIdentity()
    case .codeSent(let again):
      identity.isLooking = false
      identity.lacking = [[.code]]
      askIdentity(isNewCode: again)
    case .nothing:
      identity.isLooking = false
      askIdentity()
    case .anotherCustomer:
      identity.isLooking = false
      say(.anotherCustomer)
      proceed()
    case .closed:
      identity.isLooking = false
      identity.isClosed = true
      if let number = identity.seeks { return leaveUnshown(number) }
      say(.cannotIdentify)
      flush()
      acts.append(.person("verification-failed"))
    case .unavailable:
      identity.isLooking = false
      trouble()
    }
  }

  /// Reads all that belongs to whoever it is.
  mutating func load() {
    switch identity.known {
    case .customer(let customer):
      want(Operation(FindCustomer(customer: customer)))
      want(Operation(FindOrders(customer: customer, limit: 100)))
    case .order(let order): want(Operation(FindOrder(order: order)))
    case nil: return
    }
    _ = sendReads()
  }

  /// Asks who it is: at first naming every way, then for what is still missing.
  mutating func askIdentity(isNewCode: Bool = false) {
    if let number = identity.seeks { return askToShow(number) }
    if identity.lacking.isEmpty {
      flush()
      acts.append(.need(identity.needs ?? setting.rules.policy.rule(.findOrders)?.level ?? .v1, order: nil))
      return
    }
    setFocus(.identity)
    regret()
    // Two ways are enough to choose from; the others are taken as well.
    let facts = ["options": Fact(Spoken.ways(Array(identity.lacking.prefix(2)), Self.word))]
    // What is wanted is named where it is asked for the first time, and where what was told leads nowhere: it is kept.
    let wishes = namedWishes
    if identity.lacking == [[.code]] {
      say(isNewCode ? .codeAgain : .askCode)
    } else if identity.failed, !wishes.isEmpty {
      say(.askIdentityAgainFor, facts, naming: wishes)
    } else if misunderstandings > 0 || identity.failed || asked > 0 {
      say(.askIdentityAgain, facts)
    } else if identity.lacking.contains(where: { $0 == [.postcode] }) {
      say(wishes.isEmpty ? .askPostcode : .askPostcodeFor, facts, naming: wishes)
    } else if identity.lacking.contains(where: { $0 == [.name] }) {
      say(.askName, facts)
    } else if !wishes.isEmpty {
      say(.askIdentityFor, facts, naming: wishes)
    } else {
      say(isSorry ? .askIdentitySorry : .askIdentity, facts)
    }
    let digits = identity.lacking == [[.code]] ? setting.rules.policy.identification.code?.digits : nil
    if let digits { return ask(.digits(count: digits)) }
    ask(identity.lacking.contains([.postcode]) ? listenForPostcode() : .anything)
  }

  /// What is listened for where a postcode alone would do: where it is spoken its digits, which are misheard where anything is listened for. Every
  /// other time anything is, for whoever tells something else.
  mutating func listenForPostcode() -> Expectation {
    postcodesAsked += 1
    guard setting.isVoice, !postcodesAsked.isMultiple(of: 2), let digits = setting.rules.policy.numbers.postcodeDigits
    else { return .anything }
    return .digits(count: digits)
  }

  /// A code can not be answered any more: what is asked for next is found out anew.
  mutating func codeIsOver() {
    identity.isLooking = false
    identity.lacking = []
  }

  private static func word(_ kind: ClueKind) -> String {
    switch kind {
    case .email: "the e-mail address on your account"
    case .name: "your first and last name"
    case .postcode: "your zip code"
    case .phone: "the telephone number on your account"
    case .order: "an order number"
    case .customerNumber: "your customer number"
    case .code: "a code that I send you"
    case .session, .freshSession: "signing in"
    case .callingNumber: "calling from your own number"
    }
  }

  /// A back end answered a read, or failed.
  mutating func read(_ operation: Operation, _ result: Result<OperationResult, OperationFailure>) {
    guard let index = awaiting.firstIndex(of: operation) else { return }
    awaiting.remove(at: index)
    switch (operation.value, result) {
    case (is FindCustomer, .success(let result)): records.customer = result.outcome(of: FindCustomer.self)
    case (is FindOrders, .success(let result)):
      // Newest first, and the same on every run.
      let orders = result.outcome(of: FindOrders.self)?.orders ?? []
      records.orders = orders.sorted { ($1.placed, $1.number) < ($0.placed, $0.number) }
    case (is FindOrder, .success(let result)):
      if let order = result.outcome(of: FindOrder.self) { records.replace(order) }
    case (let asked as FindProduct, .success(let result)):
      if let product = result.outcome(of: FindProduct.self) { records.products[Self.key(asked)] = product }
    // What the level does not reach is not known; the orders are.
    case (is FindCustomer, .failure(let failure)) where failure.code == .unauthorized: break
    case (let asked as FindProduct, .failure): records.unreadable.append(Self.key(asked))
    default:
      awaiting = []
      return trouble()
    }
    guard awaiting.isEmpty else { return }
    if !isLoaded {
      isLoaded = true
      greet()
      let heard = inbox
      inbox = []
      if focus == .identity { focus = .none }
      // What was wished before anybody was known is read with the words it was said in.
      text = inboxText
      inboxText = ""
      absorb(heard)
    }
    proceed()
  }

  private static func key(_ asked: FindProduct) -> String { asked.product ?? "sku:\(asked.sku ?? "")" }

  private mutating func greet() {
    let name = records.customer?.givenName ?? ""
    say(.found, name.isEmpty ? [:] : ["name": Fact(name)])
    regret()
  }

  /// Answers a complaint, once in a conversation.
  mutating func regret() {
    if heardTrouble, !isSorry {
      say(.sorry)
      isSorry = true
    }
    heardTrouble = false
  }

  /// A back end that is needed for everything does not answer.
  mutating func trouble() {
    say(.trouble)
    flush()
    acts.append(.person("backend-unavailable"))
  }
}
