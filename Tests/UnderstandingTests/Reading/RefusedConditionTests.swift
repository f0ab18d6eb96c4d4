import Testing
import Understanding

/// What stands behind "if you really can't …, then".
@Suite struct RefusedConditionTests {
  @Test(
    arguments: [
      ("if you really can't give me a discount, then yes", "you really can't give me a discount,", "yes", false),
      ("If you can't do that, then yes please", "you can't do that,", "yes please", true),
      ("well, if it's not possible yes go ahead", "it's not possible", "yes go ahead", true),
      (
        "ok if you cannot remove just the lamp, cancel it all", "you cannot remove just the lamp,", "cancel it all",
        false
      ),
      ("if there\u{2019}s no other way then go ahead", "there's no other way", "go ahead", true),
    ])
  func isTaken(_ row: (text: String, impossible: String, rest: String, isGeneral: Bool)) {
    let parts = RefusedCondition.parts(of: row.text)
    #expect(parts?.impossible == row.impossible)
    #expect(parts?.rest == row.rest)
    #expect(parts?.isGeneral == row.isGeneral)
  }

  @Test(arguments: [
    "yes", "yes if you can't do it", "if you can do that, then yes", "if it is cheaper, then yes", "then yes",
    "if my husband agrees, yes", "if you can't", "I asked if you can't do that, then yes", "if not, then yes",
    "yes, unless you can't", "if it hasn't shipped, then yes", "only if you can't, yes",
  ])
  func isNone(_ text: String) { #expect(RefusedCondition.parts(of: text) == nil, "\(text)") }
}
