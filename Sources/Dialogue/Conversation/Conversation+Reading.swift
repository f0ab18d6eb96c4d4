internal import Commerce
public import Discourse
internal import Policy
internal import Understanding

/// Words to commands: the reader for goods, orders and the account, the classifier of intents for everything else.
extension Conversation {
  /// What an utterance is taken to mean: by itself, or where that is not sure, with what a language model proposed of it.
  mutating func understood(_ transcript: Transcript, _ proposal: Proposal?) -> [Command] {
    let local = understood(transcript)
    guard let proposal else { return local }
    let heard = transcript.alternatives.map(\.text)
    let reader = self
    let grounding = ProposalGrounding(intents: Set(startable.map(\.name))) {
      reader.understood(Transcript(typed: $0))
    }
    let outcome = grounding.ground(mask(of: transcript).restore(proposal), heard: heard)
    let chosen = ProposalArbiter.choose(local: local, proposed: outcome.commands)
    effects.append(
      .proposed(model: proposal.model, kept: chosen == local ? 0 : outcome.commands.count, dropped: outcome.dropped))
    return chosen
  }

  /// What a language model may be asked about an utterance before it is handled; nil when it is understood without. Personal values are
  /// hidden in it.
  public func question(about transcript: Transcript) -> ProposalQuestion? {
    let transcript = transcript.readable
    guard state.phase == .open, !transcript.text.isEmpty else { return nil }
    guard ProposalArbiter.wantsHelp(understood(transcript)) else { return nil }
    let asked = state.lastPrompts.last.map(\.written) ?? ""
    return ProposalQuestion(
      heard: mask(of: transcript).texts,
      asked: PersonalMask([asked], known: knownOfCustomer, readingContext.entities).texts[0],
      expecting: Self.words(state.expectation), intents: startable)
  }

  private var startable: [(name: String, title: String)] {
    artefacts.intents.intents.filter(\.enabled).map { ($0.name, $0.title) }
  }

  private func mask(of transcript: Transcript) -> PersonalMask {
    PersonalMask(transcript.alternatives.map(\.text), known: knownOfCustomer, readingContext.entities)
  }

  /// What names the customer, as far as it is known.
  private var knownOfCustomer: [String] {
    [state.profile, state.desk?.records.customer].compactMap(\.self).flatMap { customer in
      [customer.givenName, customer.familyName, customer.email, customer.address.street]
    }
  }

  /// What an utterance is taken to mean.
  private func understood(_ said: Transcript) -> [Command] {
    let matcher = storeMatcher
    // What only tells how somebody feels about it says nothing of what is wanted.
    let transcript =
      isFree
      ? Transcript(
        alternatives: said.alternatives.map {
          Alternative(text: TextSpeak.spelledOut(MereFeeling.removed(from: $0.text)), confidence: $0.confidence)
        }) : said
    let classified = placed(
      severalWishes(transcript, matcher)
        ?? amid(
          transcript,
          artefacts.understander.commands(
            transcript, expecting: state.expectation, stores: matcher,
            placed: isFree ? PlacedNumbers.find(in: said.text) : []),
          matcher),
      transcript)
    let read = withOrdersThatFollow(Reader.read(transcript, in: readingContext), transcript)
    if let urgent = urgent(transcript) { return urgent }
    if let advice = kindsAsked(transcript, classified) { return advice }
    if isFree, let start = ruleAsked(transcript, classified, read) { return start }
    return arbitrate(read, classified, transcript)
  }

  /// Whether nothing was asked but what there is to do.
  var isFree: Bool { state.focus == .open || state.focus == .anythingElse }

  /// A wish that stands amid much else, where the whole says nothing or is mere talk: that of the first part that is plain by itself.
  private func amid(_ transcript: Transcript, _ whole: [Command], _ matcher: StoreMatcher?) -> [Command] {
    guard isFree, let text = transcript.alternatives.first?.text, Normalizer.words(text).count > 5 else { return whole }
    var needed = 0.0
    for command in whole {
      switch command {
      case .fill, .notUnderstood, .smallTalk: continue
      case .start(let label, _) where isTalk(label): continue
      // What the whole is hardly like may be plain in a part of it.
      case .start(_, let confidence) where confidence < Self.weak: needed = 0.85
      default: return whole
      }
    }
    for part in Sentences.wishes(text).dropFirst() {
      let commands = heard(part, of: text, matcher)
      for command in commands {
        guard case .start(let label, let confidence) = command, !isTalk(label), confidence >= needed else { continue }
        if isTold(label), !isLike(label, text, matcher) { continue }
        return [command] + whole.filter { if case .fill = $0 { true } else { false } }
      }
    }
    return whole
  }

  /// What a part of what was said is taken to mean by itself.
  private func heard(_ part: String, of text: String, _ matcher: StoreMatcher?) -> [Command] {
    let placed = PlacedNumbers.find(in: text)
    return artefacts.understander.commands(
      asHeard(part), expecting: .digits(count: numbers.orderDigits), stores: matcher, placed: placed)
  }

  /// Whether an intent only takes up what is told: much of what stands around a wish is like it.
  private func isTold(_ label: String) -> Bool { intent(of: label)?.slots.first?.kind == .text }

  /// Whether the whole of what was said is like an intent, if only so much.
  private func isLike(_ label: String, _ text: String, _ matcher: StoreMatcher?, least: Double = 0.3) -> Bool {
    artefacts.understander.topics(text, stores: matcher, unfamiliar: true).contains {
      intent(of: $0.label)?.name == intent(of: label)?.name && $0.probability >= least
    }
  }

  /// The probability under which what the whole is like does not settle it.
  private static let weak = 0.6

  /// Whether an intent is mere talk: it needs no system.
  func isTalk(_ label: String) -> Bool {
    intent(of: label)?.systems.isEmpty != false
  }

  /// Several wishes in one sentence ("where is my order and can I change my appointment"): a start for each, in order, when each part
  /// alone is plain. Nil when it is one.
  private func severalWishes(_ transcript: Transcript, _ matcher: StoreMatcher?) -> [Command]? {
    guard isFree, let text = transcript.alternatives.first?.text else { return nil }
    let parts = Sentences.clauses(text)
    guard (2...4).contains(parts.count) else { return nil }
    var starts: [Command] = []
    var fills: [Command] = []
    for part in parts where !Self.onlyRefers(part) {
      let commands = heard(part, of: text, matcher)
      for command in commands {
        switch command {
        case .start(let label, _):
          let name = intent(of: label)?.name
          let isNew = starts.allSatisfy {
            if case .start(let other, _) = $0 { intent(of: other)?.name != name } else { true }
          }
          // Hello and thanks are no wish beside another; what is merely told around a wish must be one by itself.
          guard isNew, !isTalk(label), !isTold(label), isMeant(label, in: part, of: text, matcher) else { continue }
          starts.append(command)
        case .fill: fills.append(command)
        default: continue
        }
      }
    }
    guard starts.count > 1 else { return nil }
    // The desk keeps the floor until all of its work is done: what it serves comes last.
    let answering = artefacts.intents.answering?.name
    func place(_ command: Command) -> Int {
      guard case .start(let label, _) = command else { return 1 }
      // What an article answers is answered at once, before anything is asked.
      return intent(of: label)?.name == answering ? 0 : deskTask([command]) == nil ? 1 : 2
    }
    return (0...2).flatMap { rank in starts.filter { place($0) == rank } } + fills
  }

  /// Whether a part that is like an intent means it: it asks or wants, or the whole of what was said is like it as well.
  private func isMeant(_ label: String, in part: String, of text: String, _ matcher: StoreMatcher?) -> Bool {
    if Sentences.isAsking(part), Normalizer.words(part).count > 3 || text.hasPrefix(part) { return true }
    return isLike(label, text, matcher, least: 0.15)
  }

  /// Whether words only say what it is about or not about ("hi, order 40217", "my number is 206 555 0142", "it's not about an order"): no
  /// wish beside another.
  private static func onlyRefers(_ part: String) -> Bool {
    let words = Normalizer.words(part)
    if words.contains("about"), words.contains("not") || words.contains("isn't") { return true }
    return words.allSatisfy { word in
      referring.contains(word) || word.contains(where: \.isNumber) || SpokenDigits.isNumber(word)
    }
  }

  private static let referring: Set<String> = [
    "hi", "hello", "hey", "good", "morning", "afternoon", "evening", "order", "orders", "number", "my", "the", "is",
    "it's",
    "its", "it", "this", "a", "about", "phone", "telephone", "zip", "code", "e", "mail", "email", "name", "regarding",
    "for",
    "on", "in", "i'm", "am", "i", "here", "please", "thanks", "again", "me", "calling", "writing",
  ]

  /// Which of both readings counts: the desk's own when it has the floor or is wanted, the intents' otherwise.
  private func arbitrate(_ read: [Command], _ classified: [Command], _ transcript: Transcript) -> [Command] {
    let starts = classified.contains { if case .start = $0 { true } else { false } }
    let isUnserved = read.contains(where: \.isContent) && read.allSatisfy(\.isUnservedOrNoContent)
    if state.focus == .desk {
      // What is refused at the desk may be another intent's to serve.
      if isUnserved, starts, deskTask(classified) == nil, !answersNothing(classified, transcript) { return classified }
      let isEmpty = read.isEmpty || read == [.notUnderstood]
      return isEmpty ? classified : read
    }
    if isUnserved, isFree, !starts, !identifiesByOrder { return read }
    if identifiesByOrder, state.desk?.isLoaded != true, !namesSeveralOrders(read, transcript),
      let several = forSeveralOrders(classified, transcript)
    {
      return several
    }
    if let task = deskTask(classified) {
      // The intent is the desk's: the reader knows more of what was said than that.
      if read.contains(where: isForDesk) { return read }
      let heard = read.filter { if case .identify = $0 { true } else { $0.isContent } }
      let commands = task.commands(with: heard)
      return commands.isEmpty ? classified : commands
    }
    guard read.contains(where: isForDesk) else { return classified }
    guard state.desk?.isLoaded != true else { return read }
    if !starts, let start = catalogueIntent(read, transcript) { return [start] }
    if !starts, identifiesByOrder, let start = likelier(read, transcript) { return start }
    // A mere question that nothing shows to be about things of theirs is not worth asking who they are.
    if !starts, identifiesByOrder, !read.contains(where: isForThemselves), !saysOwn(transcript) { return classified }
    // Who nobody knows yet, and is known by an order here, tells its number to the intent that asks for it.
    guard starts, identifiesByOrder else { return read }
    return namesSeveralOrders(read, transcript) || read.contains { isQualified($0, transcript) } ? read : classified
  }

  /// Whether an order is not to be called off, not now, not wholly, or only if something is so: an intent would take it for the whole.
  private func isQualified(_ command: Command, _ transcript: Transcript) -> Bool {
    guard case .wish(let wish) = command, wish.verb == .cancel || wish.verb == .keep else { return false }
    if wish.mood == .negated || wish.mood == .postponed || wish.condition != nil || wish.verb == .keep { return true }
    let isPart = wish.goods?.things.contains { !ThingFilter.saysNothing($0) } == true
    let words = transcript.alternatives.first.map { Set(Normalizer.words($0.text)) } ?? []
    return isPart && !words.isDisjoint(with: ["only", "just", "except", "but", "keep", "besides", "without"])
  }

  /// Whether the intent that answers from the articles would be begun with nothing to answer.
  private func answersNothing(_ classified: [Command], _ transcript: Transcript) -> Bool {
    for case .start(let label, _) in classified {
      guard case .answer? = intent(of: label)?.steps.first else { return false }
      return artefacts.knowledge.answer(transcript.text, least: 0.65) == nil
    }
    return false
  }

  /// The intent that answers a question about goods that are nobody's yet, by the kinds of question that it names.
  private func catalogueIntent(_ read: [Command], _ transcript: Transcript) -> Command? {
    let words = transcript.alternatives.first.map { Normalizer.words($0.text) } ?? []
    guard identifiesByOrder, !words.contains(where: Self.ownWords.contains) else { return nil }
    for command in read {
      guard case .question(let question) = command, question.orders?.numbers.isEmpty != false,
        question.goods?.things.isEmpty == false
      else { continue }
      let kind = question.kind.name
      if let intent = artefacts.intents.intents.first(where: { $0.enabled && $0.questions.contains(kind) }) {
        return .start(intent: intent.name, confidence: question.confidence)
      }
    }
    return nil
  }

  /// What words are likelier about than a wish for the desk that hangs on a verb alone ("the switch has failed" switches nothing): the
  /// intent, or nothing understood where none is likely. Nil where the wish names goods or an order, or is as likely.
  private func likelier(_ read: [Command], _ transcript: Transcript) -> [Command]? {
    let isNamed = read.contains { command in
      switch command {
      case .wish(let wish):
        wish.orders?.numbers.isEmpty == false || wish.goods?.things.contains { !$0.products.isEmpty } == true
      case .question(let question): question.orders != nil
      case .identify: true
      default: false
      }
    }
    guard !isNamed, let text = transcript.alternatives.first?.text, Normalizer.words(text).count > 3 else { return nil }
    let topics = artefacts.understander.topics(text, stores: storeMatcher, unfamiliar: true)
    guard let top = topics.first, !top.label.hasPrefix("pattern."), intent(of: top.label)?.isForDesk == false else {
      return nil
    }
    // What an article is asked for has to have to do with it.
    if top.intent == artefacts.intents.answering?.name, passage(for: text) == nil { return nil }
    // A verb that says exactly what is wanted weighs more than one that is in many sentences.
    let isVague = read.allSatisfy { command in
      guard case .wish(let wish) = command else { return true }
      return wish.verb.map { [.exchange, .change, .return, .replace, .remove, .add, .keep].contains($0) } ?? true
    }
    return top.probability >= (isVague ? 0.35 : 0.6) ? [.start(intent: top.label, confidence: top.probability)] : nil
  }

  private func isForThemselves(_ command: Command) -> Bool {
    switch command {
    case .wish(let wish): wish.verb != nil || wish.orders != nil
    case .question(let question): question.orders?.numbers.isEmpty == false
    case .identify: true
    default: false
    }
  }

  private func saysOwn(_ transcript: Transcript) -> Bool {
    transcript.alternatives.prefix(1).contains { Normalizer.words($0.text).contains(where: Self.ownWords.contains) }
  }

  private static let ownWords: Set<String> = [
    "my", "our", "ordered", "bought", "order", "orders", "delivered", "purchased",
  ]

  /// What the desk has to do for the intent that was started; nil when that is none of the desk's.
  private func deskTask(_ classified: [Command]) -> DeskTask? {
    for case .start(let label, _) in classified {
      let intent = intent(of: label)
      // Of several the first has the floor.
      if case .desk(let task)? = intent?.steps.first { return task }
      return nil
    }
    return nil
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
  var readingContext: ReadingContext {
    let desk = state.desk
    let local = state.now.milliseconds / 60_000 + Int64((state.opening?.utcOffsetSeconds ?? 0) / 60)
    let shapes = (desk?.records.orders.first.map { [Self.shape(of: $0.number)] } ?? []) + orderShapes.map { $0 }
    let entities = EntityContext(
      today: state.today, now: TimeOfDay(minutes: Int(((local % 1_440) + 1_440) % 1_440)),
      orderShapes: shapes.compactMap { $0 } + [NumberShape("@#######")].compactMap { $0 }, country: numbers.country)
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

extension Command {
  /// Whether it asks for what nobody is served with, or for no business at all.
  fileprivate var isUnservedOrNoContent: Bool {
    guard isContent else { return true }
    if case .wish(let wish) = self { return wish.verb?.isUnserved == true }
    return false
  }
}
