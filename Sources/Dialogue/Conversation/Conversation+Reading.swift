internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

/// Words to commands: the reader for goods, orders and the account, the classifier of intents for everything else.
extension Conversation {
  /// What an utterance is taken to mean.
  func understood(_ transcript: Transcript) -> [Command] {
    let matcher = state.stores.isEmpty ? nil : StoreMatcher(stores: state.stores)
    let classified = artefacts.understander.commands(transcript, expecting: state.expectation, stores: matcher)
    let read = Reader.read(transcript, in: readingContext)
    return arbitrate(read, classified)
  }

  /// Which of both readings counts: the desk's own when it has the floor or is wanted, the intents' otherwise.
  private func arbitrate(_ read: [Command], _ classified: [Command]) -> [Command] {
    let starts = classified.contains { if case .start = $0 { true } else { false } }
    if state.focus == .desk {
      let isEmpty = read.isEmpty || read == [.notUnderstood]
      return isEmpty ? classified : read
    }
    guard read.contains(where: isForDesk) else { return classified }
    guard state.desk?.isLoaded != true else { return read }
    // Who nobody knows yet, and is known by an order here, tells its number to the intent that asks for it.
    return starts && identifiesByOrder ? classified : read
  }

  /// Whether a command is wanted of the desk, though something else has the floor.
  private func isForDesk(_ command: Command) -> Bool {
    switch (command, state.focus) {
    case (.wish(let wish), .open), (.wish(let wish), .anythingElse):
      // "Order 4711 on my card": what is to be done shows in what it names.
      let isNamed =
        wish.orders?.numbers.isEmpty == false || wish.goods?.things.contains { !$0.products.isEmpty } == true
      let says = wish.wallet != nil || wish.address != nil || wish.variant != nil
      // What is refused at the desk may be another intent's to serve.
      if wish.verb?.isUnserved == true { return state.desk?.isLoaded == true }
      if wish.verb == nil { return isNamed && (says || state.desk?.isLoaded == true) }
      return (wish.verb != .cancel || wish.goods != nil || wish.orders != nil || state.frames.isEmpty)
    case (.question(let question), .open), (.question(let question), .anythingElse): return isOfRecords(question)
    case (.wish(let wish), _): return wish.verb != nil && (wish.goods?.things.isEmpty == false || wish.orders != nil)
    case (.identify(let clues), .open), (.identify(let clues), .anythingElse):
      return !identifiesByOrder
        && clues.contains { if case .email = $0 { true } else if case .name = $0 { true } else { false } }
    default: return false
    }
  }

  /// Whether records or the catalogue can answer a question: it names goods that are known, or is about orders and the account.
  private func isOfRecords(_ question: Question) -> Bool {
    if state.desk?.isLoaded == true { return true }
    if let goods = question.goods, !goods.things.isEmpty {
      return goods.things.contains { !$0.products.isEmpty } || question.orders?.numbers.isEmpty == false
    }
    switch question.kind {
    case .status, .tracking, .arrival, .destination, .paidWith, .contents, .total, .refund:
      return question.orders != nil
    case .orders, .balance, .wallets, .profile, .possible: return true
    default: return false
    }
  }

  private var identifiesByOrder: Bool {
    artefacts.policy.identification.ways.first?.by.contains(.order) ?? false
  }

  /// What the reader knows besides the words.
  private var readingContext: ReadingContext {
    let desk = state.desk
    let local = state.now.milliseconds / 60_000 + Int64((state.opening?.utcOffsetSeconds ?? 0) / 60)
    let shapes = (desk?.records.orders.first.map { [Self.shape(of: $0.number)] } ?? []) + orderShapes.map { $0 }
    let entities = EntityContext(
      today: state.today, now: TimeOfDay(minutes: Int(((local % 1_440) + 1_440) % 1_440)),
      orderShapes: shapes.compactMap { $0 } + [NumberShape("@#######")].compactMap { $0 })
    var context = ReadingContext(
      lexicon: artefacts.lexicon, entities: entities, expectation: state.expectation,
      asked: state.focus == .desk ? desk?.askedNow ?? Asked() : Asked())
    context.know(desk?.records.orders ?? [])
    if let home = desk?.records.customer?.address, !context.addresses.contains(home) { context.addresses.append(home) }
    return context
  }

  /// What an order's number looks like.
  private static func shape(of number: OrderNumber) -> NumberShape? {
    NumberShape(String(number.filter { $0.isLetter || $0.isNumber || $0 == "-" }.map { $0.isNumber ? "#" : $0 }))
  }
}
