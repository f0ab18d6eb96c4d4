import Commerce
import Discourse
import Testing

@testable import Understanding

/// A language model sees what is wanted, not who wants it.
@Suite struct PersonalMaskTests {
  static let context = EntityContext(
    today: LocalDate(year: 2026, month: 3, day: 4), now: TimeOfDay(minutes: 600),
    orderShapes: [NumberShape("@#######")].compactMap { $0 })

  static func mask(_ texts: String..., known: [String] = []) -> PersonalMask {
    PersonalMask(texts, known: known, context)
  }

  @Test(arguments: [
    (
      "i'm maria lopez, maria.lopez42@example.com, please cancel the lamp", ["maria", "lopez", "42"],
      "please cancel the lamp"
    ),
    ("call me on 206 555 0147 about the kettle", ["555", "0147"], "about the kettle"),
    ("return the tent from #W2890441", ["2890441"], "return the tent from ORDER1"),
    ("my zip is 98101 and i want a refund", ["98101"], "and i want a refund"),
    ("pay with 4111 1111 1111 1111 please", ["4111", "1111"], "please"),
  ]) func hides(_ text: String, _ secrets: [String], _ kept: String) {
    let masked = Self.mask(text).texts[0]
    for secret in secrets { #expect(!masked.lowercased().contains(secret), "\(masked)") }
    #expect(masked.contains(kept), "\(masked)")
  }

  @Test func whatIsKnownIsHiddenWhereverItStands() {
    let known = ["Yara", "Lee", "yara.lee@example.com", "12 Maple Grove"]
    let masked = Self.mask("ship it to maple grove, signed yara", known: known).texts[0]
    #expect(!masked.lowercased().contains("maple") && !masked.lowercased().contains("yara"), "\(masked)")
    #expect(masked.hasPrefix("ship it to "))
  }

  @Test func whatTheModelSaysOfAPlaceholderIsAboutTheValue() {
    let mask = Self.mask("cancel #W2890441 and return W1234567", "cancel w2890441 and return w1234567")
    var cancel = Proposal.Item(.cancel)
    cancel.order = "order ORDER2"
    cancel.condition = "order1 has shipped"
    let restored = mask.restore(Proposal(items: [cancel], model: "m")).items[0]
    #expect(restored.order == "order W1234567")
    #expect(restored.condition?.lowercased() == "w2890441 has shipped")
  }

  @Test func oneValueHasOnePlaceholder() {
    let masked = Self.mask("return W1234567, yes W1234567").texts[0]
    #expect(masked == "return ORDER1, yes ORDER1")
  }

  @Test func nothingPersonalIsLeftAsItIs() {
    let text = "The green lamp (2), and \"the kettle\"?"
    #expect(Self.mask(text).texts == [text])
    #expect(Self.mask("").texts == [""])
  }
}
