import Discourse
import Testing
import Understanding

/// Whole utterances: every kind finds its own, and none takes what is another's.
@Suite struct EntitiesTests {
  private func kinds(_ text: String, expecting: Set<EntityKind> = []) -> [String] {
    let tokens = Tokens(text)
    let found = Entities(in: tokens, context(orders: ["W#######"], expecting: expecting))
    var spans: [(Int, String)] = []
    func add<Value>(_ list: [Span<Value>], _ name: String) {
      for span in list { spans.append((span.tokens.lowerBound, "\(name)=\(span.said)")) }
    }
    add(found.orderNumbers, "order")
    add(found.itemNumbers, "item")
    add(found.customerNumbers, "customer")
    add(found.emails, "email")
    add(found.phones, "phone")
    add(found.postcodes, "zip")
    add(found.names, "name")
    add(found.addresses, "address")
    add(found.amounts, "money")
    add(found.quantities, "count")
    add(found.ordinals, "which")
    add(found.measures, "measure")
    add(found.moments, "when")
    add(found.wallets, "wallet")
    add(found.reasons, "reason")
    add(found.cardNumbers, "card")
    add(found.codes, "code")
    return spans.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
  }

  @Test(arguments: [
    ("hi my name is Noah Brown and my zip is 80279", ["name=Noah Brown", "zip=80279"]),
    ("noah brown 80279", ["name=noah brown", "zip=80279"]),
    (
      "cancel order #W2890441, i clicked twice, refund it to my visa",
      ["order=W2890441", "reason=clicked twice", "wallet=visa"]
    ),
    ("swap the 15 inch laptop for the one with a terabyte", ["measure=15 inch", "measure=a terabyte"]),
    ("it came on friday at 3 and cost $49.99", ["when=friday at 3", "money=49.99"]),
    ("two lamps under fifty dollars", ["count=two", "money=fifty dollars"]),
    ("the second one and the last", ["which=second", "which=last"]),
    ("ship it to 12 Oak Street, Apt 4, Denver, CO 80279", ["address=12 Oak Street, Apt 4, Denver, CO 80279"]),
    ("the card ending in 0417 not the gift card", ["wallet=card ending in 0417", "wallet=gift card"]),
    ("my email is j dot smith seven at gmail dot com", ["email=j dot smith seven at gmail dot com"]),
    ("j.smith7@gmail.com or call 206 555 0100", ["email=j.smith7@gmail.com", "phone=206 555 0100"]),
    ("my card is 4111 1111 1111 1111", ["wallet=card", "card=4111 1111 1111 1111"]),
    ("return it to credit_card_4190576", ["wallet=credit_card_4190576"]),
    ("i have two problems", ["count=two"]), ("now i want a refund", []),
    ("it takes 20 minutes", ["measure=20 minutes"]),
    ("20% off", ["measure=20", "money=20"]), ("i'm noah_brown_6181", ["customer=noah_brown_6181"]),
    ("9624127908", ["item=9624127908", "phone=9624127908"]), ("item 9624127908", ["item=9624127908"]),
    ("call me at 9624127908", ["phone=9624127908"]), ("in two weeks", ["when=in two weeks"]),
    ("half a dozen mugs by december 3rd", ["count=half a dozen", "when=december 3rd"]),
    ("my order ends in 66", ["order=66"]), ("april brown here", ["name=april brown"]),
  ])
  func whole(_ text: String, _ expected: [String]) { #expect(kinds(text) == expected) }

  @Test func whatWasAskedForWins() {
    #expect(kinds("482193", expecting: [.code]) == ["code=482193"])
    #expect(kinds("80279", expecting: [.postcode]) == ["zip=80279"])
    #expect(kinds("noah brown, 80279", expecting: [.name, .postcode, .email]) == ["name=noah brown", "zip=80279"])
    #expect(kinds("3", expecting: [.moment]) == ["when=3"])
    #expect(kinds("2", expecting: [.quantity]) == ["count=2"])
    #expect(kinds("the second", expecting: [.ordinal]) == ["which=second"])
  }

  /// The same words give the same values, and no text brings it down.
  @Test func anyTextIsRead() {
    var random = Sequence(seed: 33)
    let words = [
      "at", "dot", "com", "two", "oh", "w", "the", "ends", "in", "last", "four", "half", "past", "quarter", "to", "of",
      "a", "and", "hundred", "thousand",
      "point", "street", "apartment", "visa", "card", "@", "#", "$", "-", ".", ",", "/", ":", "%", "'", "12", "3rd",
      "may", "monday", "next", "week", "with",
      "as", "for", "double", "u", "ip", "x", "7", "between", "from", "not", "rather", "than", "my", "name", "is", "mr",
      "o", "brien", "zip", "pm", "inch", "½",
      "é", "👍", "2026-02-31", "99/99/9999", "size", "i", "b", "no", "later", "ago", "days", "point", "percent", "po",
      "box", "number", "123456789012345678901",
    ]
    for _ in 0..<500 {
      let text = (0..<(1 + random.next(14))).map { _ in random.pick(words) + (random.next(4) == 0 ? "" : " ") }.joined()
      let tokens = Tokens(text)
      let expected = random.next(3) == 0 ? Set([EntityKind.allCases[random.next(EntityKind.allCases.count)]]) : []
      let first = Entities(in: tokens, context(expecting: expected))
      let second = Entities(in: tokens, context(expecting: expected))
      #expect(
        first.moments == second.moments && first.orderNumbers == second.orderNumbers && first.emails == second.emails)
      for range in first.moments.map(\.tokens) + first.addresses.map(\.tokens) + first.names.map(\.tokens)
        + first.emails.map(\.tokens)
      {
        #expect(!range.isEmpty && range.upperBound <= tokens.count, "\(text)")
      }
    }
  }
}
