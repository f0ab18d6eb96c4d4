import Commerce
import Discourse
import Foundation
import Policy
import Testing

/// One-time codes: sent to contacts on file, good once and for a time, and never in clear.
@Suite struct CodeTests {
  let rules: IdentityRules

  init() throws { rules = try Fixture.retail().identification }

  private let right = CodeDigest([1, 2, 3, 4])
  private let wrong = CodeDigest([1, 2, 3, 5])

  /// Somebody who needs V2 and has named themselves; the code is out.
  private func waiting(_ email: String = "mia@example.org") -> (Caller, [IdentityStep]) {
    var caller = Caller(rules)
    caller.take(.needed(.v2, order: nil))
    var steps = caller.say(.email(heard(email)))
    steps += caller.take(.codeSent(id: "code-1", right, by: .sms))
    return (caller, steps)
  }

  @Test func aCodeEarnsV2() {
    var (caller, steps) = waiting()
    #expect(
      steps == [.sendCode(id: "code-1", customer: "C1", by: [.sms, .email], digits: 6), .ask([[.code]])])
    #expect(caller.level() == .v0)
    #expect(caller.identity.customer == nil)
    #expect(caller.take(.code(right)) == [.established(customer: "C1", order: nil, .v2)])
    #expect(caller.level() == .v2)
    #expect(caller.identity.customer == "C1")
  }

  @Test func aCodeIsGoodOnce() {
    var (caller, _) = waiting()
    caller.take(.code(right))
    #expect(caller.take(.code(right)) == [.wrongCode(attemptsLeft: 0)])
    // In another conversation there is nothing it would fit.
    var other = Caller(rules)
    #expect(other.take(.code(right)) == [.wrongCode(attemptsLeft: 0)])
    #expect(other.level() == .v0)
  }

  @Test func aCodeIsGoodForItsTime() {
    var (caller, _) = waiting()
    caller.now = Fixture.later(10)
    #expect(caller.take(.code(right)) == [.wrongCode(attemptsLeft: 0)])
    #expect(caller.level() == .v0)
    (caller, _) = waiting()
    caller.now = Fixture.now.adding(milliseconds: 10 * 60_000 - 1)
    #expect(caller.take(.code(right)).count == 1)
    #expect(caller.level() == .v2)
  }

  @Test func wrongAnswersUseACodeUp() {
    var (caller, _) = waiting()
    #expect(caller.take(.code(wrong)) == [.wrongCode(attemptsLeft: 2)])
    #expect(caller.take(.code(wrong)) == [.wrongCode(attemptsLeft: 1)])
    #expect(caller.take(.code(wrong)) == [.wrongCode(attemptsLeft: 0)])
    #expect(caller.take(.code(right)) == [.wrongCode(attemptsLeft: 0)])
    // Two more, and after that none.
    for number in 2...3 {
      #expect(caller.identity.mayAskForCode(rules))
      #expect(
        caller.take(.needed(.v2, order: nil)) == [
          .sendCode(id: "code-\(number)", customer: "C1", by: [.sms, .email], digits: 6)
        ])
      caller.take(.codeSent(id: "code-\(number)", right, by: .sms))
      for _ in 0..<3 { caller.take(.code(wrong)) }
    }
    #expect(!caller.identity.mayAskForCode(rules))
    #expect(caller.take(.needed(.v2, order: nil)) == [.person])
    #expect(caller.take(.code(right)) == [.wrongCode(attemptsLeft: 0)])
    #expect(caller.level() == .v0)
  }

  @Test func askedForAgainTheOldCodeIsWorthNothing() {
    var (caller, _) = waiting()
    #expect(caller.take(.codeAgain) == [.sendCode(id: "code-2", customer: "C1", by: [.sms, .email], digits: 6)])
    // Until it is known to be out there is none.
    #expect(caller.take(.code(right)) == [.wrongCode(attemptsLeft: 0)])
    let second = CodeDigest([9, 9, 9, 9])
    #expect(caller.take(.codeSent(id: "code-2", second, by: .sms)) == [.ask([[.code]])])
    #expect(caller.take(.code(right)) == [.wrongCode(attemptsLeft: 2)])
    #expect(caller.level() == .v0)
    #expect(caller.take(.code(second)) == [.established(customer: "C1", order: nil, .v2)])
  }

  @Test func aConversationSendsNoMoreThanItsCodes() {
    var (caller, _) = waiting()
    for number in 2...3 {
      caller.take(.codeAgain)
      caller.take(.codeSent(id: "code-\(number)", right, by: .sms))
    }
    #expect(caller.take(.codeAgain) == [.noMoreCodes])
    // The last one still counts.
    #expect(caller.take(.code(right)) == [.established(customer: "C1", order: nil, .v2)])
    #expect(caller.steps.count { if case .sendCode = $0 { true } else { false } } == 3)
    // Nothing to be had where none was asked for.
    var other = Caller(rules)
    #expect(other.take(.codeAgain) == [.noMoreCodes])
  }

  /// One contact, one conversation after the other: as many codes as policy says, then none; the same for a contact that nobody has.
  @Test(arguments: ["mia@example.org", "nobody@example.org"]) func aContactIsNotFlooded(_ email: String) {
    var counts: [String: Int] = [:]
    var sent = 0
    var last: [IdentityStep] = []
    for _ in 0..<8 {
      var caller = Caller(rules)
      caller.counts = counts
      caller.counts["caller"] = 0
      caller.take(.needed(.v2, order: nil))
      last = caller.say(.email(heard(email)))
      sent += caller.steps.count { if case .sendCode = $0 { true } else { false } }
      counts = caller.counts
    }
    #expect(sent == 5)
    #expect(last == [.noMoreCodes])
    // Who has the contact, and answers, begins anew.
    guard email == "mia@example.org" else { return }
    var owner = Caller(rules)
    owner.counts = counts.mapValues { min($0, 4) }
    owner.counts["caller"] = 0
    owner.take(.needed(.v2, order: nil))
    owner.say(.email(heard(email)))
    owner.take(.codeSent(id: "code-1", right, by: .sms))
    owner.take(.code(right))
    #expect(owner.level() == .v2)
    #expect(owner.counts.filter { $0.key != "caller" }.allSatisfy { $0.value == 0 })
  }

  /// By e-mail, by telephone: it is the same contact.
  @Test func namingTheContactOtherwiseSendsNoMore() {
    var caller = Caller(rules)
    caller.counts["\(TryKey.customer("C1"))"] = 5
    caller.take(.needed(.v2, order: nil))
    #expect(caller.say(.phone(heard("+12065550101"))) == [.noMoreCodes])
  }

  @Test func anAnswerToACodeNotAskedForDoesNotCount() {
    var caller = Caller(rules)
    caller.take(.codeSent(id: "code-1", right, by: .sms))
    #expect(caller.take(.code(right)) == [.wrongCode(attemptsLeft: 0)])
    var (waiting, _) = waiting()
    waiting.take(.codeSent(id: "code-9", wrong, by: .sms))
    #expect(waiting.take(.code(wrong)) == [.wrongCode(attemptsLeft: 2)])
  }

  /// Whoever asks whether an address is known hears the same as its owner, step for step.
  @Test func nobodyLearnsWhetherAnAddressIsKnown() {
    func visible(_ email: String) -> [IdentityStep] {
      var (caller, steps) = waiting(email)
      for _ in 0..<3 { steps += caller.take(.code(wrong)) }
      steps += caller.take(.needed(.v2, order: nil))
      steps += caller.take(.codeSent(id: "code-2", right, by: .sms))
      steps += caller.take(.code(wrong))
      return steps.map { step in
        if case .sendCode(let id, _, let by, let digits) = step {
          .sendCode(id: id, customer: nil, by: by, digits: digits)
        } else {
          step
        }
      }
    }
    #expect(visible("mia@example.org") == visible("nobody@example.org"))
    // And even the right digest opens nothing where nobody is.
    var (caller, _) = waiting("nobody@example.org")
    caller.take(.code(right))
    #expect(caller.level() == .v0)
  }

  @Test func twoFactorsEarnV3() {
    let session = WebSession(customer: "C1", signedIn: Fixture.later(-5), expires: Fixture.later(60))
    var caller = Caller(rules, nil, session)
    #expect(caller.level() == .v2)
    #expect(
      caller.take(.needed(.v3, order: nil)) == [.sendCode(id: "code-1", customer: "C1", by: [.sms, .email], digits: 6)])
    caller.take(.codeSent(id: "code-1", right, by: .email))
    #expect(caller.take(.code(right)) == [.established(customer: "C1", order: nil, .v3)])
    #expect(caller.level() == .v3)
  }

  @Test func whoShowedAnOrderGetsTheCodeOfItsOwner() {
    var caller = Caller(rules)
    caller.take(.needed(.v1, order: "10001"))
    caller.say(.order(heard("10001")), .postcode(heard("98101")))
    caller.take(.owner(of: "10001", customer: "C1"))
    #expect(
      caller.take(.needed(.v2, order: "10001")) == [
        .sendCode(id: "code-1", customer: "C1", by: [.sms, .email], digits: 6)
      ])
  }

  @Test func aCodeThatCannotBeSentIsSaid() {
    var caller = Caller(rules)
    caller.take(.needed(.v2, order: nil))
    caller.say(.email(heard("mia@example.org")))
    #expect(caller.take(.codeNotSent(id: "code-1")) == [.unavailable])
    #expect(caller.level() == .v0)
  }

  /// The code itself may be said in any form: it is in no state, no event and no step.
  @Test func noCodeIsKeptInClear() throws {
    var (caller, _) = waiting()
    caller.say(.code("493817"))
    let state = String(decoding: try JSONEncoder().encode(caller.identity), as: UTF8.self)
    let steps = String(decoding: try JSONEncoder().encode(caller.steps), as: UTF8.self)
    #expect(!state.contains("493817") && !steps.contains("493817"))
    #expect(caller.level() == .v0)
    // A snapshot read back goes on where it was.
    caller.identity = try JSONDecoder().decode(CallerIdentity.self, from: Data(state.utf8))
    caller.take(.code(right))
    #expect(caller.level() == .v2)
  }

  @Test func digestsAreComparedWhole() {
    #expect(right.matches(CodeDigest([1, 2, 3, 4])))
    for index in 0..<4 {
      var bytes = right.bytes
      bytes[index] ^= 1
      #expect(!right.matches(CodeDigest(bytes)))
    }
    #expect(!right.matches(CodeDigest([1, 2, 3])))
    #expect(!CodeDigest([]).matches(CodeDigest([])))
  }
}
