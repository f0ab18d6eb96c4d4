/// Draws that are the same for the same seed everywhere (O'Neill's PCG step over splitmix, reduced to what is needed here).
struct Draws: Sendable {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}

/// FNV-1a: a hash that is the same everywhere and for ever.
enum StableHash {
  static func of(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}

/// How a scripted caller says things. A quarter of all phrases, by hash, is held back for final runs: while the agent is built
/// nobody hears them.
struct Phrasebook: Sendable {
  /// Whether only what was held back is said.
  var heldBack: Bool

  /// One of the phrases that may be said.
  func pick(_ phrases: [String], _ draws: inout Draws) -> String {
    let allowed = phrases.filter { Self.isHeldBack($0) == heldBack }
    return draws.pick(allowed.isEmpty ? phrases : allowed)
  }

  static func isHeldBack(_ phrase: String) -> Bool { StableHash.of(phrase) % 4 == 0 }
}

extension Phrasebook {
  static let greetings = [
    "hi", "hello", "hey", "hi there", "good morning", "hello there", "good afternoon", "hey there", "hiya",
    "hi, quick one",
    "hello, I need some help", "hi, I hope you can help me", "good day", "howdy",
  ]
  static let joiners = [
    "also", "and", "oh and", "then", "and then", "plus", "another thing:", "in addition", "besides that", "and also",
    "next", "on top of that", "one more thing:", "secondly", "furthermore",
  ]
  static let cancels = [
    "I want to cancel {order}{because}", "please cancel {order}{because}", "can you cancel {order} for me{because}",
    "I'd like to cancel {order}{because}", "{order} needs to be cancelled{because}", "cancel {order}{because}",
    "I need {order} cancelled{because}", "could you call off {order}{because}",
    "I don't want {order} any more{because}",
    "scrap {order}{because}", "I have to cancel {order}{because}",
    "would you please cancel the whole of {order}{because}",
    "kindly cancel {order}{because}", "let's cancel {order}{because}", "get rid of {order} please{because}",
    "I changed my mind about {order}, cancel it{because}", "{order}: cancel please{because}",
  ]
  static let reasons: [String: [String]] = [
    "no longer needed": [
      "I don't need it any more", "it's no longer needed", "I no longer need it", "we don't need it any longer",
      "I have no use for it now", "it isn't needed anymore", "no need for it any more",
      "I just don't need that stuff now",
    ],
    "ordered by mistake": [
      "I ordered it by mistake", "it was ordered by mistake", "that was a mistake", "I placed it by accident",
      "I ordered it accidentally", "I clicked the wrong thing", "it was an accident, I never meant to order it",
      "ordering it was a mistake",
    ],
  ]
  static let because = [
    ", {reason}", " because {reason}", ". {Reason}", " since {reason}", " - {reason}", ", as {reason}",
  ]
  static let returns = [
    "I want to return {goods} from {order}{wallet}", "I'd like to return {goods} from {order}{wallet}",
    "please return {goods} from {order}{wallet}", "can I send back {goods} from {order}{wallet}",
    "I want to send {goods} back, it's {order}{wallet}", "{goods} from {order} should go back{wallet}",
    "I need to return {goods} in {order}{wallet}", "for {order} I'd like to return {goods}{wallet}",
    "from {order} I want to give back {goods}{wallet}", "could you arrange a return of {goods} from {order}{wallet}",
    "return {goods}, {order}{wallet}", "I'm not keeping {goods} from {order}, please take it back{wallet}",
    "I would like my money back for {goods} from {order}{wallet}", "start a return for {goods} of {order}{wallet}",
    "in {order}, {goods}: I want to return that{wallet}",
  ]
  static let refundWallets = [
    ", refund to {wallet}", ", with the refund going to {wallet}", ", money back on {wallet}",
    ". Refund it to {wallet}",
    ", please put the refund on {wallet}", ". The refund should go to {wallet}", ", back to {wallet} please",
    ", and I'd like the money on {wallet}",
  ]
  static let swaps = [
    "in {order} I want to change {swaps}{wallet}", "for {order}, please change {swaps}{wallet}",
    "I'd like to swap {swaps} in {order}{wallet}", "can you switch {swaps} in {order}{wallet}",
    "please exchange {swaps} from {order}{wallet}", "I want to exchange {swaps} in {order}{wallet}",
    "about {order}: exchange {swaps}{wallet}", "for {order} I would like to exchange {swaps}{wallet}",
    "I need to modify {order}: {swaps}{wallet}", "could you swap {swaps}, it's {order}{wallet}",
    "{order} please: change {swaps}{wallet}", "I'd love to trade {swaps} from {order}{wallet}",
    "would it be possible to change {swaps} in {order}{wallet}", "let me swap {swaps} in {order}{wallet}",
  ]
  static let swap = [
    "{goods} for one with {new}", "{goods} to {new}", "{goods} for {new} instead", "{goods} to one with {new}",
    "{goods} so that it has {new}", "{goods} for the {new} one", "{goods} into one with {new}",
  ]
  static let again = [
    "{goods} for the very same thing again", "{goods} for an identical one", "{goods} for exactly the same one",
    "{goods} for another one just like it",
  ]
  static let differenceWallets = [
    ", difference on {wallet}", ", use {wallet} for the difference", ". Use {wallet} for the price difference",
    ", paying or refunding with {wallet}", ". Any difference goes on {wallet}", ", with {wallet}",
    ". {Wallet} for the difference please", ", settle the difference with {wallet}",
  ]
  static let payments = [
    "I want to pay {order} with {wallet} instead", "please change the payment of {order} to {wallet}",
    "can you put {order} on {wallet}", "switch the payment method for {order} to {wallet}",
    "{order} should be paid with {wallet}", "I'd like {order} to be charged to {wallet} instead",
    "change how {order} is paid: use {wallet}", "use {wallet} to pay for {order} rather than what's there now",
    "move the payment for {order} over to {wallet}",
  ]
  static let addresses = [
    "please send {order} to {address}", "I want {order} delivered to {address}",
    "change the shipping address of {order} to {address}", "{order} should go to {address} instead",
    "can you ship {order} to {address}", "the delivery address for {order} has to be {address}",
    "update the address on {order} to {address}", "I need {order} redirected to {address}",
    "could {order} be delivered to {address} instead",
  ]
  static let orders = [
    "order {number}", "my order {number}", "order number {number}", "{number}", "the order {number}",
    "order no. {number}",
    "order with number {number}",
  ]
  static let yeses = [
    "yes", "yes please", "yes, go ahead", "go ahead", "that's right, go ahead", "yes, that's correct", "yes, please do",
    "correct, please go ahead", "yep", "sure, go ahead", "yes, do it", "please do", "yeah", "yes that's all, go ahead",
    "perfect, yes", "absolutely, please proceed", "yes, confirmed", "that's correct, thanks, go ahead",
  ]
  static let noes = ["no", "no thanks", "no, thank you", "nope", "no, leave that"]
  static let goodbyes = [
    "no, that's all, thanks. bye", "that's everything, thank you, goodbye", "no thanks, bye", "nothing else, goodbye",
    "that's it, thanks, bye", "no, that would be all. Goodbye", "no that's all", "I'm done, thanks a lot, bye",
    "nope, all good, bye bye",
  ]
  static let corrections = [
    "no, that's not right: {what}", "not quite: {what}", "wait, {what}", "no, {what}", "hold on, {what}",
    "almost, but {what}", "that's wrong, {what}", "please correct that: {what}",
  ]
  static let additions = [
    "wait, before that: {what}", "yes, but also {what}", "hold on, there is more for that order: {what}",
    "not all yet: {what}", "one more for the list: {what}", "before you do that, {what}", "and add this: {what}",
  ]
  static let chatter = [
    "thanks for your patience", "sorry for the hassle", "it's been a long day", "I hope this is quick",
    "my dog is driving me mad while I type this", "you have a nice shop, by the way",
  ]
}
