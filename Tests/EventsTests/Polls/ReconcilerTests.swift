import Commerce
import Synchronization
import Testing
import Vendors

@testable import Events

/// A source that lists its records by the time of their change, a few on each page.
final class ToyPoll: PollSource {
  let source = "toy"
  let stream = "things"
  let listsAll: Set<FactKey.Kind>
  private let records = Mutex<[FactKey: FactUpdate]>([:])
  private let fails = Mutex(0)
  private let pages = Mutex(0)
  private let broken = Mutex<[PollPage.Unusable]>([])

  /// Records that the source lists and nobody can read.
  func breaks(_ records: PollPage.Unusable...) { broken.withLock { $0 = records } }

  init(listsAll: Set<FactKey.Kind> = [.order, .stock, .customer, .shipment]) { self.listsAll = listsAll }

  func set(_ updates: FactUpdate...) { for update in updates { records.withLock { $0[update.key] = update } } }
  func remove(_ key: FactKey) { records.withLock { $0[key] = nil } }
  func failAfter(_ count: Int) { fails.withLock { $0 = count } }
  var pageCount: Int { pages.withLock { $0 } }

  func changes(after cursor: String?, limit: Int) async throws(OperationFailure) -> PollPage {
    pages.withLock { $0 += 1 }
    let mustFail = fails.withLock { count in
      if count == 1 { return true }
      if count > 1 { count -= 1 }
      return false
    }
    if mustFail { throw OperationFailure(.unavailable, "toy") }
    let all = records.withLock { Array($0.values) }.sorted { ($0.version, $0.key) < ($1.version, $1.key) }
    let since = cursor.flatMap { Int64($0) } ?? .min
    // "Since" includes the moment itself, as with most vendors; more than a page of one moment does not happen here.
    let rest = all.filter { $0.version.at.milliseconds >= since }
    let page = Array(rest.prefix(limit))
    return PollPage(
      updates: page, unusable: broken.withLock { $0 },
      cursor: page.last.map { String($0.version.at.milliseconds) } ?? cursor, isLast: rest.count <= limit
    )
  }
}

@Suite struct ReconcilerTests {
  func order(_ number: String, _ state: OrderState, _ seconds: Int) -> FactUpdate {
    Sample.update(.order(Sample.order(number, state: state)), seconds)
  }

  @Test func lostEventsAreFoundAndRepaired() async throws {
    let house = try await House()
    let poll = ToyPoll()
    let reconciler = Reconciler(poll, processor: house.processor, pageSize: 2)
    let all = (1...7).map { order("\($0)", .open, $0) }
    for update in all { poll.set(update) }
    // Two were never told, one is told wrong.
    try await house.take([all[0], order("2", .confirmed, -9), all[2], all[4], all[6]])
    let report = try await reconciler.pollChanges()
    #expect(report.missing == 2)
    #expect(report.differing == 1)
    #expect(report.repaired == 3)
    #expect(report.isEqual)
    #expect(report.isFull)
    let next = try await reconciler.pollChanges()
    #expect(next.repaired == 0)
    #expect(next.checked < 4)
    #expect(!next.isFull)
    #expect(try await reconciler.lastReport() == next)
    let proof = try await reconciler.prove()
    #expect(proof.isEqual)
    #expect(proof.repaired == 0)
    // Each moment's record comes on two pages.
    #expect(proof.checked >= 7)
    #expect(try await house.processor.rebuild().isIdentical)
  }

  @Test func oneRecordThatCannotBeReadKeepsNoOtherAwayAndIsNotTakenForDeleted() async throws {
    let house = try await House()
    let (poll, confirmations) = (ToyPoll(), Confirmations())
    let reconciler = Reconciler(poll, processor: house.processor, confirmations: confirmations)
    let (kept, fresh) = (order("1", .open, 1), order("2", .open, 2))
    try await house.take([kept])
    poll.set(fresh)
    for key in [kept.key, nil] {
      poll.breaks(PollPage.Unusable(key: key, reason: "told no usable order: total"))
      let report = try await reconciler.prove()
      #expect(report.unusable == 1 && !report.isEqual)
      #expect(house.model.fact(kept.key)?.isDeleted == false)
      #expect(house.model.fact(fresh.key) != nil)
    }
    // Not all is known to be as the source has it, and nobody says so.
    #expect(confirmations.time(of: .order) == nil)
    poll.breaks()
    poll.set(kept)
    #expect(try await reconciler.prove().isEqual)
    #expect(confirmations.time(of: .order) != nil)
  }

  @Test func lostDeletionsAreFoundByAProof() async throws {
    let house = try await House()
    let poll = ToyPoll()
    let reconciler = Reconciler(poll, processor: house.processor)
    poll.set(order("1", .open, -900), order("2", .open, -900))
    try await reconciler.pollChanges()
    poll.remove(FactKey(.order, "1"))
    // Placed while the proof is under way, and of another system: neither is the source's to list.
    try await house.take([
      order("3", .open, -1),
      FactUpdate(.order(Sample.order("4")), version: FactVersion(at: Sample.at(-900)), origin: "other"),
    ])
    #expect(try await reconciler.pollChanges().isEqual)
    #expect(house.model.fact(FactKey(.order, "1"))?.isDeleted == false)
    let proof = try await reconciler.prove()
    #expect(proof.extra == 1)
    #expect(proof.isEqual)
    #expect(house.model.fact(FactKey(.order, "1"))?.isDeleted == true)
    #expect(house.model.fact(FactKey(.order, "3"))?.isDeleted == false)
    #expect(house.model.fact(FactKey(.order, "4"))?.isDeleted == false)
  }

  @Test func theCursorGoesOnAfterAFailure() async throws {
    let folder = try TemporaryFolder()
    let poll = ToyPoll()
    for number in 1...10 { poll.set(order("\(number)", .open, number)) }
    do {
      let house = try await House(in: folder)
      poll.failAfter(3)
      let error = await #expect(throws: EventsError.self) {
        try await Reconciler(poll, processor: house.processor, pageSize: 3).pollChanges()
      }
      #expect(error?.code == .unavailable)
      house.database.close()
    }
    poll.failAfter(0)
    let house = try await House(in: folder)
    let confirmations = Confirmations()
    let report = try await Reconciler(
      poll, processor: house.processor, confirmations: confirmations, pageSize: 3
    ).pollChanges()
    #expect(house.model.count == 10)
    #expect(report.checked < 10)
    // Read from the beginning to the end, if in two goes.
    #expect(confirmations.time(of: .order) == house.clock.now)
    #expect(confirmations.time(of: .product) == nil)
  }

  @Test func whatWasReadLaterRepairsTheSameMoment() async throws {
    let house = try await House()
    let poll = ToyPoll()
    // Two changes within the source's second: the webhook of the second one got lost.
    try await house.take([order("1", .open, 5)])
    poll.set(Sample.update(.order(Sample.order("1", state: .complete)), 5, read: 9))
    let report = try await Reconciler(poll, processor: house.processor).pollChanges()
    #expect(report.differing == 1)
    #expect(report.isEqual)
  }

  @Test func aNewerWordThanTheSourcesIsReported() async throws {
    let house = try await House()
    let poll = ToyPoll()
    try await house.take([order("1", .complete, 5)])
    poll.set(order("1", .open, 1))
    let report = try await Reconciler(poll, processor: house.processor).pollChanges()
    #expect(report.ahead == 1)
    #expect(!report.isEqual)
  }

  @Test func aSourceWithoutEndIsGivenUp() async throws {
    struct Endless: PollSource {
      let source = "toy"
      let stream = "endless"
      func changes(after cursor: String?, limit: Int) async throws(OperationFailure) -> PollPage {
        PollPage(updates: [], cursor: "same", isLast: false)
      }
    }
    let house = try await House()
    await #expect(throws: EventsError.self) {
      try await Reconciler(Endless(), processor: house.processor).pollChanges()
    }
  }
}
