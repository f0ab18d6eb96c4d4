internal import Foundation

/// A scripted caller: has a brief, hears the agent, and says what somebody would who wants just that. Never says an identifier of
/// an item or of a payment method, answers only what is asked, and says yes only to a list that is what is wanted.
struct TauCaller: Sendable {
  /// Where a wish stands, as the caller sees it.
  enum Standing: Sendable, Hashable { case untold, told, done, dropped }

  let brief: TauBrief
  private(set) var standing: [Standing]
  /// How often each wish was told.
  private var tellings: [Int]
  private var speech: TauSpeech
  private var corrections = 0
  private var agreed: [Int] = []
  private(set) var repairs = 0
  private var isIdentified = false
  private var lastTold: Int?
  private var callbacks = 0
  /// How often it was told which one of a product is meant.
  private var pointings: [String: Int] = [:]
  /// Why it was given up; nil while it is not.
  private(set) var gaveUp: String?

  init(_ brief: TauBrief, speech: TauSpeech) {
    self.brief = brief
    self.speech = speech
    standing = brief.wishes.map { _ in .untold }
    tellings = brief.wishes.map { _ in 0 }
  }

  var persona: TauSpeech.Persona { speech.persona }

  /// The first words.
  mutating func opening() -> String {
    var parts: [String] = []
    if speech.persona.length != .terse { parts.append(speech.say(Phrasebook.greetings)) }
    if speech.persona.length == .chatty, speech.chance(40) {
      parts.append("this is \(brief.name)")
      if speech.chance(50) {
        parts.append(identity)
        isIdentified = true
      }
    }
    let count =
      switch speech.persona.pace {
      case .atOnce: brief.wishes.count
      case .piecemeal: 1
      case .late: max(1, brief.wishes.count - 1)
      }
    parts.append(tell(Array(0..<count)))
    return parts.joined(separator: ", ")
  }

  /// The answer to what the agent said; nil: hangs up.
  mutating func answer(_ said: [String], expects: String) -> String? {
    let text = said.joined(separator: " ")
    let low = text.lowercased()
    let readOut = TauReadOut(said, expects: expects)
    if !agreed.isEmpty { settleAgreed(low, readOut) }
    if low.contains("not enough on your gift card") {
      return answerShort(readOut) ?? answer(low, text, readOut, expects)
    }
    return answer(low, text, readOut, expects)
  }

  private mutating func answer(_ low: String, _ text: String, _ readOut: TauReadOut?, _ expects: String) -> String? {
    if let readOut { return answer(readOut) }
    if let words = answer(question: low, text, expects: expects) { return words }
    return nil
  }

  // MARK: Telling

  private var identity: String {
    brief.email.map { "my email is \($0)" } ?? "my name is \(brief.name) and my zip code is \(brief.zip ?? "")"
  }

  private mutating func tell(_ wishes: [Int]) -> String {
    var words = ""
    for index in wishes {
      let bare = speech.persona.length == .terse ? speech.chance(60) : speech.chance(15)
      let clause = speech.typed(
        speech.wish(brief.wishes[index], bare: bare), slips: !Self.isAddress(brief.wishes[index]))
      words +=
        words.isEmpty ? clause : (speech.chance(50) ? ". " : ", ") + speech.say(Phrasebook.joiners) + " " + clause
      standing[index] = .told
      tellings[index] += 1
      lastTold = index
    }
    return words
  }

  private static func isAddress(_ wish: TauBrief.Wish) -> Bool { if case .address = wish.aim { true } else { false } }

  private var open: [(index: Int, wish: TauBrief.Wish)] {
    standing.indices.filter { standing[$0] == .told }.map { ($0, brief.wishes[$0]) }
  }

  /// The next wish when the agent asks for one: one that was not told, or one that was told and came to nothing.
  private mutating func nextWish() -> String {
    if let index = standing.firstIndex(of: .untold) { return tell([index]) }
    for (index, _) in open {
      guard tellings[index] < 3 else {
        standing[index] = .dropped
        continue
      }
      repairs += 1
      return tell([index])
    }
    return speech.say(Phrasebook.goodbyes)
  }

  // MARK: The list

  /// A gift card that does not hold enough: no brief names another way, so that what was to be paid with it is not wanted any more.
  /// Nil when nothing has to be said of that.
  private mutating func answerShort(_ readOut: TauReadOut?) -> String? {
    let short = open.filter { $0.wish.wallet.map(speech.wallets.isGiftCard) ?? false }
    var left: [TauBrief.Wish] = []
    for (index, wish) in short {
      let own = readOut?.lines.filter { $0.order == wish.order && $0.kind == TauReadOut.kind(wish) } ?? []
      let money = readOut?.lines.filter { $0.order == wish.order && $0.kind == .money } ?? []
      // Listed with the gift card it can be paid with it.
      if let id = wish.wallet, !own.isEmpty,
        (wish.isPayment ? own : money).contains(where: { speech.wallets.isNamed(id, in: $0.head) })
      {
        continue
      }
      if readOut == nil, short.count > 1, index != lastTold { continue }
      if wish.isGiveBack { continue }
      standing[index] = .dropped
      if readOut == nil ? !wish.isPayment : !own.isEmpty { left.append(wish) }
    }
    guard let wish = left.first else { return nil }
    repairs += 1
    return "then I don't want \(Self.doing(TauReadOut.kind(wish))) order \(wish.order)"
  }

  private mutating func answer(_ readOut: TauReadOut) -> String {
    let problems = readOut.problems(open, speech.wallets)
    // Whatever else concerns an order in the list has to be said now: afterwards it is closed.
    let listed = Set(readOut.lines.compactMap(\.order))
    let more = standing.indices.filter { standing[$0] == .untold && listed.contains(brief.wishes[$0].order) }
    let late = speech.persona.pace == .late ? standing.indices.filter { standing[$0] == .untold } : []
    if problems.isEmpty {
      let added = Array(Set(more + late)).sorted()
      if !added.isEmpty { return speech.say(Phrasebook.additions).replacing("{what}", with: tell(added)) }
      agreed = open.map(\.index).filter { index in
        readOut.lines.contains { $0.order == brief.wishes[index].order }
      }
      return speech.say(Phrasebook.yeses)
    }
    corrections += 1
    repairs += 1
    if corrections > 4 {
      gaveUp = "the list stayed wrong: \(problems)"
      return "no, leave everything as it is, bye"
    }
    let what = problems.prefix(2).map { correct($0) }.joined(separator: ", and ")
    return speech.say(Phrasebook.corrections).replacing("{what}", with: what)
  }

  private mutating func correct(_ problem: TauReadOut.Problem) -> String {
    switch problem {
    case .unwanted(let order, let kind):
      guard brief.wishes.contains(where: { $0.order == order }) else { return "leave order \(order ?? "") alone" }
      return "I don't want \(Self.doing(kind)) order \(order ?? "")"
    case .missing(let index):
      tellings[index] += 1
      return speech.wish(brief.wishes[index], bare: false)
    case .goods(let index, let goods):
      return speech.wish(TauBrief.Wish(order: brief.wishes[index].order, aim: narrowed(index, goods)), bare: true)
    case .extra(let index, let name):
      return "leave the \(name.lowercased()) in order \(brief.wishes[index].order) as it is"
    case .variant(_, let swap):
      let wanted = swap.goods.options.merging(swap.changes) { $1 }
      return
        "for the \(swap.goods.product.lowercased()) I want \(speech.changes(swap.changes.isEmpty ? wanted : swap.changes))"
    case .wallet(let index):
      return "use \(speech.wallet(brief.wishes[index].wallet ?? "")) for order \(brief.wishes[index].order)"
    case .address(let index):
      if case .address(let parts) = brief.wishes[index].aim { return "the address is \(TauSpeech.address(parts))" }
      return "the address is wrong"
    case .reason(let index):
      if case .cancel(let reason) = brief.wishes[index].aim {
        return "for order \(brief.wishes[index].order), " + speech.say(Phrasebook.reasons[reason] ?? [reason])
      }
      return "the reason is wrong"
    }
  }

  /// What somebody does not want done to an order.
  private static func doing(_ kind: TauReadOut.Kind) -> String {
    switch kind {
    case .cancel: "to cancel"
    case .payment: "to change the payment of"
    case .address: "to change the address of"
    case .swap: "to exchange anything in"
    case .giveBack: "to return anything from"
    case .money, .other: "to change anything about"
    }
  }

  private func narrowed(_ index: Int, _ goods: TauBrief.Goods) -> TauBrief.Aim {
    switch brief.wishes[index].aim {
    case .swap(let swaps): .swap(swaps.filter { $0.goods == goods })
    default: .giveBack([goods])
    }
  }

  /// After a yes: what the agent says it has done is done, and what it could not do is not wanted any more.
  private mutating func settleAgreed(_ low: String, _ next: TauReadOut?) {
    let failed = low.contains("could not do") || low.contains("not done what was to follow")
    for index in agreed {
      let wish = brief.wishes[index]
      let isListed = next?.lines.contains { $0.order == wish.order && $0.kind == TauReadOut.kind(wish) } ?? false
      if isListed {
        // The yes was not taken for one: the same list is there again.
        repairs += 1
      } else if !low.contains(wish.order.lowercased()), !failed {
        // Nothing was said of it: it is still wanted.
        repairs += 1
      } else {
        standing[index] = failed && !low.contains(wish.order.lowercased()) ? .dropped : .done
      }
    }
    agreed = []
  }

  // MARK: Questions

  /// What a question is about.
  static func topic(_ low: String) -> String? {
    if low.contains("do not find") || low.contains("did not") { return nil }
    if low.contains(#/e-?mail address on your account|zip code\.|your (first and last )?name and/#) {
      return "identity"
    }
    if low.contains(#/payment method|refund go|please choose one of these|like to pay/#) { return "wallet" }
    if low.contains(#/may i ask why|note a reason|reason for/#) { return "reason" }
    return nil
  }

  private mutating func answer(question low: String, _ text: String, expects: String) -> String? {
    if low.contains(#/thank you for contacting.*goodbye/#), !low.contains("?") { return nil }
    if !isIdentified || low.contains("to find your account"), Self.topic(low) == "identity" {
      isIdentified = true
      return identity
    }
    if low.contains(#/call you back|press one for yes|telephone number/#) {
      callbacks += 1
      repairs += 1
      if callbacks > 2 {
        gaveUp = "only a call back was offered"
        return "no, never mind, bye"
      }
      return low.contains("telephone number") ? nextWish() : speech.say(Phrasebook.noes)
    }
    let place = concerned(text)
    if let place, let words = answerAbout(place, low, text) { return words }
    if low.contains(#/before you go|still open|shall i see to it/#) {
      return open.isEmpty ? speech.say(Phrasebook.noes) : "yes"
    }
    if low.contains(#/anything else|what can i do for you|how can i help|what shall i change/#) {
      if low.contains("what shall i change"), let first = open.first { return tell([first.index]) }
      return nextWish()
    }
    if expects == "yes_no" {
      repairs += 1
      return place == nil ? speech.say(Phrasebook.noes) : "yes"
    }
    // Nothing of that is a question that the brief answers: it is said once more, in other words.
    repairs += 1
    return nextWish()
  }

  /// The wish that a question is about: the one whose order or goods it names, else the one told last.
  private func concerned(_ text: String) -> Int? {
    let low = text.lowercased()
    let open = open
    func names(_ wish: TauBrief.Wish) -> Bool {
      switch wish.aim {
      case .giveBack(let goods): goods.contains { low.contains($0.product.lowercased()) }
      case .swap(let swaps): swaps.contains { low.contains($0.goods.product.lowercased()) }
      default: false
      }
    }
    // What was told last is what the question is about, where it names several.
    return open.last { $0.index == lastTold && names($0.wish) && low.contains("?") }?.index
      ?? open.first { low.contains($0.wish.order.lowercased()) && names($0.wish) }?.index
      ?? open.first { low.contains($0.wish.order.lowercased()) }?.index ?? open.first { names($0.wish) }?.index
      ?? open.first { $0.index == lastTold }?.index ?? open.first?.index
  }

  private mutating func answerAbout(_ index: Int, _ low: String, _ text: String) -> String? {
    let wish = brief.wishes[index]
    if Self.topic(low) == "wallet" {
      let asked = open.first { $0.wish.wallet != nil && low.contains($0.wish.order.lowercased()) } ?? (index, wish)
      return asked.wish.wallet.map { speech.wallet($0) } ?? "the original payment method"
    }
    if Self.topic(low) == "reason" {
      for (_, other) in open {
        if case .cancel(let reason) = other.aim { return speech.say(Phrasebook.reasons[reason] ?? [reason]) }
      }
      return "no particular reason"
    }
    if low.contains(#/which order/#) { return speech.order(wish.order) }
    if low.contains(#/which one would you like|which one shall it be|one of them|would you like it/#) {
      return choose(wish, text, low)
    }
    if low.contains(#/how many/#) { return count(wish, low) }
    if low.contains(#/which (one|item) |do you mean/#) {
      repairs += 1
      switch wish.aim {
      case .giveBack(let goods): return pointed(goods, low).map { "\(full($0)) from order \(wish.order)" }
      case .swap(let swaps):
        return pointed(swaps.map(\.goods), low).map { "\(full($0)) from order \(wish.order)" }
      default: return speech.order(wish.order)
      }
    }
    if low.contains(#/new address|shall order .* go|which address|for the address/#),
      case .address(let parts) = wish.aim
    {
      return TauSpeech.address(parts)
    }
    if low.contains("return or the exchange") {
      if case .swap = wish.aim { return "the exchange" }
      return "the return"
    }
    return nil
  }

  /// The thing that a question is about: of several of a kind another one at each asking.
  private mutating func pointed(_ goods: [TauBrief.Goods], _ low: String) -> TauBrief.Goods? {
    let named = goods.filter { low.contains($0.product.lowercased()) }
    guard let first = named.first ?? goods.first else { return nil }
    let alike = named.filter { $0.product == first.product }
    guard alike.count > 1 else { return first }
    defer { pointings[first.product, default: 0] += 1 }
    return alike[pointings[first.product, default: 0] % alike.count]
  }

  private func full(_ goods: TauBrief.Goods) -> String {
    let options = goods.options.sorted { $0.key < $1.key }.map { TauSpeech.value($0.key, $0.value) }
    return "the \(goods.product.lowercased())" + (options.isEmpty ? "" : " with \(options.joined(separator: ", "))")
  }

  private mutating func count(_ wish: TauBrief.Wish, _ low: String) -> String {
    let products: [String] =
      switch wish.aim {
      case .giveBack(let goods): goods.map(\.product)
      case .swap(let swaps): swaps.map(\.goods.product)
      default: []
      }
    let count = products.count { low.contains($0.lowercased()) }
    if count < 2 { return speech.say(["just one", "one", "only one of them", "one of them", "1"]) }
    return count == 2 ? speech.say(["both", "both of them", "two", "2"]) : "all of them"
  }

  /// The swap that a list of variants is about: one whose options the list has, and whose goods were named last.
  private func offered(_ swaps: [TauBrief.Swap], _ text: String) -> TauBrief.Swap? {
    let low = text.lowercased()
    let list = low.firstRange(of: #/\d+\. /#).map { low[$0.lowerBound...] } ?? low[...]
    let fitting = swaps.filter { swap in swap.goods.options.keys.allSatisfy { list.contains($0.lowercased()) } }
    let pool = fitting.isEmpty ? swaps : fitting
    let named = low[..<list.startIndex]
    func place(_ swap: TauBrief.Swap) -> String.Index? {
      named.ranges(of: swap.goods.product.lowercased()).last?.lowerBound
    }
    return pool.filter { place($0) != nil }.max { (place($0) ?? low.startIndex) < (place($1) ?? low.startIndex) }
      ?? pool.first
  }

  /// From a list of variants: the number of the one that is wanted, or what it must be like.
  private mutating func choose(_ wish: TauBrief.Wish, _ text: String, _ low: String) -> String? {
    guard case .swap(let swaps) = wish.aim, let swap = offered(swaps, text) else { return nil }
    let wanted = swap.goods.options.merging(swap.changes) { $1 }
    for match in text.matches(of: #/(\d+)\. ([^\n]*?): \$/#) {
      let line = match.2.lowercased()
      let fits = wanted.allSatisfy { TauReadOut.says($0, $1, in: line) }
      if fits { return speech.chance(50) ? "number \(match.1)" : speech.changes(wanted) }
    }
    if low.contains("nearest") { return "no, leave it as it is" }
    repairs += 1
    return speech.changes(wanted)
  }
}
