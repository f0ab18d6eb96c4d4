import Testing

@testable import Understanding

@Suite struct NamedSecretsTests {
  private func kept(
    _ utterances: [String], wanting wanted: CardWatch.Wanted = .nothing, awaitsCode: Bool = false
  ) -> [String] {
    var watch = CardWatch()
    return utterances.enumerated().map { index, text in
      watch.hear([text], wanting: wanted, spoken: false, awaitsCode: awaitsCode, now: index * 5_000).texts[0]
    }
  }

  @Test(arguments: [
    ("my cvv is 987", "my cvv is [secret]"), ("cvv: nine eight seven", "cvv: [secret]"), ("cvc987", "[secret]"),
    ("CVV 123 and ship it", "CVV [secret] and ship it"), ("the security code is 987", "the security code is [secret]"),
    ("the security code of my card is 9876", "the security code of my card is [secret]"),
    ("the three digits on the back are 987", "the three digits on the back are [secret]"),
    ("987 is my cvv", "[secret] is my cvv"), ("cvv 123 98101", "cvv [secret] 98101"),
    ("my 3d secure code is 482913", "my 3d secure code is [secret]"), ("OTP: 482 913", "OTP: [secret]"),
    ("one-time code 482913", "one-time code [secret]"),
    ("the bank sent me the code 482913", "the bank sent me the code [secret]"),
    ("4-8-2-9-1-3 is the verification code", "[secret] is the verification code"),
    ("verification code: four eight two nine one three", "verification code: [secret]"),
    ("pin 4821", "pin [secret]"), ("my pin code is 4821 okay", "my pin code is [secret] okay"),
    ("my password is hunter2", "my password is [secret]"), ("Password: Tr0ub4dor&3!", "Password: [secret]!"),
    ("my password is swordfish", "my password is [secret]"), ("hunter2 is my password", "[secret] is my password"),
    ("ssn 123-45-6789", "ssn [secret]"),
    ("my social security number is 123 45 6789", "my social security number is [secret]"),
    ("the last four of my social are 6789", "the last four of my social are [secret]"),
    ("IBAN DE89370400440532013000", "IBAN [secret]"),
    ("refund to GB82 WEST 1234 5698 7654 32 please", "refund to [secret] please"),
    ("4111x1111x1111x1111", "[card]"), ("it's 3782x822463x10005.", "it's [card]."),
  ])
  func areCut(_ said: String, _ expected: String) { #expect(kept([said]) == [expected]) }

  @Test(arguments: [
    "my code 98101", "promo code SUMMER20", "what is the security code?", "where do I find the cvv",
    "I did not get the verification code. My order is 40217", "I forgot my password", "my password is not working",
    "my password is wrong", "reset my password please", "my password was changed, order 40217", "zip code 98101",
    "the gate code is 4821", "gift card 7035 1234 5678 9014", "gift card code 4821", "discount code 123456",
    "pin code 560001",
    "order 40217 and my zip is 97201", "call me at 206 555 0123", "size 12x14x16", "two of 987 please",
    "it was 129.99", "my social media account", "phone 206-555-0123x4567", "I have 3 questions about my pin",
    "the security desk said 123", "my account number is 12345678",
  ])
  func areLeft(_ said: String) { #expect(kept([said]) == [said]) }

  @Test func aCodeMayComeBehindItsName() {
    #expect(kept(["my cvv", "123"]).last == "[secret]")
    #expect(kept(["my cvv is", "it's nine eight seven"]).last == "it's [secret]")
    #expect(kept(["what is a cvv?", "123"]).last == "123")
    #expect(kept(["my cvv", "where is my order", "123"]).last == "123")
    #expect(kept(["my cvv", "40217"]).last == "40217")
  }

  @Test func whatIsAskedForIsLeft() {
    #expect(kept(["the verification code is 482913"], awaitsCode: true) == ["the verification code is 482913"])
    #expect(kept(["pin 4821"], wanting: .own) == ["pin 4821"])
    #expect(kept(["my password is hunter2"], awaitsCode: true) == ["my password is [secret]"])
  }

  @Test func everyHearingIsCut() {
    var watch = CardWatch()
    let heard = watch.hear(
      ["my cvv is 987", "my cvv is 988"], wanting: .nothing, spoken: true, now: 0)
    #expect(heard.isCard && heard.texts.allSatisfy { $0 == "my cvv is [secret]" })
  }
}
