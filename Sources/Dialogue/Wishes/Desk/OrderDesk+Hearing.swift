internal import Commerce
internal import Discourse

extension OrderDesk {
  /// What one utterance comes to, read against what was asked.
  mutating func take(_ commands: [Command]) {
    touched = []
    answeredNow = false
    asksWhat = false
    defer { besidesYes = nil }
    refusedJustNow = []
    wasReadOut = readOut != nil && focus == .readOut
    let read = readOut
    // Whatever is said now comes directly after the read-out, or never.
    readOut = nil
    let clues = commands.flatMap { command -> [IdentityClue] in
      if case .identify(let clues) = command { clues } else { [] }
    }
    // "Do fix that website, bye" wants nothing changed any more.
    let all = commands.filter { $0.isContent && !(commands.contains(.goodbye) && $0.isBareChange) }
    let content = all.filter { !$0.isBareAdding || all.count == 1 }
    if commands.contains(.person) { return person(content) }
    guard isLoaded else { return introduce(commands, clues, content) }
    regret()
    if let number = identity.seeks, clues.isEmpty, passesOver { return leaveUnshown(number) }
    if identity.needs != nil, !clues.isEmpty {
      identity.isLooking = true
      acts.append(.identify(clues))
      inbox += content
      return
    }
    if content.isEmpty {
      if let number = identity.seeks, commands.contains(where: { [.deny, .cancel, .goodbye].contains($0) }) {
        if commands.contains(.goodbye) { wantsToLeave = true }
        return leaveUnshown(number)
      }
      // Who it is was told again: nothing more has to be known.
      if !clues.isEmpty, commands.allSatisfy({ if case .identify = $0 { true } else { false } }) { return proceed() }
      if commands.contains(.affirm), !commands.contains(.deny) {
        if commands.contains(.notUnderstood), wasReadOut { return proceed() }
        // "Yes, that is all" answers whether this is all of it.
        wantsToLeave = commands.contains(.goodbye) && (!wasReadOut || text.lowercased().contains("bye"))
        return affirm(read)
      }
      if commands.contains(.deny) { return deny(leaving: commands.contains(.goodbye)) }
      if commands.contains(.cancel) { return saysAgain(read) ? proceed() : withdrawFocus() }
      if commands.contains(.goodbye) { return goodbye() }
      if commands.contains(.smallTalk) { return proceed() }
      if case .reason = focus, ReasonReader.told(in: text, asked: true) != nil { return proceed() }
      return notUnderstood()
    }
    misunderstandings = 0
    let before = read ?? []
    let ledgerBefore = entries
    if wasReadOut, content.allSatisfy({ $0.isBareChange || $0.isChangeOfMind }) { return deny(leaving: false) }
    absorb(wasReadOut ? content.filter { !$0.isBareChange } : content)
    askedWhatOf = []
    if commands.contains(.goodbye) { wantsToLeave = true }
    if commands.contains(.affirm), !commands.contains(.deny), wasReadOut, questions.isEmpty, restates(before) {
      return affirm(before)
    }
    // Words that came to nothing are not passed over.
    if touched.isEmpty, questions.isEmpty, said.isEmpty, !asksWhat, entries == ledgerBefore, spareWallet == nil,
      spareReason == nil, !commands.contains(.goodbye), !content.contains(where: { names($0, before) })
    {
      say(.notUnderstood)
    }
    proceed()
  }

  /// Whether nothing but an order of the list is named, as if to say that it is meant.
  private func names(_ command: Command, _ list: [PlannedWrite]) -> Bool {
    guard case .wish(let wish) = command, wish.verb == nil, wish.goods == nil, let orders = wish.orders,
      case .orders(let numbers) = OrderResolver(records: records, mentions: mentions).resolve(orders)
    else { return false }
    return numbers.allSatisfy { number in list.contains { $0.order == number } }
  }

  /// Whether "cancel that" wants the cancellation that was just read out: it is read again, and neither done nor dropped.
  private func saysAgain(_ read: [PlannedWrite]?) -> Bool {
    guard let read, !read.isEmpty, read.allSatisfy({ $0.action == .cancelOrder }) else { return false }
    let words = text.lowercased().split { !$0.isLetter && $0 != "'" }
    return words.contains("cancel") && !words.contains { ["don't", "not", "no", "never", "stop"].contains($0) }
  }

  /// Whether what was said along with a yes adds nothing: it names all of the plan again, or nothing of it, and changes nothing.
  private mutating func restates(_ before: [PlannedWrite]) -> Bool {
    advance()
    guard wants.isEmpty, !entries.contains(where: { $0.state == .heard || $0.state == .found }) else { return false }
    let now = Planner(records: records).plan(entries)
    let planned = Set(before.flatMap(\.entries))
    return now.operations == before.operations && (touched.isEmpty || planned.isSubset(of: touched))
  }

  /// Before the records are there: who it is comes first, and every wish told along with it is kept.
  private mutating func introduce(_ commands: [Command], _ told: [IdentityClue], _ heard: [Command]) {
    // "My mail: …" sends nothing anywhere.
    let (clues, content) = postcode(
      beside: told,
      heard.filter { command in
        if case .wish(let wish) = command {
          told.isEmpty || wish.verb != .changeAddress || !wish.saysNothing
        } else {
          true
        }
      })
    if clues.isEmpty, refusesUnserved(content) { return }
    inbox += content
    if !content.isEmpty { inboxText += (inboxText.isEmpty ? "" : " ") + text }
    if !awaiting.isEmpty || identity.isLooking { return }
    if !clues.isEmpty, !identity.isClosed {
      misunderstandings = 0
      identity.isLooking = true
      acts.append(.identify(oneMail(clues)))
      return
    }
    if identity.isClosed {
      say(.cannotIdentify)
      flush()
      return acts.append(.person("verification-failed"))
    }
    if commands.contains(.goodbye) { return goodbye() }
    if focus == .identity, content.isEmpty {
      if commands.contains(.deny) || commands.contains(.cancel) {
        say(.whyIdentity)
      } else if !commands.contains(.affirm), !commands.contains(.smallTalk) {
        misunderstandings += 1
        if misunderstandings > setting.patience {
          flush()
          return acts.append(.person("not-understood"))
        }
      }
    }
    askIdentity()
  }

  /// "It is this address, or maybe that one": one is looked up, and the other only where the first fits nobody; each is a try of its own.
  private mutating func oneMail(_ clues: [IdentityClue]) -> [IdentityClue] {
    let mails = clues.filter { if case .email = $0 { true } else { false } }
    guard mails.count > 1 else { return clues }
    identity.others = [mails[1]]
    return clues.filter { clue in mails[0] == clue || !mails.contains(clue) }
  }

  /// What nobody is served with is refused at once: no account is needed for that.
  private mutating func refusesUnserved(_ content: [Command]) -> Bool {
    let verbs = content.compactMap { command -> Wish.Verb? in
      guard case .wish(let wish) = command, let verb = wish.verb, verb.isUnserved else { return nil }
      return verb
    }
    guard !verbs.isEmpty, verbs.count == content.count, inbox.isEmpty, focus == .none, awaiting.isEmpty,
      !identity.isLooking
    else { return false }
    for verb in verbs {
      add(Wish(verb))
      refuse(entries.count - 1, Refusal.unserved[verb] ?? .nothingThere)
    }
    say(.whatCanIDo)
    ask(.anything)
    return true
  }

  /// "Noah Brown, I live in 80279": five digits beside a name are a postcode, not an order.
  private func postcode(beside clues: [IdentityClue], _ content: [Command]) -> ([IdentityClue], [Command]) {
    let isNamed = clues.contains { if case .name = $0 { true } else { false } }
    let hasCode = clues.contains { if case .postcode = $0 { true } else { false } }
    guard isNamed, !hasCode else { return (clues, content) }
    for (place, command) in content.enumerated() {
      guard case .wish(let wish) = command, wish.verb == nil, let numbers = wish.orders?.numbers, !numbers.isEmpty,
        numbers.allSatisfy({ $0.id.count == 5 && $0.id.allSatisfy(\.isNumber) })
      else { continue }
      var rest = content
      rest.remove(at: place)
      return (clues + [.postcode(numbers)], rest)
    }
    return (clues, content)
  }

  /// Puts wishes and questions into the ledger, in the order said.
  mutating func absorb(_ heard: [Command]) {
    var content = keepingValues(Self.withoutHeadings(heard))
    if content.count > 1, !asksForAnswer { content.removeAll(where: \.isBareLeaving) }
    let asksMoney = content.contains { if case .question(let question) = $0 { question.kind.isOfMoney } else { false } }
    for command in content {
      switch command {
      // "What would I get back if I cancel …": only asked.
      case .wish(var wish) where asksMoney && wish.isSupposed:
        wish.mood = .asked
        wish.condition = nil
        absorb(wish)
      // "Will I get all my money back?" of what is planned or done.
      case .wish(let wish)
      where wish.verb == .refund && wish.mood == .asked && wish.saysNothing && (wasReadOut || !made.isEmpty):
        questions.append(Question(.refund))
      case .wish(let wish): absorb(wish)
      case .question(let question):
        // What comes back for a thing is whether it can come back, and how much.
        let isRefundOfThing = question.kind == .refund && question.goods?.things.isEmpty == false && entries.isEmpty
        let asked: Wish.Verb? =
          if case .possible(let verb) = question.kind { verb } else { isRefundOfThing ? .refund : nil }
        if let verb = asked {
          var wish = Wish(verb, mood: .asked)
          wish.goods = question.goods
          wish.orders = question.orders
          wish.variant = question.variant
          wish.wallet = question.wallet
          absorb(wish)
        } else {
          questions.append(question)
        }
      default: continue
      }
    }
  }

  /// "And it should keep the night mode" beside a swap: a value that the new one has to have, and nothing that is left as it is.
  private func keepingValues(_ content: [Command]) -> [Command] {
    var kept: [Command] = []
    for command in content {
      guard case .wish(let wish) = command, let values = wish.keptValues else {
        kept.append(command)
        continue
      }
      if case .wish(var before)? = kept.last, before.verb?.kind == .swap {
        before.variant = before.variant ?? VariantWish()
        before.variant?.must += values
        kept[kept.count - 1] = .wish(before)
      } else if entries.contains(where: { $0.isOpen && $0.wish.verb?.kind == .swap }) {
        var more = wish
        (more.verb, more.goods, more.variant) = (nil, nil, VariantWish())
        more.variant?.must = values
        kept.append(.wish(more))
      } else {
        kept.append(command)
      }
    }
    return kept
  }

  /// Without what only heads or sums up other wishes beside it: "some changes to order 4711: …" names the order of those that name none, and
  /// "cancel it and refund me everything" wants nothing else back.
  private static func withoutHeadings(_ content: [Command]) -> [Command] {
    let wishes = content.compactMap { command -> Wish? in if case .wish(let wish) = command { wish } else { nil } }
    guard wishes.count > 1 else { return content }
    let isGivenBack = wishes.contains { $0.mood == .wanted && ($0.verb == .cancel || $0.verb == .return) }
    let changes = wishes.filter {
      $0.mood == .wanted && $0.verb.map(Wish.Verb.ofOrders.contains) ?? false && !$0.isHeading
    }
    // "Change order 1 and cancel order 2" are two wishes.
    let heading = wishes.first { wish in
      wish.isHeading && changes.contains { $0.orders == nil || $0.orders == wish.orders }
    }
    return content.compactMap { command in
      guard case .wish(var wish) = command else { return command }
      if wish.isHeading, heading != nil { return nil }
      if isGivenBack, wish.isRefundOfAll { return nil }
      if let heading, wish.orders == nil, wish.verb.map(Wish.Verb.ofOrders.contains) ?? false {
        wish.orders = heading.orders
      }
      return .wish(wish)
    }
  }

  /// Nothing in it made sense: the question again with more help, and at last a person.
  mutating func notUnderstood() {
    if let besidesYes, wasReadOut {
      // What kept a yes from counting is said, so that the next one can be plain.
      let words = besidesYes.prefix(4).joined(separator: " ")
      say(.yesAndMore, words.isEmpty ? [:] : ["value": Fact(words)])
      return proceed()
    }
    misunderstandings += 1
    guard misunderstandings <= setting.patience else {
      flush()
      return acts.append(.person("not-understood"))
    }
    say(.notUnderstood)
    proceed()
  }
}

extension Command {
  /// Whether it is about business: not yes, no, or a word of courtesy.
  var isContent: Bool {
    switch self {
    case .wish, .question: true
    default: false
    }
  }

  /// "I changed my mind", and nothing else.
  fileprivate var isChangeOfMind: Bool {
    guard case .wish(let wish) = self, wish.verb == nil, let reason = wish.reason else { return false }
    var rest = wish
    rest.reason = nil
    return rest.saysNothing && reason.lowercased().contains("changed my mind")
  }

  /// "Add this": something follows.
  fileprivate var isBareAdding: Bool {
    guard case .wish(let wish) = self, wish.verb == .add, wish.orders == nil else { return false }
    return wish.goods?.things.allSatisfy(ThingFilter.saysNothing) ?? true
  }

  /// "That is not the same thing", of nothing by name: beside other wishes it takes back none of them.
  fileprivate var isBareLeaving: Bool {
    guard case .wish(let wish) = self, wish.verb == nil, wish.mood == .negated else { return false }
    return wish.orders == nil && (wish.goods?.things.allSatisfy(ThingFilter.saysNothing) ?? true)
      && wish.goods?.extent != .all && wish.goods?.except.isEmpty ?? true
  }

  /// "Correct that", "change it": that something is to be other, and not what.
  fileprivate var isBareChange: Bool {
    guard case .wish(var wish) = self, wish.verb == .change, wish.mood == .wanted else { return false }
    if wish.goods?.things.allSatisfy(ThingFilter.saysNothing) ?? true { wish.goods = nil }
    return wish.saysNothing
  }
}

extension Question.Kind {
  /// Whether it asks what comes back or is paid.
  fileprivate var isOfMoney: Bool { self == .refund || self == .total || self == .difference }
}

extension Wish.Verb {
  /// What can be changed of an order by its number alone.
  fileprivate static let ofOrders: Set<Wish.Verb> = [.changeAddress, .changePayment, .exchange, .cancel]
}

extension Wish {
  /// The values alone that are to be kept; nil where goods are, or anything else is wanted.
  fileprivate var keptValues: [OptionConstraint]? {
    guard verb == .keep, mood == .wanted, orders == nil, let goods, goods.except.isEmpty, !goods.things.isEmpty,
      goods.things.allSatisfy({ $0.noun.isEmpty && $0.pronoun == nil && $0.products.isEmpty && !$0.options.isEmpty })
    else { return nil }
    return goods.things.flatMap(\.options)
  }

  /// "Changes to order 4711", and not which.
  fileprivate var isHeading: Bool {
    guard verb == .change, mood == .wanted, orders?.numbers.isEmpty == false else { return false }
    var rest = self
    rest.orders = nil
    return rest.saysNothing
  }

  /// "Refund me everything", of no goods or order by name.
  fileprivate var isRefundOfAll: Bool {
    verb == .refund && mood == .wanted && orders == nil && wallet == nil && goods?.extent == .all
      && goods?.things.isEmpty == true && goods?.except.isEmpty == true
  }

  /// Whether it stands under "if I …".
  fileprivate var isSupposed: Bool {
    guard case .other(let words)? = condition else { return false }
    return ["if i ", "if we "].contains { words.lowercased().hasPrefix($0) }
  }
}
