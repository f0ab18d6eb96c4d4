internal import Commerce
internal import Conversations
internal import Dialogue
internal import Foundation
internal import Shop
internal import Storage
internal import Vendors
internal import Web

/// Why a sandbox has no world to give, and what to do.
struct SandboxError: Error, CustomStringConvertible {
  var description: String
}

extension House {
  /// The sandboxes of the retail folder. The tau world is read here, when its folder is configured. Throws a `DocumentError` or a
  /// `ShopError`.
  func sandboxes() throws -> [Sandbox] {
    let tau = try configuration.tauData.map { try TauWorld(folder: $0) }
    let shop = shop
    return try SandboxFile.all(retail: configuration.retailDirectory).map { file in
      let documents = try RetailFiles(directory: configuration.retailDirectory, sandbox: file).read()
      let catalogue =
        switch file.world {
        case .shop: products
        case .tau: tau?.catalogue ?? []
        }
      // A copy of the shop without documents of its own is served as the house is: what was learned once is not learned again.
      let names = (try? FileManager.default.contentsOfDirectory(atPath: file.folder)) ?? []
      let isPlain = file.world == .shop && names == ["sandbox.yaml"]
      let artefacts =
        isPlain
        ? self.artefacts
        : documents.artefacts(
          profile: artefacts.profile, products: catalogue, trained: trained.understanding, digest: sealing.digest)
      switch file.world {
      case .shop:
        return Sandbox(name: file.name, dialects: [], artefacts: artefacts) { _ in
          ShopPractice(sandbox: try await shop.sandbox())
        }
      case .tau:
        return Sandbox(
          name: file.name, dialects: TauWorld.Dialect.allCases.map(\.rawValue), artefacts: artefacts
        ) { dialect in
          guard let tau else { throw Self.noTauData }
          return TauPractice(tau, dialect.flatMap(TauWorld.Dialect.init) ?? .v1)
        }
      }
    }
  }

  private static let noTauData = SandboxError(
    description:
      "The tau retail world is not there: name the folder with users.json, orders.json and products.json with "
      + "sandboxes.tau_data in aisle.yaml, or with AISLE_SANDBOXES_TAU_DATA, and start the server again.")

  /// Where a conversation in a sandbox stands. Throws when there is no such sandbox, or no world in it.
  func standing(in name: String, _ dialect: String?) async throws -> Standing {
    let shelf = try shelf()
    guard let sandbox = shelf.sandboxes.first(where: { $0.name == name }) else {
      let known = shelf.sandboxes.map(\.name).joined(separator: ", ")
      throw SandboxError(description: "there is no sandbox '\(name)'; known: \(known)")
    }
    if let dialect, !sandbox.dialects.contains(dialect) {
      let known = sandbox.dialects.isEmpty ? "it has none" : "known: \(sandbox.dialects.joined(separator: ", "))"
      throw SandboxError(description: "the sandbox '\(name)' has no dialect '\(dialect)'; \(known)")
    }
    return Standing(
      artefacts: sandbox.artefacts, backend: try await sandbox.world(dialect).backend, journal: shelf.journal,
      tries: RecentTries())
  }

  /// The sandboxes with the journal of their conversations: as durable as that of real ones, and apart from it.
  func shelf() throws -> SandboxShelf {
    let place = "\(place)/sandbox"
    let database = try JournalDatabase(path: "\(place)/journal.sqlite")
    let sealing = try AESGCMSealing(database: database, masterKeyFile: "\(place)/master.key")
    return SandboxShelf(
      sandboxes: try sandboxes(),
      journal: JournalKeeping(store: SQLiteJournal(database: database), sealing: sealing) {
        sealing.subjectKey(for: $0)
      })
  }
}

/// A world of the tau retail help desk that one conversation has to itself.
struct TauPractice: PracticeWorld {
  let world: TauWorld
  let sandbox: ShopSandbox

  init(
    _ world: TauWorld, _ dialect: TauWorld.Dialect, clock: @escaping @Sendable () -> Timestamp = EmbeddedShop.now
  ) {
    self.world = world
    sandbox = world.sandbox(dialect, clock: clock)
  }

  var backend: any CommerceBackend { sandbox }
  func changes() -> [UInt8] { Array(world.changes(in: sandbox).json.utf8) }
  func call(for operation: Commerce.Operation) -> [UInt8]? { TauTool(operation).map { Array($0.json.utf8) } }
}

/// A copy of the embedded shop that one conversation has to itself.
struct ShopPractice: PracticeWorld {
  var sandbox: ShopSandbox

  var backend: any CommerceBackend { sandbox }
  func changes() throws -> [UInt8] { try sandbox.documentChanges() }

  func call(for operation: Commerce.Operation) throws -> [UInt8]? {
    guard var call = try JSONValue(parsing: try JSONEncoder().encode(operation)).object else { return nil }
    call["name"] = call.removeValue(forKey: "operation")
    return Array(try JSONValue.object(call).text())
  }
}
