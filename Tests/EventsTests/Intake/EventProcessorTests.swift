import Commerce
import Foundation
import Testing
import Vendors

@testable import Events

@Suite struct EventProcessorTests {
  static let sealing = PayloadSealing.shared(secret: Array("a secret of at least some length".utf8))

  @Test func whatIsAcknowledgedSurvivesACrash() async throws {
    let folder = try TemporaryFolder()
    let before: String
    do {
      let house = try await House(in: folder)
      try await house.take(Sample.random(60, seed: 3))
      try await house.processor.checkpoint()
      // These are in the log only.
      try await house.take(Sample.random(60, seed: 4))
      before = try await house.model.digest()
      house.database.close()
    }
    let house = try await House(in: folder)
    #expect(try await house.model.digest() == before)
    #expect(try await house.processor.rebuild().isIdentical)
  }

  @Test func keptFactsAreTheSameAsTheLog() async throws {
    let folder = try TemporaryFolder()
    let before: String
    do {
      let house = try await House(in: folder, sealing: Self.sealing)
      try await house.take(Sample.random(150, seed: 5))
      try await house.processor.checkpoint()
      before = try await house.model.digest()
      #expect(try await house.processor.checkpointIsCurrent())
      house.database.close()
    }
    let house = try await House(in: folder, sealing: Self.sealing)
    #expect(try await house.model.digest() == before)
    let report = try await house.processor.rebuild()
    #expect(report.isIdentical)
    #expect(report.unreadable == 0)
    #expect(report.events == 150 || report.events > 100)
  }

  @Test func sealedPayloadsShowNothing() async throws {
    let house = try await House(sealing: Self.sealing)
    try await house.take([Sample.update(.customer(Sample.customer("C-1", phone: "+12065550101")), 1)])
    try await house.processor.checkpoint()
    house.database.close()
    for file in try FileManager.default.contentsOfDirectory(atPath: house.folder.path) {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: house.folder.path + "/" + file))
      #expect(bytes.range(of: Data("ada@example.com".utf8)) == nil, "\(file)")
      #expect(bytes.range(of: Data("+12065550101".utf8)) == nil, "\(file)")
    }
  }

  @Test func aWrongKeyIsNoticed() async throws {
    let folder = try TemporaryFolder()
    do {
      let house = try await House(in: folder, sealing: Self.sealing)
      try await house.take([Sample.update(.order(Sample.order("1")), 1)])
      house.database.close()
    }
    let none = PayloadSealing(seal: { bytes, _ in bytes }, open: { _, _ in throw CancellationError() })
    let house = try await House(in: folder, sealing: none)
    let report = try await house.processor.rebuild()
    #expect(report.unreadable == 1)
  }

  @Test func eventsShareCommits() async throws {
    let house = try await House()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<300 {
        group.addTask { try await house.take([Sample.update(.stock(Sample.stock("T-\(number)", "S1", 1)), 1)]) }
      }
      try await group.waitForAll()
    }
    #expect(house.model.count == 300)
    #expect(await house.processor.commitCount < 150)
  }

  @Test func rebuildGoesOnBesideNewEvents() async throws {
    let house = try await House()
    try await house.take(Sample.random(200, seed: 6))
    async let more: Void = {
      for update in Sample.random(100, seed: 7) { try await house.take([update]) }
    }()
    let report = try await house.processor.rebuild()
    try await more
    #expect(report.isIdentical)
    #expect(try await house.processor.rebuild().isIdentical)
  }

  @Test func compactedEventsLeaveTheirFactsAndTheirIdentifiers() async throws {
    let folder = try TemporaryFolder()
    let before: String
    let updates = Sample.random(90, seed: 12)
    do {
      let house = try await House(in: folder, sealing: Self.sealing)
      try await house.take(Array(updates[..<50]))
      house.clock.advance(100)
      try await house.take(Array(updates[50...]))
      before = try await house.model.digest()
      let report = try await house.processor.compact(before: Sample.at(50))
      #expect(report.events > 30)
      #expect(try await house.processor.compact(before: Sample.at(50)).events == 0)
      #expect(try await house.processor.rebuild().isIdentical)
      #expect(try await house.model.digest() == before)
      // Known all the same.
      #expect(try await house.take([updates[0]]) == [.duplicate])
      house.database.close()
    }
    // Nothing but the base and the rest of the log.
    let house = try await House(in: folder, sealing: Self.sealing)
    #expect(try await house.model.digest() == before)
    #expect(try await house.processor.rebuild().isIdentical)
  }

  @Test func statusTellsWhatCame() async throws {
    let house = try await House()
    try await house.take([Sample.update(.order(Sample.order("1")), 1), Sample.update(.order(Sample.order("1")), 1)])
    let status = try await house.processor.status()
    #expect(status.logged == 1)
    #expect(status.readable == 1)
    #expect(!status.isBehind)
    #expect(
      status.sources == [
        EventsStatus.Source(name: "toy", outcomes: ["applied": 1, "duplicate": 1], lastAt: Sample.at(0))
      ])
  }

  @Test func theServiceKeepsFactsAtItsEnd() async throws {
    let house = try await House()
    let running = Task { try await house.processor.run() }
    try await house.take(Sample.random(20, seed: 8))
    running.cancel()
    try await running.value
    #expect(try await house.processor.checkpointIsCurrent())
  }

  @Test func oneProcessAtATime() async throws {
    let house = try await House()
    let error = #expect(throws: EventsError.self) { try EventDatabase(path: house.folder.path + "/events.sqlite") }
    #expect(error?.code == .inUse)
  }

  @Test func deadLettersCanBeTakenInAgain() async throws {
    let folder = try TemporaryFolder()
    let old = try await House(in: folder, sealing: Self.sealing)
    // A format that this version does not know yet.
    let event = IncomingEvent(
      source: "erp", format: "later", transport: .file, body: Array("[]".utf8), receivedAt: Sample.at(0))
    #expect(try await old.processor.submit(event) == .unreadable("its format is not known here"))
    let number = try #require(try await old.processor.deadLetters().first?.number)
    #expect(try await old.processor.retryDeadLetter(number) == .unreadable("its format is not known here"))
    old.database.close()
    struct Later: EventFormat {
      var name: String { "later" }
      func read(_ event: IncomingEvent) -> Translation {
        .read(
          ReadEvent(id: "1", idIsSigned: true, topic: "x", content: event.body, reading: .updates([], occurred: nil)))
      }
    }
    let database = try EventDatabase(path: folder.path + "/events.sqlite")
    let processor = try await EventProcessor.start(
      database: database, model: LocalReadModel(), formats: [Later()], sealing: Self.sealing, logger: House.logger,
      now: { Sample.at(0) })
    #expect(try await processor.retryDeadLetter(number) == .applied(changed: 0, late: 0))
    #expect(try await processor.deadLetterCount() == 0)
    #expect(try await processor.retryDeadLetter(number) == nil)
  }
}

extension EventProcessor {
  /// Whether everything in the log is kept as facts too.
  func checkpointIsCurrent() async throws -> Bool {
    try await database.progress(of: FactStore.name) == database.lastSequence()
  }
}
