import Commerce
import Discourse
import Policy
import Testing

/// What was earned is lost again: with time, silence, another channel, risky acts and signals.
@Suite struct DecayTests {
  let rules: PolicyRules

  init() throws { rules = try Fixture.retail() }

  private func level(_ identity: CallerIdentity, _ minutes: Int) -> VerificationLevel {
    identity.level(at: Fixture.later(minutes), rules.identification)
  }

  @Test func silenceLowersStepByStep() {
    let identity = Fixture.caller([.session, .code], rules)
    #expect(level(identity, 14) == .v3)
    #expect(level(identity, 15) == .v2)
    #expect(level(identity, 29) == .v2)
    // What V2 was made of makes no V1: a code that is over is no claim of an order.
    #expect(level(identity, 30) == .v1)
  }

  @Test func whatSilenceCostStaysLost() {
    var identity = Fixture.caller([.session, .code], rules)
    for minute in [10, 20, 29] { _ = identity.handle(.heard, at: Fixture.later(minute), rules.identification) }
    #expect(level(identity, 29) == .v3)
    _ = identity.handle(.heard, at: Fixture.later(45), rules.identification)
    #expect(level(identity, 45) == .v2)
    _ = identity.handle(.heard, at: Fixture.later(80), rules.identification)
    #expect(level(identity, 80) == .v1)
  }

  @Test func ageLowersHoweverLively() {
    var identity = Fixture.caller([.code], rules)
    for minute in stride(from: 5, through: 715, by: 5) {
      _ = identity.handle(.heard, at: Fixture.later(minute), rules.identification)
    }
    #expect(level(identity, 719) == .v2)
    #expect(level(identity, 720) == .v1)
  }

  @Test func anotherChannelLeavesV1() {
    var identity = Fixture.caller([.code], rules)
    _ = identity.handle(.moved(.phone), at: Fixture.now, rules.identification)
    #expect(level(identity, 0) == .v2)
    _ = identity.handle(.moved(.chat), at: Fixture.now, rules.identification)
    #expect(level(identity, 0) == .v1)
    // Shown again there, it counts again.
    _ = identity.handle(
      .checked(by: [.code], order: nil, customer: "C1", matched: true), at: Fixture.now, rules.identification)
    #expect(level(identity, 0) == .v2)
  }

  @Test func aChangedContactLeavesV1() {
    var identity = Fixture.caller([.session, .code], rules)
    _ = identity.handle(.acted(.cancelOrder), at: Fixture.now, rules.identification)
    #expect(level(identity, 0) == .v3)
    _ = identity.handle(.acted(.changeContact), at: Fixture.now, rules.identification)
    #expect(level(identity, 0) == .v1)
  }

  @Test(arguments: RiskSignal.allCases) func aSignalHoldsForTheConversation(_ signal: RiskSignal) {
    var identity = Fixture.caller([.code], rules)
    _ = identity.handle(.signal(signal), at: Fixture.now, rules.identification)
    #expect(level(identity, 0) == .v1)
    // Not even a new code, which may go to the wrong hands, raises it.
    _ = identity.handle(
      .checked(by: [.code], order: nil, customer: "C1", matched: true), at: Fixture.now, rules.identification)
    #expect(level(identity, 0) == .v1)
  }

  @Test func inTheTauWorldNothingDecays() throws {
    let tau = try Fixture.tau()
    var identity = Fixture.caller([.email], tau)
    _ = identity.handle(.moved(.chat), at: Fixture.now, tau.identification)
    #expect(identity.level(at: Fixture.later(10_000), tau.identification) == .v2)
  }

  @Test func aDecisionSeesTheDecay() throws {
    let operation = Operation(ChangeContact(customer: "C1", email: "new@example.org"))
    var facts = Fixture.facts(rules, by: [.session, .code])
    #expect(rules.agreed(operation, facts).verdict == .allow)
    facts.now = Fixture.later(16)
    #expect(rules.agreed(operation, facts).verdict == .stepUp)
    #expect(rules.agreed(operation, facts).needs == .v3)
  }
}

/// After decay it can be shown again, anew and by whoever is there now.
@Suite struct RenewalTests {
  let rules: IdentityRules

  init() throws { rules = try Fixture.retail().identification }

  @Test func aCodeThatIsOverIsFollowedByAnother() {
    var caller = Caller(rules)
    caller.take(.needed(.v2, order: nil))
    caller.say(.email(heard("mia@example.org")))
    caller.take(.codeSent(id: "code-1", CodeDigest([1]), by: .sms))
    caller.take(.code(CodeDigest([1])))
    #expect(caller.level() == .v2)
    caller.now = Fixture.later(31)
    #expect(caller.level() == .v1)
    #expect(
      caller.take(.needed(.v2, order: nil)) == [.sendCode(id: "code-2", customer: "C1", by: [.sms, .email], digits: 6)])
    caller.take(.codeSent(id: "code-2", CodeDigest([2]), by: .sms))
    #expect(caller.take(.code(CodeDigest([1]))) == [.wrongCode(attemptsLeft: 2)])
    #expect(caller.take(.code(CodeDigest([2]))) == [.established(customer: "C1", order: nil, .v2)])
  }

  @Test func whatWasSaidBeforeIsNotTakenForSaidAgain() throws {
    var lasting = rules
    lasting.decay.lifetimes[.v1] = DecayRules.Lifetime(minutes: 60)
    var caller = Caller(lasting)
    caller.take(.needed(.v1, order: "10001"))
    caller.say(.order(heard("10001")), .postcode(heard("98101")))
    #expect(caller.level(order: "10001") == .v1)
    caller.now = Fixture.later(60)
    #expect(caller.level(order: "10001") == .v0)
    #expect(
      caller.take(.needed(.v1, order: "10001"))
        == [.ask([[.order, .postcode], [.order, .email], [.email], [.phone], [.customerNumber]])])
    caller.say(.order(heard("10001")), .postcode(heard("98101")))
    #expect(caller.level(order: "10001") == .v1)
  }

  @Test func halfOfAPairOutlivesASilence() {
    var caller = Caller(rules)
    caller.take(.needed(.v1, order: "10001"))
    caller.say(.order(heard("10001")))
    caller.now = Fixture.later(45)
    #expect(caller.say(.postcode(heard("98101"))) == [.established(customer: nil, order: "10001", .v1)])
  }

  @Test func afterASignalNothingReachesV2() {
    var caller = Caller(rules)
    caller.take(.signal(.simChanged))
    #expect(caller.take(.needed(.v2, order: nil)) == [.person])
  }
}
