import Discourse
import Testing
import Understanding

/// What must hold of every reading, whatever is said.
@Suite struct ReaderPropertyTests {
  private static let verbs = ["cancel", "return", "exchange", "send back", "swap", "refund", "replace", "remove"]
  private static let goods = [
    "the tent", "my kettle", "the rain jacket", "it", "everything", "both lamps", "the order",
  ]

  @Test(arguments: [
    "do not % @", "don't % @", "please don't % @ yet", "I do not want to % @", "I don't want you to % @", "never % @",
    "I would rather not % @", "you should not % @", "no need to % @", "we won't % @", "i'm not going to % @",
    "do not % @ for now", "I no longer want to % @", "dont % @ please", "no, don't % @", "please do not % @",
    "yes but don't % @", "okay, but do not % @", "no no do not % @",
    "hang on, don't % @", "i said do not % @", "neither % @ nor change it", "stop, don't % @",
    "whatever you do don't % @",
  ])
  func whatIsNegatedIsNeverAnAct(_ pattern: String) {
    Self.each(pattern) { said, wishes in
      let acts = wishes.filter { Self.isAct($0) && $0.mood == .wanted }
      #expect(acts.isEmpty, "\(said)")
    }
  }

  @Test(arguments: [
    "% @ if it has not shipped", "if it costs more than ten dollars % @", "% @ unless it is on its way",
    "unless it arrived today % @", "only % @ if you have it in red", "% @ as long as I get all my money back",
    "in case it is sold out % @", "if the blue one is gone then % @", "% @ in case my brother says no",
    "if not, % @", "otherwise % @", "% @ provided that it is free", "if my wife agrees, % @",
    "once it arrives I want to % @", "should it be sold out % @", "% @ only if I can keep the gift",
  ])
  func whatIsGuardedIsNeverAnActByItself(_ pattern: String) {
    Self.each(pattern) { said, wishes in
      let acts = wishes.filter { Self.isAct($0) && $0.mood == .wanted && $0.condition == nil }
      #expect(acts.isEmpty, "\(said)")
    }
  }

  @Test(arguments: [
    "could I % @?", "can I % @", "is it possible to % @", "am I allowed to % @?", "would I be able to % @",
    "what happens if I % @?", "how would I % @",
  ])
  func whatIsAskedIsNeverAnAct(_ pattern: String) {
    Self.each(pattern) { said, wishes in
      let acts = wishes.filter { Self.isAct($0) && $0.mood == .wanted }
      #expect(acts.isEmpty, "\(said)")
    }
  }

  @Test func anyWordsAreReadAndAlwaysAlike() {
    var words = Words(seed: 20_261_128)
    for _ in 0..<100 {
      let said = words.sentence(upTo: 25)
      for context in [Reading(Catalogues.small), Reading(Catalogues.small, ["confirmation", "yn", "P:Alpine-tent"])] {
        #expect(context.text(said) == context.text(said), "\(said)")
      }
    }
  }

  @Test func twoThousandWordsAreRead() {
    var words = Words(seed: 7)
    let said = (0..<2_000).map { _ in words.next() }.joined(separator: " ")
    let reading = Reading(Catalogues.small)
    #expect(reading.text(said) == reading.text(said))
    for word in ["7", "return the tent and"] {
      _ = Reading(Catalogues.small).text(
        Array(repeating: word, count: 2_000 / word.split(separator: " ").count).joined(separator: " "))
    }
  }

  /// An affirmation never comes of words that change something: what stands beside it is told too.
  @Test(arguments: [
    "yes but %", "yes, only %", "yes and also %", "yes, instead %", "yes if you %", "ok but %", "yes, then %",
  ])
  func aYesWithMoreBehindItIsNoPlainYes(_ pattern: String) {
    for verb in Self.verbs {
      let said = pattern.replacing("%", with: verb + " the tent")
      let commands = Reader.read(
        Transcript(typed: said), in: Reading(Catalogues.small, ["confirmation", "yn"]).context)
      #expect(commands != [.affirm], "\(said)")
    }
  }

  private static func isAct(_ wish: Wish) -> Bool {
    switch wish.verb {
    case .cancel, .return, .exchange, .remove, .refund, .replace, .change, .add, .changeAddress, .changePayment: true
    default: false
    }
  }

  private static func each(_ pattern: String, _ check: (String, [Wish]) -> Void) {
    for verb in verbs {
      for thing in goods {
        let said = pattern.replacing("%", with: verb).replacing("@", with: thing)
        let commands = Reader.read(Transcript(typed: said), in: Reading(Catalogues.small).context)
        check(said, commands.compactMap { if case .wish(let wish) = $0 { wish } else { nil } })
      }
    }
  }

  /// Words in a row that is the same every time.
  private struct Words {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func number(below bound: Int) -> Int {
      // SplitMix64 (public domain, Sebastiano Vigna).
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    mutating func next() -> String {
      if number(below: 12) == 0 {
        return String((0..<number(below: 12) + 1).map { _ in Character(Unicode.Scalar(UInt8(33 + number(below: 94)))) })
      }
      return Self.pool[number(below: Self.pool.count)]
    }

    mutating func sentence(upTo count: Int) -> String {
      (0..<number(below: count) + 1).map { _ in next() }.joined(separator: number(below: 9) == 0 ? ", " : " ")
    }

    private static let pool = """
      cancel return exchange swap change make keep add remove refund send back the a my it them one ones both all everything
      rest except but not don't do never if unless otherwise in case only as long as and or then also instead of than to from
      with for on at by about tent kettle lamp jacket shoes hose skillet blanket stove red blue white small large nine size
      colour bigger smaller cheaper cheapest longest first second last other same like different order orders W1234567 80218
      12 3 50 ft $20 paypal visa gift card my address Denver 12 Oak Street zip name is Olivia Ito yes no ok sure thanks bye
      please sorry actually I mean wait hmm what which when where how much many why can could is are was yesterday Monday
      come came arrived shipped pending delivered want need would like prefer ideally rather whatever any doesn't matter
      ? ! … — retrun excahnge kettel zzz qwerty ünïcode 東京 🙂 @ # % & + 1/2 7:30 a.b@c.de
      """.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
