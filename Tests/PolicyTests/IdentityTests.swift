import Commerce
import Discourse
import Policy
import Testing

/// Who is on the line: what earns what, what is asked, what is tried.
@Suite struct IdentityTests {
  let retail: IdentityRules
  let tau: IdentityRules

  init() throws {
    retail = try Fixture.retail().identification
    tau = try Fixture.tau().identification
  }

  @Test func anEmailOrNameAndPostcodeSuffices() {
    var caller = Caller(tau)
    #expect(caller.say(.email(heard("mia@example.org"))) == [.established(customer: "C1", order: nil, .v2)])
    #expect(caller.level() == .v2)
    caller = Caller(tau)
    #expect(caller.say(.name(given: "mia", family: "moreau")) == [.ask([[.email], [.postcode]])])
    #expect(caller.say(.postcode(heard("98101"))) == [.established(customer: "C1", order: nil, .v2)])
  }

  @Test func afterSuccessNothingIsAskedOrLookedUp() {
    var caller = Caller(tau)
    caller.say(.email(heard("mia@example.org")))
    let looks = caller.looks.count
    #expect(caller.say(.postcode(heard("98101")), .name(given: "Mia", family: "Moreau")) == [])
    #expect(caller.take(.needed(.v2, order: nil)) == [])
    #expect(caller.looks.count == looks)
  }

  @Test func everyThingSaidIsTriedInTurn() {
    var caller = Caller(tau)
    // "Try t.adeyemi, or tom at example dot org": one message is one try.
    let steps = caller.say(.email(heard("t.adeyemi@example.org")), .email(heard("tom@example.org")))
    #expect(steps == [.mismatch(triesLeft: 7)])
    #expect(caller.say(.email(heard("tom@example.org"))) == [.established(customer: "C2", order: nil, .v2)])
    #expect(caller.identity.wrongTries == 1)
    // "02139? Sorry, that is my office."
    caller = Caller(tau)
    caller.say(.name(given: "Tom", family: "Adeyemi"), .postcode(heard("02139")))
    #expect(caller.identity.wrongTries == 1)
    #expect(caller.say(.postcode(heard("83702"))) == [.established(customer: "C2", order: nil, .v2)])
    // "Everyone says Pip, but it's Mia Moreau."
    caller = Caller(tau)
    caller.say(.name(given: "Pip", family: "Moreau"), .postcode(heard("98101")))
    #expect(caller.say(.name(given: "Mia", family: "Moreau")) == [.established(customer: "C1", order: nil, .v2)])
  }

  @Test func hearingsOfOneThingAreOneTryAndBounded() {
    var caller = Caller(tau)
    let hearings = heard("a@x.org", "b@x.org", "c@x.org", "d@x.org", "e@x.org", "mia@example.org")
    #expect(caller.say(.email(hearings)) == [.mismatch(triesLeft: 7)])
    #expect(caller.looks.count == 5)
    caller.say(.email(heard("z@x.org", "mia@example.org")))
    #expect(caller.level() == .v2)
  }

  @Test func theSameWrongThingIsLookedUpOnce() {
    var caller = Caller(tau)
    caller.say(.email(heard("nobody@example.org")))
    #expect(caller.say(.email(heard("nobody@example.org"))) == [.ask([[.email], [.name, .postcode]])])
    #expect(caller.identity.wrongTries == 1)
    #expect(caller.looks.count == 1)
  }

  @Test func orderAndPostcodeAreGoodForThatOrderOnly() {
    var caller = Caller(retail)
    #expect(caller.take(.needed(.v1, order: "10001")).count == 1)
    #expect(
      caller.say(.order(heard("10001")), .postcode(heard("98101"))) == [
        .established(customer: nil, order: "10001", .v1)
      ])
    #expect(caller.level(order: "10001") == .v1)
    #expect(caller.level(order: "20001") == .v0)
    #expect(caller.level() == .v0)
    // Once its record is known the customer is, and still nothing else of theirs is open.
    caller.take(.owner(of: "10001", customer: "C1"))
    #expect(caller.identity.customer == "C1")
    #expect(caller.level() == .v0)
    #expect(caller.identity.level(order: "10009", customer: "C1", at: caller.now, retail) == .v0)
  }

  /// A second order is tried with the postcode that was told for the first, and is a try of its own.
  @Test func aSecondOrderIsShownByItself() {
    var caller = Caller(retail)
    caller.orders["10002"] = ("C1", "98101")
    caller.take(.needed(.v1, order: "10001"))
    caller.say(.order(heard("10001")), .postcode(heard("98101")))
    caller.take(.owner(of: "10001", customer: "C1"))
    let looks = caller.looks.count
    #expect(caller.say(.order(heard("10002"))) == [])
    #expect(caller.looks.count == looks)
    #expect(caller.take(.needed(.v1, order: "10002")).contains(.established(customer: "C1", order: "10002", .v1)))
    #expect(caller.looks.count == looks + 1)
    #expect(caller.level(order: "10002") == .v1 && caller.level(order: "10003") == .v0 && caller.level() == .v0)
    // The postcode does not fit somebody else's, which counts as a wrong try; theirs does.
    caller.say(.order(heard("20001")))
    #expect(caller.take(.needed(.v1, order: "20001")).contains(.mismatch(triesLeft: 2)))
    #expect(caller.level(order: "20001") == .v0 && caller.identity.wrongTries == 1)
  }

  @Test func whoLeavesTakesTheirProofsAlong() {
    var caller = Caller(tau)
    caller.say(.email(heard("mia@example.org")))
    #expect(caller.level() == .v2)
    #expect(caller.take(.left) == [])
    #expect(caller.level() == .v0)
    #expect(!caller.identity.knowsSomebody)
    // The one who comes after has to show it anew.
    #expect(caller.take(.needed(.v2, order: nil)).contains { if case .ask = $0 { true } else { false } })
  }

  @Test func anOrderAndAnEmailMustBeOfOneCustomer() {
    var caller = Caller(retail)
    caller.take(.needed(.v1, order: "20001"))
    #expect(caller.say(.order(heard("20001")), .email(heard("mia@example.org"))) == [.mismatch(triesLeft: 2)])
    #expect(caller.level(order: "20001") == .v0)
    caller = Caller(retail)
    caller.take(.needed(.v1, order: "10001"))
    #expect(
      caller.say(.order(heard("10001")), .email(heard("mia@example.org"))) == [
        .established(customer: "C1", order: "10001", .v1)
      ])
    #expect(caller.level() == .v1)
  }

  @Test func severalWhoFitAreAskedForMore() {
    var caller = Caller(tau)
    #expect(caller.say(.name(given: "Ann", family: "Lee"), .postcode(heard("60601"))) == [.ambiguous([.email])])
    #expect(caller.identity.wrongTries == 0)
    #expect(caller.say(.email(heard("ann2@example.org"))) == [.established(customer: "C4", order: nil, .v2)])
  }

  @Test func aBackEndThatIsDownIsNobodysWrongTry() {
    var caller = Caller(tau)
    caller.failure = OperationFailure(.unavailable, "down")
    #expect(caller.say(.email(heard("mia@example.org"))) == [.unavailable])
    #expect(caller.identity.wrongTries == 0)
    caller.failure = nil
    #expect(caller.say(.email(heard("mia@example.org"))) == [.established(customer: "C1", order: nil, .v2)])
  }

  @Test func onlyAWhollyAttestedNumberCounts() {
    #expect(Caller(retail, CallingNumber("+12065550101", attestation: .full)).level() == .v1)
    for attestation in [CallingNumber.Attestation.partial, .gateway, nil] {
      let caller = Caller(retail, CallingNumber("+12065550101", attestation: attestation))
      #expect(caller.level() == .v0)
      #expect(caller.looks.isEmpty)
    }
    // A number that nobody has is no wrong try.
    let stranger = Caller(retail, CallingNumber("+19995550101", attestation: .full))
    #expect(stranger.level() == .v0 && stranger.identity.wrongTries == 0)
    #expect(Caller(tau, CallingNumber("+12065550101", attestation: .full)).level() == .v0)
  }

  @Test func aSignedSessionIsPossessionWhileItLasts() {
    let session = WebSession(customer: "C1", signedIn: Fixture.later(-60), expires: Fixture.later(10))
    var caller = Caller(retail, nil, session)
    #expect(caller.level() == .v2)
    caller.now = Fixture.later(10)
    #expect(caller.level() == .v0)
    let over = WebSession(customer: "C1", signedIn: Fixture.later(-60), expires: Fixture.now)
    #expect(Caller(retail, nil, over).level() == .v0)
    let future = WebSession(customer: "C1", signedIn: Fixture.later(5), expires: Fixture.later(10))
    #expect(Caller(retail, nil, future).level() == .v0)
    let fresh = WebSession(customer: "C1", signedIn: Fixture.later(-1), expires: Fixture.later(60), isFresh: true)
    #expect(Caller(retail, nil, fresh).level() == .v3)
  }

  @Test func oneCustomerInAConversation() {
    var caller = Caller(retail)
    caller.take(.checked(by: [.order, .postcode], order: "10001", customer: nil, matched: true))
    caller.take(.owner(of: "10001", customer: "C1"))
    // Another customer's order with its right postcode.
    caller.take(.checked(by: [.order, .postcode], order: "20001", customer: nil, matched: true))
    #expect(caller.take(.owner(of: "20001", customer: "C2")) == [.anotherCustomer])
    #expect(caller.level(order: "20001") == .v0)
    #expect(caller.level(order: "10001") == .v1)
    #expect(caller.take(.checked(by: [.code], order: nil, customer: "C2", matched: true)) == [.anotherCustomer])
    #expect(caller.identity.customer == "C1")
  }

  @Test func whatNoWayEarnsGoesToAPerson() {
    var caller = Caller(tau)
    caller.say(.email(heard("mia@example.org")))
    #expect(caller.take(.needed(.v3, order: nil)) == [.person])
  }

  @Test func askingNamesEveryOpenWay() {
    var caller = Caller(tau)
    #expect(caller.take(.needed(.v2, order: nil)) == [.ask([[.email], [.name, .postcode]])])
    caller = Caller(retail)
    #expect(
      caller.take(.needed(.v1, order: "10001")) == [
        .ask([[.order, .postcode], [.order, .email], [.email], [.phone], [.customerNumber]])
      ])
    caller.say(.order(heard("10001")))
    #expect(caller.identity.ways(to: .v2, retail) == [[.email], [.phone], [.customerNumber]])
  }

  @Test func theSameEventsGiveTheSameSteps() {
    func run() -> [IdentityStep] {
      var caller = Caller(tau)
      caller.say(.name(given: "Tom", family: "Adeyemi"), .postcode(heard("02139", "02138")), .postcode(heard("83702")))
      caller.take(.moved(.chat))
      caller.say(.email(heard("tom@example.org")))
      return caller.steps
    }
    #expect(run() == run())
  }
}
