import Commerce
import Foundation
import GRDB
import Synchronization

@testable import Shop

/// A clock that stands until it is set.
final class Clock: Sendable {
  private let time: Mutex<Timestamp>
  init(_ start: Timestamp) { time = Mutex(start) }
  var now: Timestamp { time.withLock { $0 } }
  func advance(minutes: Int) { time.withLock { $0 = $0.adding(milliseconds: Int64(minutes) * 60_000) } }
}

/// Shops for tests.
enum ShopKit {
  static let today = LocalDate(year: 2026, month: 11, day: 21)
  /// 2026-11-21 at noon in Seattle.
  static let noon = Timestamp(milliseconds: 1_795_291_200_000)

  /// What a generated shop holds, made once.
  static let world = ShopGenerator(seed: 1, today: today).generate()
  static let image = Result { () throws in
    try ShopImage(
      world.documents + ServiceRules.documents(of: world, seed: 1, today: today), profile: .retail)
  }

  /// A generated shop in memory.
  static func sandbox(_ clock: Clock = Clock(noon)) throws -> ShopSandbox {
    ShopSandbox(try image.get(), clock: { clock.now })
  }

  /// A path for a file of one's own in a folder that is removed afterwards.
  static func withFile(_ body: (String) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "aisle-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder + "/shop.db")
  }

  /// The file of the generated shop of seed 1 and `today`, made once: filling one takes seconds in a debug build.
  private static let file = Result { () throws -> Data in
    let path = NSTemporaryDirectory() + "aisle-test-\(UUID().uuidString).db"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try ShopFile.open(path)
    let documents = world.documents + ServiceRules.documents(of: world, seed: 1, today: today)
    let generated = ShopMeta.Generated(version: ShopGenerator.version, seed: 1)
    try file.fill { _ in ((), (ShopMeta(generated: generated, generatedOn: today), documents)) }
    try file.pool.close()
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// Puts a copy of the generated shop's file somewhere.
  static func copyGenerated(to path: String) throws { try file.get().write(to: URL(fileURLWithPath: path)) }

  /// A small shop in a file: some customers and orders of the generated one, with all goods.
  static func shop(
    at path: String, clock: Clock = Clock(noon), profile: RuleProfile = .retail
  ) throws -> EmbeddedShop {
    let small = ShopGenerator(seed: 1, today: today).generate(customers: 60, orders: 150)
    return try EmbeddedShop.create(
      path: path, small.documents, profile: profile, today: today, clock: { clock.now })
  }
}

extension CommerceBackend {
  /// Asks, with a key of one's own for a write.
  func ask<Typed: TypedOperation>(
    _ operation: Typed, key: String? = nil
  ) async throws(OperationFailure) -> Typed.Outcome {
    let key = IdempotencyKey(key ?? UUID().uuidString)
    return try await perform(
      operation, OperationContext(key: Typed.contract.access == .write ? key : nil, budget: .seconds(20))
    ).outcome
  }

  /// Why an operation is refused; nil when it is not.
  func failure(_ operation: some TypedOperation, key: String? = nil) async -> OperationFailure? {
    do throws(OperationFailure) {
      _ = try await ask(operation, key: key)
      return nil
    } catch { return error }
  }

  /// The rule that refuses an operation.
  func reason(_ operation: some TypedOperation) async -> RefusalReason? { await failure(operation)?.reason }
}

extension ShopSandbox {
  /// Changes a document behind the rules' back.
  func edit<Document: ShopDocument>(
    _ type: Document.Type, _ id: String, _ change: @Sendable (inout Document) -> Void
  ) throws {
    try inWorld { world in
      Result { () throws in
        var document = try world.need(type, id)
        change(&document)
        try world.put(document)
      }
    }.get()
  }

  /// A document as it is.
  func document<Document: ShopDocument>(_ type: Document.Type, _ id: String) throws -> Document {
    try inWorld { world in Result { () throws in try world.need(type, id) } }.get()
  }
}
