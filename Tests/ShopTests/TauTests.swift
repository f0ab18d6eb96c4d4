import Commerce
import Foundation
import Testing

@testable import Shop

/// The tau retail world, where its files are at hand: in a folder `shared/data/tau_retail` beside the repository.
@Suite struct TauTests {
  static let shared = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared")
  static let folder = shared.appendingPathComponent("data/tau_retail").path
  static let judge = shared.appendingPathComponent("eval/tau_replay.py").path
  static var isThere: Bool { FileManager.default.fileExists(atPath: folder + "/orders.json") }
  static let missing: Comment = "the tau retail world is not beside the repository"

  /// A file's rows with every number to the cent.
  private func source(_ name: String) throws -> [String: NSDictionary] {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(name).json"))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: NSDictionary]).mapValues(Self.rounded)
  }

  private static func rounded(_ row: NSDictionary) -> NSDictionary { (value(row) as? NSDictionary) ?? [:] }

  private static func value(_ any: Any) -> Any {
    switch any {
    case let row as NSDictionary:
      let result = NSMutableDictionary()
      for case let (key as String, inner) in row where !(inner is NSNull) { result[key] = value(inner) }
      return result
    case let list as NSArray: return list.map { value($0) } as NSArray
    case let flag as NSNumber where CFGetTypeIDIsBool(flag): return flag.boolValue ? "true" : "false"
    case let number as NSNumber: return "\((number.doubleValue * 100).rounded())"
    default: return any
    }
  }

  private static func CFGetTypeIDIsBool(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

  private func exported(_ rows: some Encodable) throws -> NSDictionary {
    let data = try JSONEncoder().encode(rows)
    return Self.rounded(try #require(JSONSerialization.jsonObject(with: data) as? NSDictionary))
  }

  @Test(.enabled(if: isThere, missing)) func nothingIsLostOnTheWayInAndOut() async throws {
    let path = NSTemporaryDirectory() + "aisle-tau-\(UUID().uuidString).db"
    defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
    try TauWorld(folder: Self.folder).write(to: path)
    let shop = try await EmbeddedShop.open(existing: path)
    #expect(shop.profile == .tau)
    let (orders, users, products) = try await shop.read(at: EmbeddedShop.now()) { world in
      (try world.all(Order.self), try world.all(Customer.self), try world.all(Product.self))
    }
    #expect(orders.count == 1_000 && users.count == 500 && products.count == 50)
    let (wantedOrders, wantedUsers, wantedProducts) = (
      try source("orders"), try source("users"), try source("products")
    )
    for order in orders { #expect(try exported(TauMapping.row(order)) == wantedOrders[order.number]) }
    for user in users { #expect(try exported(TauMapping.row(user)) == wantedUsers[user.id]) }
    for product in products { #expect(try exported(TauMapping.row(product)) == wantedProducts[product.id]) }
    #expect(try await shop.tauChanges().isEmpty)
    // A second import does not overwrite what may hold runs.
    #expect(throws: ShopError.self) { try TauWorld(folder: Self.folder).write(to: path) }
  }

  @Test(.enabled(if: isThere, missing)) func theCallsOfAllTasksReachTheReferenceState() async throws {
    let world = try TauWorld(folder: Self.folder)
    for (name, count) in [("tasks_train", 500), ("tasks_dev", 20)] {
      let file = "\(Self.folder)/\(name).jsonl"
      let tasks = try TauReplay.tasks(file: file)
      #expect(tasks.count == count)
      var lines = ""
      for task in tasks { lines += TauReplay.line(task, try await TauReplay.run(task, in: world)) + "\n" }
      let runs = NSTemporaryDirectory() + "aisle-runs-\(UUID().uuidString).jsonl"
      try lines.write(toFile: runs, atomically: true, encoding: .utf8)
      defer { try? FileManager.default.removeItem(atPath: runs) }
      let verdict = try judged(tasks: file, runs: runs)
      #expect(verdict.contains("\"outcomes\": {\"success\": \(count)}"), "\(name): \(verdict)")
    }
  }

  private func judged(tasks: String, runs: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", Self.judge, "--db", Self.folder, "--tasks", tasks, "--score", runs]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// The same on a file: what a run changed there comes out of it.
  @Test(.enabled(if: isThere, missing)) func aFileGivesItsChangesToo() async throws {
    let path = NSTemporaryDirectory() + "aisle-tau-\(UUID().uuidString).db"
    defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
    let world = try TauWorld(folder: Self.folder)
    let shop = try world.write(to: path)
    for task in try TauReplay.tasks(file: "\(Self.folder)/tasks_dev.jsonl").prefix(5) {
      for (index, call) in task.actions.enumerated() {
        guard let operation = call.operation else { continue }
        let key = IdempotencyKey(conversation: task.id, call: index)
        _ = try? await shop.perform(operation, OperationContext(key: key, budget: .seconds(5)))
      }
      let alone = try await TauReplay.run(task, in: world)
      let all = try await shop.tauChanges()
      for (number, row) in alone.orders { #expect(all.orders[number] == row) }
    }
  }
}
