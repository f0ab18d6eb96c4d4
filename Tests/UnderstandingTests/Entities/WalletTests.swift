import Commerce
import Discourse
import Testing
import Understanding

@Suite struct WalletTests {
  private func found(_ text: String, expecting: Set<EntityKind> = []) -> [Span<WalletReference>] {
    Wallets.find(in: Tokens(text), context(expecting: expecting))
  }

  /// kind, brand, digits, and marks: o original, x other, n negated; "> kind" what else would do.
  private func short(_ wallet: WalletReference) -> String {
    var parts: [String] = []
    if let kind = wallet.kind { parts.append(kind.rawValue) }
    if let brand = wallet.brand { parts.append(brand) }
    if let digits = wallet.lastDigits { parts.append(digits) }
    if wallet.original { parts.append("original") }
    if wallet.other { parts.append("other") }
    if wallet.negated { parts.append("not") }
    if let id = wallet.id { parts.append(id) }
    if !wallet.otherwise.isEmpty { parts.append("> " + wallet.otherwise.map(\.rawValue).joined(separator: ",")) }
    return parts.joined(separator: " ")
  }

  @Test(arguments: [
    ("my visa", "creditCard visa"), ("with the Visa please", "creditCard visa"), ("the visa card", "creditCard visa"),
    ("mastercard", "creditCard mastercard"), ("master card", "creditCard mastercard"),
    ("put it on my amex", "creditCard amex"),
    ("american express", "creditCard amex"), ("the card ending 0417", "creditCard 0417"),
    ("card ending in 0417", "creditCard 0417"),
    ("the card that ends in oh four one seven", "creditCard 0417"),
    ("visa ending in zero four seventeen", "creditCard visa 0417"),
    ("the visa ending 0417", "creditCard visa 0417"), ("the one ending in 0417", "creditCard 0417"),
    ("paypal", "paypal"),
    ("pay pal", "paypal"), ("PayPal please", "paypal"), ("my pay pal account", "paypal"), ("the gift card", "giftCard"),
    ("to my giftcard", "giftCard"), ("a gift voucher", "giftCard"), ("store credit", "storeCredit"),
    ("as store credit", "storeCredit"),
    ("same card", "creditCard original"), ("the original payment method", "original"),
    ("back where it came from", "original"),
    ("back to the way i paid", "original"), ("the card i used", "creditCard original"),
    ("how i paid originally", "original"),
    ("same as the order", "original"), ("the usual card", "creditCard original"), ("the other one", ""),
    ("the other card", "creditCard other"),
    ("use my other card", "creditCard other"), ("a different card", "creditCard other"),
    ("another payment method", "other"),
    ("credit_card_4190576", "creditCard credit_card_4190576"), ("paypal_3738584", "paypal paypal_3738584"),
    ("gift_card_1725971", "giftCard gift_card_1725971"), ("my credit card", "creditCard"), ("debit card", "debitCard"),
    ("my card", "creditCard"), ("apple pay", "wallet applepay"), ("google pay", "wallet googlepay"), ("cash", "cash"),
    ("bank transfer", "bankTransfer"), ("wire it to my bank account", "bankTransfer"),
    ("discover card", "creditCard discover"),
    ("a visa debit", "debitCard visa"), ("the master card ending four four one two", "creditCard mastercard 4412"),
    ("refund it to the same payment method", "original"), ("original method please", "original"),
    ("gift card balance", "giftCard"),
    ("put the refund on the card", "creditCard"), ("my credit card ending with 9212", "creditCard 9212"),
    ("visa card number ending 9212", "creditCard visa 9212"),
    ("the card with last four digits 9212", "creditCard 9212"),
    ("last four are nine two one two on my mastercard", "creditCard mastercard 9212"),
    ("vissa", "creditCard visa"), ("the pay pall", "paypal"), ("gif card", "giftCard"),
    ("mastercart", "creditCard mastercard"),
    ("credit card 4190576", "creditCard credit_card_4190576"), ("klarna", "wallet klarna"),
    ("the 0417 card", "creditCard 0417"),
    ("my ending in 0417 visa", "creditCard visa 0417"), ("to my checking account", "bankTransfer"),
    ("ach", "bankTransfer"),
  ])
  func best(_ text: String, _ expected: String) {
    let spans = found(text)
    #expect(spans.map { short($0.value) } == (expected.isEmpty ? [] : [expected]), "\(spans)")
  }

  @Test(arguments: [
    ("not the visa", ["creditCard visa not"]), ("not the amex", ["creditCard amex not"]),
    ("anything but the gift card", ["giftCard not"]),
    ("paypal rather than the gift card", ["paypal > giftCard"]),
    ("paypal instead of the visa", ["paypal", "creditCard visa not"]),
    ("don't use my visa", ["creditCard visa not"]), ("the visa not the paypal", ["creditCard visa", "paypal not"]),
    ("paypal, otherwise the gift card", ["paypal > giftCard"]),
    ("my visa or my paypal", ["creditCard visa", "paypal"]),
    ("paypal or if not the gift card", ["paypal > giftCard"]),
    ("from my visa to my paypal", ["creditCard visa", "paypal"]),
    ("i'd prefer paypal over the gift card", ["paypal > giftCard"]),
    ("paid with paypal, refund to the gift card", ["paypal", "giftCard"]),
    ("no more paypal, use the mastercard", ["paypal not", "creditCard mastercard"]),
    ("never the amex", ["creditCard amex not"]), ("not to my paypal", ["paypal not"]),
    ("except the gift card", ["giftCard not"]),
    ("anywhere but paypal", ["paypal not"]), ("without the gift card", ["giftCard not"]),
  ])
  func several(_ text: String, _ expected: [String]) {
    #expect(found(text).map { short($0.value) } == expected, "\(found(text))")
  }

  @Test(arguments: [
    "a birthday card", "the sd card", "cf card slot", "graphics card", "i want a refund", "business cards",
    "discover new things",
    "my order ending in 0417", "", "the other order", "the other lamp", "same size", "cash register toy",
    "i'll check my account",
    "it was in the cards", "charge it overnight", "memory card",
  ])
  func none(_ text: String) { #expect(found(text).isEmpty, "\(found(text))") }

  @Test func askedForTheOtherOne() {
    #expect(found("the other one", expecting: [.wallet]).map { short($0.value) } == ["other"])
    #expect(found("0417", expecting: [.wallet]).map { short($0.value) } == ["creditCard 0417"])
    #expect(
      found("the one ending oh four one seven", expecting: [.wallet]).map { short($0.value) } == ["creditCard 0417"])
    #expect(found("same one", expecting: [.wallet]).map { short($0.value) } == ["original"])
    #expect(found("the same", expecting: [.wallet]).map { short($0.value) } == ["original"])
  }
}

@Suite struct CancelReasonTests {
  private func found(_ text: String, expecting: Set<EntityKind> = []) -> [CancelReason] {
    CancelReasons.find(in: Tokens(text), context(expecting: expecting)).filter { $0.confidence > 0.35 }.map(\.value)
  }

  @Test(arguments: [
    ("i clicked twice", CancelReason.orderedByMistake), ("ordered it by mistake", .orderedByMistake),
    ("it was an accident", .orderedByMistake),
    ("i accidentally ordered two", .orderedByMistake), ("didn't mean to order it", .orderedByMistake),
    ("my kid ordered it", .orderedByMistake),
    ("my cat walked over the keyboard", .orderedByMistake), ("i ordered the wrong one", .orderedByMistake),
    ("wrong size", .orderedByMistake),
    ("it's a duplicate", .orderedByMistake), ("i hit the button by accident", .orderedByMistake),
    ("placed it twice", .orderedByMistake),
    ("it was a mistake", .orderedByMistake), ("i pressed the wrong button", .orderedByMistake),
    ("double order", .orderedByMistake),
    ("i messed up the order", .orderedByMistake), ("never meant to buy that", .orderedByMistake),
    ("mis-click", .orderedByMistake),
    ("oops wrong item", .orderedByMistake), ("i didn't realize i had ordered it", .orderedByMistake),
    ("i don't need it anymore", .noLongerNeeded), ("no longer needed", .noLongerNeeded),
    ("we're moving", .noLongerNeeded),
    ("changed my mind", .noLongerNeeded), ("i don't want it any more", .noLongerNeeded),
    ("i already have one", .noLongerNeeded),
    ("my wife bought one already", .noLongerNeeded), ("got one as a gift", .noLongerNeeded),
    ("plans changed", .noLongerNeeded),
    ("the trip is off", .noLongerNeeded), ("i can't afford it", .noLongerNeeded),
    ("i've no use for it now", .noLongerNeeded),
    ("dunno", .noLongerNeeded), ("just because", .noLongerNeeded), ("no reason", .noLongerNeeded),
    ("not needed", .noLongerNeeded),
    ("i lost my job", .noLongerNeeded), ("we broke up", .noLongerNeeded), ("the party was called off", .noLongerNeeded),
    ("i don't like it anymore", .noLongerNeeded), ("having second thoughts", .noLongerNeeded),
    ("i do not need it", .noLongerNeeded),
    ("it's of no use to me now", .noLongerNeeded), ("my situation changed", .noLongerNeeded),
    ("don't require it", .noLongerNeeded),
    ("found it for less", .foundCheaper), ("i found it cheaper", .foundCheaper),
    ("it's cheaper elsewhere", .foundCheaper),
    ("better price at another store", .foundCheaper), ("amazon has it for ten dollars less", .foundCheaper),
    ("found a better deal", .foundCheaper),
    ("it's on sale somewhere else", .foundCheaper), ("they sell it cheaper down the road", .foundCheaper),
    ("takes too long", .tooSlow), ("it hasn't shipped yet and i'm tired of waiting", .tooSlow),
    ("it won't get here in time", .tooSlow),
    ("delivery is too slow", .tooSlow), ("i can't wait that long", .tooSlow), ("it's late", .tooSlow),
    ("i needed it by friday", .tooSlow),
    ("wrong address", .wrongAddress), ("it's going to my old address", .wrongAddress),
    ("i put in the wrong address", .wrongAddress),
    ("shipping to the wrong place", .wrongAddress),
  ])
  func best(_ text: String, _ expected: CancelReason) {
    #expect(found(text, expecting: [.cancelReason]).first == expected, "\(found(text, expecting: [.cancelReason]))")
  }

  @Test(arguments: [
    "cancel my order", "i want to return the lamp", "what's my balance", "yes please", "the blue one is nicer",
    "is it cheaper in red",
    "which is the cheapest", "", "i need it by friday", "how long does it take", "when will it arrive",
    "do you have a bigger one",
    "my address is 12 oak street", "don't cancel it", "change the address", "i don't know my order number",
    "i don't have my order number", "i need help", "i want the cheaper one", "wait a moment",
  ])
  func none(_ text: String) { #expect(found(text) == [], "\(found(text))") }

  @Test(arguments: [
    ("cancel it, i clicked twice", CancelReason.orderedByMistake),
    ("please cancel my order because i found it cheaper", .foundCheaper),
    ("cancel the tent we're moving", .noLongerNeeded), ("i ordered the pan by mistake, cancel it", .orderedByMistake),
    ("cancel it, i don't need it anymore", .noLongerNeeded), ("cancel since it takes too long", .tooSlow),
  ])
  func inPassing(_ text: String, _ expected: CancelReason) { #expect(found(text) == [expected], "\(found(text))") }

  @Test func severalReasons() {
    #expect(found("the lamp i clicked twice, and the rug i no longer need") == [.orderedByMistake, .noLongerNeeded])
    #expect(found("idk", expecting: [.cancelReason]) == [.noLongerNeeded])
    #expect(found("something else", expecting: [.cancelReason]) == [.other])
    #expect(found("idk") == [])
  }
}
