import Commerce
import Discourse

@testable import Dialogue

/// Commands at random, of every kind, over goods and orders that exist and that do not. The same seed says the same.
struct RandomCustomer {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  private mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }

  private mutating func pick<Element>(_ list: [Element]) -> Element { list[next(list.count)] }
  private mutating func chance(_ percent: Int) -> Bool { next(100) < percent }

  /// What is said next: often an answer to what was asked, otherwise anything.
  mutating func turn(at focus: DeskFocus = .none) -> [Command] {
    if chance(60), let answer = answer(to: focus) { return [answer] }
    if chance(10) { return [.affirm] }
    if chance(6) { return [pick([.deny, .cancel, .goodbye, .smallTalk, .notUnderstood, .repeat, .person])] }
    var commands: [Command] = chance(15) ? [.affirm] : []
    for _ in 0...next(3) {
      commands.append(chance(20) ? .question(question()) : .wish(wish()))
    }
    if chance(8) { commands.append(pick([.goodbye, .deny, .notUnderstood])) }
    return commands
  }

  private mutating func answer(to focus: DeskFocus) -> Command? {
    var wish = Wish()
    var first = Thing()
    first.ordinal = 1
    switch focus {
    case .readOut, .offered, .condition: return .affirm
    case .goods, .orders, .variant, .offer: wish.goods = GoodsReference([first])
    case .howMany: wish.goods = GoodsReference([], extent: .count(1 + next(2)))
    case .wallet: wish.wallet = chance(50) ? wallet() : WalletReference(brand: "visa")
    case .reason: wish.reason = "by mistake"
    case .address: wish.address = address()
    case .wholeOrNothing: wish = Wish(pick([.cancel, .keep, .exchange]))
    case .exclusion: wish = Wish(pick([.return, .exchange]))
    default: return nil
    }
    return .wish(wish)
  }

  private mutating func wish() -> Wish {
    var wish = Wish(chance(70) ? pick(Wish.Verb.allCases) : nil)
    wish.mood = chance(85) ? .wanted : pick([.asked, .negated, .postponed])
    if chance(60) { wish.goods = goods() }
    if chance(40) { wish.orders = orders() }
    if chance(40) { wish.variant = variant() }
    if chance(35) { wish.wallet = wallet() }
    if chance(30) { wish.address = address() }
    if chance(30) { wish.reason = pick(["by mistake", "no longer needed", "found it cheaper", "dunno"]) }
    if chance(12) { wish.condition = condition() }
    if chance(10) { wish.otherwise = [Wish(pick([.cancel, .return, .keep]))] }
    wish.corrects = chance(15)
    return wish
  }

  private mutating func goods() -> GoodsReference {
    var goods = GoodsReference()
    goods.extent = chance(70) ? .named : pick([.all, .both, .rest, .count(2)])
    for _ in 0..<next(3) { goods.things.append(thing()) }
    if chance(10) { goods.except = [thing()] }
    return goods
  }

  private mutating func thing() -> Thing {
    var thing = Thing(noun: chance(75) ? pick(["lamp", "kettle", "tent", "rug", "mug", "boots", "toaster"]) : "")
    if chance(25) { thing.options = [OptionConstraint(nil, [pick(["blue", "grey", "black", "steel", "9"])])] }
    if chance(10) { thing.ordinal = pick([1, 2, -1, 7]) }
    if chance(10) { thing.pronoun = pick([.it, .them, .one, .other, .same]) }
    if chance(5) { thing.extreme = OptionOrder(.price, ascending: chance(50)) }
    if chance(8) { thing.quantity = 1 + next(3) }
    return thing
  }

  private mutating func orders() -> OrderReference {
    var orders = OrderReference()
    if chance(60) {
      orders.numbers = [
        Candidate(pick(["M1001", "M1002", "M1003", "M1004", "M1005", "M1006", "T2002", "Z9"]), score: 1)
      ]
    }
    if chance(15) { orders.status = pick([.pending, .delivered, .open, .cancelled]) }
    if chance(10) { orders.all = true }
    if chance(10) { orders.destination = pick(["Fargo", "Denver", "Mars"]) }
    if chance(10) { orders.ordinal = pick([1, -1, 9]) }
    if chance(10) { orders.pronoun = pick([.it, .other]) }
    return orders
  }

  private mutating func variant() -> VariantWish {
    var variant = VariantWish()
    if chance(60) {
      variant.must = [
        OptionConstraint(
          pick([nil, "color", "size", "capacity"]), [pick(["red", "blue", "large", "4-person", "1.5L", "pink"])])
      ]
    }
    if chance(20) { variant.steps = [OptionStep(OptionOrder(pick([.size, .price]), ascending: chance(50)))] }
    if chance(15) { variant.extremes = [OptionOrder(.price, ascending: chance(50))] }
    if chance(10) { variant.preferences = [OptionConstraint(nil, ["green"])] }
    if chance(10) { variant.sameAgain = true }
    if chance(10) { variant.like = thing() }
    if chance(10) { variant.listWanted = true }
    if chance(10) { variant.price = PriceBound(.atMost, .present) }
    return variant
  }

  private mutating func wallet() -> WalletReference {
    var wallet = WalletReference(chance(60) ? pick([.paypal, .giftCard, .creditCard]) : nil)
    if chance(20) { wallet.original = true }
    if chance(15) { wallet.other = true }
    if chance(10) { wallet.negated = true }
    return wallet
  }

  private mutating func address() -> AddressReference {
    switch next(5) {
    case 0: .profile
    case 1: .matching(pick(["Denver", "Fargo", "Nowhere"]))
    case 2: .previous
    case 3: .parts([AddressPart(.street, "5 New Road"), AddressPart(.city, "Fargo")])
    default: .order(OrderReference(numbers: [Candidate("M1001", score: 1)]))
    }
  }

  private mutating func condition() -> Discourse.Condition {
    switch next(4) {
    case 0: .available(chance(70))
    case 1: .price(PriceBound(.atMost, .present))
    case 2: .covered(WalletReference(.giftCard))
    default: .other("the moon is full")
    }
  }

  private mutating func question() -> Question {
    var question = Question(
      pick([
        .property("color"), .choices(nil), .choices("size"), .available, .count, .price, .difference, .total, .refund,
        .status,
        .tracking, .arrival, .destination, .paidWith, .contents, .orders, .balance, .wallets, .profile, .refundTime,
        .howToReturn, .why, .possible(.return), .possible(.cancel), .compare, .plan, .done,
      ]))
    if chance(50) { question.goods = goods() }
    if chance(30) { question.orders = orders() }
    if chance(20) { question.variant = variant() }
    return question
  }
}
