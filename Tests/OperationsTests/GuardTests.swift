import AisleTesting
import Commerce
import Operations
import Testing

@Suite struct BreakerTests {
  private func failing(_ breaker: inout Breaker, _ count: Int, now: Duration = .zero) {
    for _ in 0..<count {
      let admission = breaker.admit(now: now)
      breaker.finished(failed: true, as: admission, now: now)
    }
  }

  @Test func opensOnEnoughFailuresOnly() {
    var breaker = Breaker()
    failing(&breaker, 7)
    #expect(breaker.state == .closed)
    failing(&breaker, 1)
    #expect(breaker.state == .open)
    #expect(breaker.admit(now: .seconds(1)) == .refused(retryAfter: .seconds(4)))
  }

  @Test func oldFailuresDoNotCount() {
    var breaker = Breaker()
    failing(&breaker, 7)
    failing(&breaker, 1, now: .seconds(31))
    #expect(breaker.state == .closed)
  }

  @Test func halfOpenLetsProbesThroughAndCloses() {
    var breaker = Breaker()
    failing(&breaker, 8)
    #expect(breaker.admit(now: .seconds(5)) == .probe)
    #expect(breaker.admit(now: .seconds(5)) == .probe)
    if case .refused = breaker.admit(now: .seconds(5)) {} else { Issue.record("a third probe went through") }
    breaker.finished(failed: false, as: .probe, now: .seconds(5))
    #expect(breaker.state == .halfOpen)
    breaker.finished(failed: false, as: .probe, now: .seconds(5))
    #expect(breaker.state == .closed)
  }

  @Test func aFailedProbeOpensItForLonger() {
    var breaker = Breaker()
    failing(&breaker, 8)
    #expect(breaker.admit(now: .seconds(5)) == .probe)
    breaker.finished(failed: true, as: .probe, now: .seconds(5))
    #expect(breaker.admit(now: .seconds(6)) == .refused(retryAfter: .seconds(9)))
    #expect(breaker.admit(now: .seconds(15)) == .probe)
  }

  @Test func anAbandonedProbeGivesItsPlaceBack() {
    var breaker = Breaker()
    failing(&breaker, 8)
    for _ in 0..<5 {
      #expect(breaker.admit(now: .seconds(5)) == .probe)
      breaker.abandoned(.probe)
    }
  }
}

@Suite struct ThrottleTests {
  @Test func keepsThePauseThatWasAskedFor() {
    var throttle = Throttle()
    #expect(throttle.left(now: .zero) == nil)
    throttle.limited(for: .seconds(4), now: .seconds(1))
    #expect(throttle.left(now: .seconds(2)) == .seconds(3))
    // A shorter one does not end it, one without a length changes nothing.
    throttle.limited(for: .seconds(1), now: .seconds(2))
    throttle.limited(for: nil, now: .seconds(2))
    #expect(throttle.left(now: .seconds(4)) == .seconds(1))
    #expect(throttle.left(now: .seconds(5)) == nil)
    #expect(throttle.count == 3)
  }

  @Test func isNotCutOffForDays() {
    var throttle = Throttle()
    throttle.limited(for: .seconds(86_400), now: .zero)
    #expect(throttle.left(now: .zero) == .seconds(600))
  }
}

@Suite struct BulkheadTests {
  @Test func servesInTurn() {
    var settings = Bulkhead.Settings()
    settings.limit = 1
    settings.queue = 2
    var bulkhead = Bulkhead(settings)
    #expect(bulkhead.enter(1) == .entered)
    #expect(bulkhead.enter(2) == .waits)
    #expect(bulkhead.enter(3) == .waits)
    #expect(bulkhead.enter(4) == .full)
    #expect(bulkhead.giveUp(2) == true)
    #expect(bulkhead.leave() == 3)
    #expect(bulkhead.giveUp(3) == false)
    #expect(bulkhead.leave() == nil)
    #expect(bulkhead.inside == 0)
  }
}

@Suite struct RetryPolicyTests {
  private let policy = RetryPolicy()

  private func pause(
    _ failure: OperationFailure, _ access: Contract.Access = .read, attempt: Int = 1, remaining: Duration = .seconds(9)
  ) -> Duration? {
    policy.pause(after: failure, attempt: attempt, access: access, remaining: remaining, jitter: 0.5)
  }

  @Test func readsAreTriedAgainOnTechnicalFailuresOnly() {
    for code in OperationFailure.Code.allCases {
      let worthwhile = [.unavailable, .timedOut, .rateLimited, .invalidResponse].contains(code)
      #expect((pause(OperationFailure(code, "")) != nil) == worthwhile, "\(code)")
    }
  }

  @Test func aWriteThatMayHaveHappenedIsNot() {
    #expect(pause(OperationFailure(.timedOut, ""), .write) == nil)
    #expect(pause(OperationFailure(.unavailable, "", mayHaveHappened: true), .write) == nil)
    #expect(pause(OperationFailure(.unavailable, "", mayHaveHappened: false), .write) != nil)
  }

  @Test func pausesGrowAndFitTheTimeThatIsLeft() {
    let failure = OperationFailure(.unavailable, "")
    #expect(pause(failure) == .milliseconds(50))
    #expect(pause(failure, attempt: 2) == .milliseconds(100))
    #expect(pause(failure, attempt: 3) == nil)
    #expect(pause(failure, remaining: .milliseconds(20)) == nil)
    let limited = OperationFailure(.rateLimited, "", retryAfterMilliseconds: 400)
    #expect(pause(limited) == .milliseconds(450))
    #expect(pause(limited, remaining: .milliseconds(400)) == nil)
  }
}

@Suite struct HedgeTests {
  @Test func waitsForHistoryAndKeepsItsShare() {
    var hedge = Hedge()
    var latencies = Latencies()
    #expect(hedge.begin(latencies) == nil)
    for number in 1...100 { latencies.add(.milliseconds(number)) }
    #expect(latencies.quantile(0.5) == .milliseconds(50))
    #expect(hedge.begin(latencies) == .milliseconds(95))
    var taken = 0
    for _ in 0..<1_000 {
      _ = hedge.begin(latencies)
      if hedge.take() { taken += 1 }
    }
    #expect((45...51).contains(taken), "\(taken) of 1000")
  }
}

@Suite struct StaleCacheTests {
  private let answer: OperationAnswer
  private let read: Commerce.Operation

  init() throws {
    read = try Samples.operation(.findOrder)
    answer = OperationAnswer(
      try Samples.result(.findOrder), Freshness(asOf: Timestamp(milliseconds: 60_000), origin: "model"))
  }

  private func cache(_ change: (inout StaleSettings) -> Void = { _ in }) -> StaleCache {
    var settings = StaleSettings()
    change(&settings)
    var cache = StaleCache(settings)
    cache.store(answer, of: read, subject: "s", ticket: cache.ticket, now: .zero)
    return cache
  }

  @Test func keepsWhenItWasSaid() {
    let kept = cache().answer(to: read, now: .seconds(600))
    #expect(kept?.result == answer.result)
    #expect(kept?.freshness == Freshness(asOf: Timestamp(milliseconds: 60_000), origin: "model", stale: true))
  }

  @Test func isBoundedByAgeAndNumber() throws {
    #expect(cache().answer(to: read, now: .seconds(3_601)) == nil)
    #expect(cache { $0.age = .zero }.count == 0)
    var small = cache { $0.entries = 4 }
    for number in 0..<50 {
      let other = try Samples.operation(.findOrder, number: number)
      small.store(answer, of: other, subject: nil, ticket: small.ticket, now: .seconds(number))
    }
    #expect(small.count <= 4)
  }

  @Test func aWriteDropsWhatSharesAnIdentifier() throws {
    var cache = cache()
    cache.written(try Samples.operation(.cancelOrder, number: 5))
    #expect(cache.answer(to: read, now: .zero) != nil)
    cache.written(try Samples.operation(.cancelOrder))
    #expect(cache.answer(to: read, now: .zero) == nil)
  }

  @Test func aReadThatOverlapsAWriteIsNotKept() throws {
    var cache = cache()
    let ticket = cache.ticket
    cache.written(try Samples.operation(.cancelOrder))
    cache.store(answer, of: read, subject: nil, ticket: ticket, now: .zero)
    #expect(cache.count == 0)
    cache.store(answer, of: read, subject: nil, ticket: cache.ticket, now: .zero)
    #expect(cache.count == 1)
  }

  @Test func forgetsASubject() {
    var cache = cache()
    cache.forget(subject: "other")
    #expect(cache.count == 1)
    cache.forget(subject: "s")
    #expect(cache.count == 0)
  }
}

@Suite struct RoutingTests {
  @Test func namesWhatIsWrong() {
    let table = RoutingTable(fallback: "shop", routes: [.cancelOrder: "oms", .findOrder: "crm"])
    let problems = table.problems(with: ["shop": [.findOrder], "crm": [.findCases]])
    #expect(
      problems == [
        .unknownBackend(operation: .cancelOrder, backend: "oms"), .notDone(operation: .findOrder, backend: "crm"),
      ])
    #expect(RoutingTable(fallback: "x").problems(with: [:]) == [.unknownFallback(backend: "x")])
    #expect(problems.allSatisfy { $0.description.contains("routed to") })
  }
}

@Suite struct ResultCheckTests {
  @Test(arguments: Samples.writes) func acceptsWhatFits(_ name: OperationName) throws {
    let operation = try Samples.operation(name)
    #expect(ResultCheck.contradictions(operation, try ModelBackend.result(operation)).isEmpty)
  }

  @Test(arguments: Samples.writes) func noticesAnotherObject(_ name: OperationName) throws {
    let other = try ModelBackend.result(try Samples.operation(name, number: 666))
    #expect(!ResultCheck.contradictions(try Samples.operation(name), other).isEmpty)
  }

  @Test func comparesAmountsAndToleratesSpelling() throws {
    let refund = try Samples.operation(.refundPayment)
    let other = try Samples.result(
      .refundPayment,
      given: [
        "payment": .text("payment-217"), "order": .text("40217"),
        "amount": .fields(["minorUnits": .whole(1), "currency": .text("USD")]),
      ])
    #expect(ResultCheck.contradictions(refund, other) == ["amount"])
    let call = try Samples.operation(.scheduleCallback, given: ["phone": .text("+1 (206) 555-0100")])
    let same = try Samples.result(
      .scheduleCallback, given: ["phone": .text("+12065550100"), "customer": .text("C1217")])
    #expect(ResultCheck.contradictions(call, same).isEmpty)
    #expect(ResultCheck.contradictions(call, other) == ["scheduleCallback"])
  }
}
