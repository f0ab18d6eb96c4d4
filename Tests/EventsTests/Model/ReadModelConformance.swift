import Commerce
import Databases
import Events
import Foundation
import TestServers
import Testing
import Vendors

/// A model for tests on a busy machine: what is tried here is not how long it waits.
private func patient(
  client: RedisClient, prefix: String, sealing: PayloadSealing = .none
) -> RedisReadModel {
  RedisReadModel(
    client: client, prefix: prefix, sealing: sealing, reading: .seconds(30), joining: .seconds(30))
}

/// What every read model promises.
enum ReadModelConformance {
  static func check(_ make: () -> any ReadModel) async throws {
    try await joins(make())
    try await links(make())
    try await orderMakesNoDifference(make)
    try await writersBesideEachOther(make())
  }

  static func joins(_ model: any ReadModel) async throws {
    let key = FactKey(.order, "1")
    #expect(try await model.fact(key) == nil)
    #expect(try await model.merge([]) == [])
    let newer = Sample.update(.order(Sample.order("1", state: .complete)), 10)
    let older = Sample.update(.order(Sample.order("1", state: .open)), 5)
    #expect(try await model.merge([newer, older, newer]) == [.changed, .late, .same])
    #expect(try await model.merge([older, newer]) == [.late, .same])
    let fact = try #require(try await model.fact(key))
    #expect(fact.value == .order(Sample.order("1", state: .complete)))
    #expect(fact.asOf == Sample.at(10))
    #expect(fact.origin == "toy")
    #expect(try await model.facts([FactKey(.order, "2"), key]) == [nil, fact])
    #expect(try await model.keys() == [key])
  }

  static func links(_ model: any ReadModel) async throws {
    let parent = FactKey(.order, "1")
    try await model.merge([
      Sample.update(.stock(Sample.stock("T-1", "S2", 2)), 1), Sample.update(.stock(Sample.stock("T-1", "S1", 0)), 1),
      Sample.update(.order(Sample.order("1", customer: "C-1")), 1),
      Sample.update(.shipment(Sample.parcel("Z", .pending)), 1, parent: parent),
      Sample.update(.customer(Sample.customer("C-1", phone: "+12065550101")), 1),
    ])
    #expect(try await model.facts(by: .stock(of: "T-1")).map(\.key.id) == ["T-1@S1", "T-1@S2"])
    #expect(try await model.facts(by: .orders(of: "C-1")).map(\.key) == [parent])
    #expect(try await model.facts(by: .parts(of: parent)).map(\.key.id) == ["Z"])
    try await model.merge([
      Sample.update(.order(Sample.order("1", customer: "C-2")), 2),
      FactUpdate(key: .stock(sku: "T-1", place: "S1"), .deleted, version: FactVersion(at: Sample.at(2)), origin: "toy"),
    ])
    #expect(try await model.facts(by: .orders(of: "C-1")).isEmpty)
    #expect(try await model.facts(by: .orders(of: "C-2")).map(\.key) == [parent])
    #expect(try await model.facts(by: .stock(of: "T-1")).map(\.key.id) == ["T-1@S2"])
    #expect(try await model.keys().count == 5)
  }

  static func orderMakesNoDifference(_ make: () -> any ReadModel) async throws {
    let reference = LocalReadModel()
    let updates = Sample.random(120, seed: 99)
    reference.merge(updates)
    var random = SplitMix(state: 5)
    let model = make()
    let shuffled = (updates + updates.prefix(40)).shuffled(using: &random)
    for start in stride(from: 0, to: shuffled.count, by: 7) {
      try await model.merge(Array(shuffled[start..<min(start + 7, shuffled.count)]))
    }
    #expect(try await model.digest() == reference.digest())
  }

  static func writersBesideEachOther(_ model: any ReadModel) async throws {
    let updates = Sample.random(120, seed: 17)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<6 {
        group.addTask {
          for (index, update) in updates.enumerated() where index % 6 == writer || index % 11 == 0 {
            try await model.merge([update])
          }
        }
      }
      try await group.waitForAll()
    }
    let reference = LocalReadModel()
    reference.merge(updates)
    #expect(try await model.digest() == reference.digest())
  }
}

@Suite struct LocalReadModelTests {
  @Test func conforms() async throws { try await ReadModelConformance.check { LocalReadModel() } }
}

@Suite(.enabled(if: Servers.redis != nil, Comment(rawValue: Servers.noRedis)))
struct RedisReadModelTests {
  func prefix() -> String { "test:\(UUID().uuidString):" }

  @Test func conforms() async throws {
    let client = RedisClient(Servers.redis!)
    try await ReadModelConformance.check { patient(client: client, prefix: prefix()) }
    await client.close()
  }

  @Test func conformsSealed() async throws {
    let client = RedisClient(Servers.redis!)
    try await ReadModelConformance.check {
      patient(client: client, prefix: prefix(), sealing: EventProcessorTests.sealing)
    }
    await client.close()
  }

  /// Whoever reads the server's memory learns nothing about a person, another secret opens nothing, and a machine with the same
  /// secret reads all of it.
  @Test func whatMachinesShareIsSealedWithTheirSecret() async throws {
    let client = RedisClient(Servers.redis!)
    let prefix = prefix()
    func model(_ secret: String) -> RedisReadModel {
      patient(client: client, prefix: prefix, sealing: .shared(secret: Array(secret.utf8)))
    }
    let (mine, same) = (model("a secret that two machines have in common"), "a secret that two machines have in common")
    try await mine.merge([
      Sample.update(.customer(Sample.customer("C-1", phone: "+12065550101")), 1),
      Sample.update(.order(Sample.order("1", customer: "C-1")), 1),
    ])
    var seen: [UInt8] = []
    for try await key in client.scan(matching: prefix + "*") {
      seen += Array(key.utf8)
      let kind = try await client.command("TYPE", RedisArgument(key)).text
      let content = try await client.command(
        RedisArgument(kind == "hash" ? "HGETALL" : "SMEMBERS"), RedisArgument(key))
      for part in content.array ?? [] { seen += part.bytes ?? [] }
    }
    #expect(seen.count > 200)
    for personal in ["ada@example.com", "2065550101", "Byron", "1 Main St"] {
      #expect(Data(seen).range(of: Data(personal.utf8)) == nil, "\(personal) can be read")
    }
    #expect(
      try await model(same).facts(by: .customers(phone: "+12065550101")).map(\.key) == [FactKey(.customer, "C-1")])
    let error = await #expect(throws: EventsError.self) {
      try await model("a secret that another machine has").fact(FactKey(.customer, "C-1"))
    }
    #expect(error?.code == .sealed)
    await client.close()
  }

  /// Empties what is under a prefix: other tests use the same Redis at the same time.
  private static func forget(_ prefix: String, _ client: RedisClient) async throws {
    let keys = try await client.command(["KEYS", RedisArgument(prefix + "*")]).array ?? []
    #expect(keys.count > 20)
    _ = try await client.command(["DEL"] + keys.compactMap { $0.text.map { RedisArgument($0) } })
  }

  /// What is missing from a Redis that was emptied must not be taken for what does not exist.
  @Test func aRedisThatLostEverythingIsFilledAgainFromTheLog() async throws {
    let prefix = prefix()
    let client = RedisClient(Servers.redis!)
    let folder = try TemporaryFolder()
    let confirmations = Confirmations()
    let (database, clock) = (try EventDatabase(path: folder.path + "/events.sqlite"), Clock())
    let model = patient(client: client, prefix: prefix)
    let processor = try await EventProcessor.start(
      database: database, model: model, confirmations: confirmations, logger: House.logger, now: { clock.now })
    let source = ToyPoll(listsAll: [.order])
    for number in 1...30 { source.set(Sample.update(.order(Sample.order("\(number)")), -60 - number)) }
    let reconciler = Reconciler(source, processor: processor, confirmations: confirmations)
    #expect(try await reconciler.prove().isEqual)
    let whole = try await model.digest()
    #expect(confirmations.time(of: .order) != nil)

    try await Self.forget(prefix, client)
    let lost = await #expect(throws: EventsError.self) { try await model.fact(FactKey(.order, "1")) }
    #expect(lost?.code == .lost)

    try await processor.checkpoint()
    #expect(try await model.digest() == whole)
    // Whether others knew more than this machine's log is for the next poll to find out, which reads everything.
    #expect(confirmations.time(of: .order) == nil)
    #expect(try await reconciler.pollChanges().checked == 30)
    #expect(confirmations.time(of: .order) != nil)

    // A start finds its place for the content that is there, and reads all for another one.
    try await Self.forget(prefix, client)
    let again = patient(client: client, prefix: prefix)
    _ = try await EventProcessor.start(database: database, model: again, logger: House.logger, now: { clock.now })
    #expect(try await again.digest() == whole)
    await client.close()
  }

  @Test func twoMachinesShareOneModel() async throws {
    let prefix = prefix()
    let clients = [RedisClient(Servers.redis!), RedisClient(Servers.redis!)]
    let updates = Sample.random(160, seed: 23)
    let clock = Clock()
    var folders: [TemporaryFolder] = []
    var processors: [EventProcessor] = []
    for client in clients {
      let folder = try TemporaryFolder()
      folders.append(folder)
      processors.append(
        try await EventProcessor.start(
          database: try EventDatabase(path: folder.path + "/events.sqlite"),
          model: patient(client: client, prefix: prefix), logger: House.logger, now: { clock.now }))
    }
    // Each machine gets its half, and some come to both.
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, processor) in processors.enumerated() {
        group.addTask {
          for (index, update) in updates.enumerated() where index % 2 == number || index % 5 == 0 {
            _ = try await processor.submit(
              UpdatesFormat.event([update], source: "toy", transport: .poll, receivedAt: clock.now))
          }
        }
      }
      try await group.waitForAll()
    }
    let reference = LocalReadModel()
    reference.merge(updates)
    let expected = try await reference.digest()
    for client in clients {
      #expect(try await patient(client: client, prefix: prefix).digest() == expected)
    }
    // Everything that Redis forgets comes back from the logs of both.
    try await Self.forget(prefix, clients[0])
    for processor in processors { _ = try await processor.rebuild() }
    #expect(try await patient(client: clients[0], prefix: prefix).digest() == expected)
    for client in clients { await client.close() }
  }
}

@Suite(.enabled(if: Servers.canRestart, "AISLE_TEST_SERVICES is not set"))
struct RedisAwayTests {
  @Test func eventsAreTakenInWhileRedisIsAway() async throws {
    let name = "redis-readmodel"
    let address = try await Servers.service(name, "create")
    var settings = try #require(Servers.redis(at: address))
    settings.connectTimeout = .milliseconds(300)
    settings.commandTimeout = .seconds(2)
    let client = RedisClient(settings)
    let folder = try TemporaryFolder()
    let model = RedisReadModel(client: client, reading: .seconds(2), joining: .seconds(2))
    let processor = try await EventProcessor.start(
      database: try EventDatabase(path: folder.path + "/events.sqlite"), model: model, logger: House.logger,
      now: { Sample.at(0) })
    func take(_ updates: [FactUpdate]) async throws {
      for update in updates {
        _ = try await processor.submit(
          UpdatesFormat.event([update], source: "toy", transport: .poll, receivedAt: Sample.at(0)))
      }
    }
    let updates = Sample.random(60, seed: 31)
    try await take(Array(updates[..<20]))
    try await Servers.service(name, "stop")
    try await take(Array(updates[20..<40]))
    await #expect(throws: EventsError.self) { try await model.keys() }
    try await Servers.service(name, "start")
    try await Servers.eventually { (try? await processor.checkpoint()) != nil }
    try await take(Array(updates[40...]))
    let reference = LocalReadModel()
    reference.merge(updates)
    #expect(try await model.digest() == reference.digest())
    await client.close()
    try await Servers.service(name, "stop")
  }
}
