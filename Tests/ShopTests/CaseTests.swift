import Commerce
import Testing

@testable import Shop

/// Cases, promised calls, what customers think, and what many are about to ask.
@Suite struct CaseTests {
  static let now = Timestamp.at("2026-11-21T16:00:00Z")

  private func bench() throws -> Bench {
    let order = Order(
      number: "40217", customer: "C1", placed: Self.now, state: .open, shipmentState: .pending, paymentState: .paid,
      lines: [], shipments: [], total: Money(minorUnits: 0, currency: "USD"), deliverTo: Customer.test(1).address)
    return try Bench([Customer.test(1), Customer.test(2), order], now: Self.now)
  }

  @Test func aCaseGoesOn() async throws {
    let bench = try bench()
    let opened = try await bench.ask(
      OpenCase(subject: "damaged", description: "The box is crushed.", customer: "C1", order: "40217", priority: .high))
    #expect(opened.state == .open && opened.due == Self.now.adding(milliseconds: 24 * 3_600_000))
    bench.wait(minutes: 1)
    let later = try await bench.ask(OpenCase(subject: "other", description: "", customer: "C1"))
    #expect(try await bench.ask(FindCases(customer: "C1")).cases.map(\.id) == [later.id, opened.id])
    #expect(try await bench.ask(FindCases(customer: "C2")).cases.isEmpty)
    #expect(try await bench.ask(AddToCase(caseID: opened.id, text: "a picture", author: "customer")).notes.count == 1)
    #expect(try await bench.ask(CloseCase(caseID: opened.id, solved: true)).state == .solved)
    #expect(await bench.reason(CloseCase(caseID: opened.id, solved: true)) == .alreadyClosed)
    // The customer is not content: it is open again.
    #expect(try await bench.ask(AddToCase(caseID: opened.id, text: "still broken", author: "customer")).state == .open)
    #expect(try await bench.ask(CloseCase(caseID: opened.id, solved: false)).state == .closed)
    #expect(await bench.reason(AddToCase(caseID: opened.id, text: "again", author: "agent")) == .alreadyClosed)
    #expect(await bench.reason(CloseCase(caseID: opened.id, solved: true)) == .alreadyClosed)
    #expect(await bench.failure(CloseCase(caseID: "none", solved: true))?.code == .notFound)
    func open(_ subject: String, _ customer: String?, _ order: String?) -> OpenCase {
      OpenCase(subject: subject, description: "", customer: customer, order: order)
    }
    #expect(await bench.failure(open("", "C1", nil))?.code == .invalidArguments)
    #expect(await bench.failure(open("x", "nobody", nil))?.code == .notFound)
    #expect(await bench.failure(open("x", nil, "1"))?.code == .notFound)
    #expect(await bench.failure(open("x", "C2", "40217"))?.code == .invalidArguments)
    #expect(await bench.failure(open("x", nil, nil)) == nil)
  }

  @Test func promisedCallsAreFoundUntilTheyEnd() async throws {
    let bench = try bench()
    func call(_ phone: String, in minutes: Int64, customer: String? = nil) -> ScheduleCallback {
      ScheduleCallback(
        phone: phone, reason: "a return", due: Self.now.adding(milliseconds: minutes * 60_000), customer: customer)
    }
    let second = try await bench.ask(call("+12065551001", in: 60, customer: "C1"))
    let first = try await bench.ask(call("5551002", in: 30))
    #expect(try await bench.ask(FindCallbacks()).callbacks == [first, second])
    #expect(try await bench.ask(FindCallbacks(customer: "C1")).callbacks == [second])
    for phone in ["", "12", "+1 206", "call me", "+1234567890123456"] {
      #expect(await bench.failure(call(phone, in: 30))?.code == .invalidArguments)
    }
    #expect(await bench.failure(call("5551002", in: -2))?.code == .invalidArguments)
    #expect(await bench.failure(call("5551002", in: 2, customer: "nobody"))?.code == .invalidArguments)
    #expect(await bench.reason(EndCallback(callback: first.id, state: .open)) == .wrongStep)
    #expect(try await bench.ask(EndCallback(callback: first.id, state: .done)).state == .done)
    #expect(await bench.reason(EndCallback(callback: first.id, state: .missed)) == .alreadyClosed)
    #expect(try await bench.ask(FindCallbacks()).callbacks == [second])
  }

  @Test func feedbackIsFromOneToFive() async throws {
    let bench = try bench()
    let kept = try await bench.ask(RecordFeedback(score: 5, about: "delivery", comment: "quick", order: "40217"))
    #expect(kept.score == 5 && kept.at == Self.now)
    #expect(await bench.failure(RecordFeedback(score: 0, about: "delivery"))?.code == .invalidArguments)
    #expect(await bench.failure(RecordFeedback(score: 6, about: "delivery"))?.code == .invalidArguments)
    #expect(await bench.failure(RecordFeedback(score: 3, about: ""))?.code == .invalidArguments)
    #expect(await bench.failure(RecordFeedback(score: 3, about: "delivery", order: "1"))?.code == .notFound)
  }

  @Test func noticesAreToldInTheirTimeAndPlace() async throws {
    let bench = try bench()
    func at(_ minutes: Int64) -> Timestamp { Self.now.adding(milliseconds: minutes * 60_000) }
    func told(_ region: String? = nil) async throws -> [String] {
      try await bench.ask(FindNotices(region: region)).notices.map(\.text).sorted()
    }
    let snow = try await bench.ask(PublishNotice(text: "snow", regions: ["CO"], from: at(10), until: at(20)))
    _ = try await bench.ask(PublishNotice(text: "recall", from: at(0), until: at(60)))
    #expect(try await told() == ["recall"])
    bench.wait(minutes: 10)
    #expect(try await told() == ["recall", "snow"])
    #expect(try await told("co") == ["recall", "snow"])
    #expect(try await told("WA") == ["recall"])
    #expect(try await bench.ask(WithdrawNotice(notice: snow.id)).until == at(10))
    #expect(try await told("CO") == ["recall"])
    bench.wait(minutes: 50)
    #expect(try await told().isEmpty)
    #expect(await bench.failure(PublishNotice(text: "", from: at(0), until: at(90)))?.code == .invalidArguments)
    #expect(await bench.failure(PublishNotice(text: "x", from: at(0), until: at(30)))?.code == .invalidArguments)
    #expect(await bench.failure(WithdrawNotice(notice: "none"))?.code == .notFound)
  }
}
