internal import Commerce
internal import Connectors
internal import Foundation
internal import Operations
internal import Shop
internal import Storage

/// The ledger of a data folder, with as much around it as a command needs: nothing of conversations is opened, read or trained.
struct LedgerHouse: Sendable {
  var configuration: AisleConfiguration
  var database: JournalDatabase
  var sealing: AESGCMSealing
  /// Whether anybody outside is told how writes ended.
  var tellsOutside = false

  /// Opens the ledger of the server, or that of a folder below the data folder. Throws errors that say what to do.
  static func open(
    _ configuration: AisleConfiguration, folder: String, access: JournalDatabase.Access
  ) throws -> LedgerHouse {
    let place = folder.isEmpty ? configuration.dataDirectory : "\(configuration.dataDirectory)/\(folder)"
    let database = try JournalDatabase(path: "\(place)/journal.sqlite", access: access)
    let sealing = try AESGCMSealing(database: database, masterKeyFile: "\(place)/master.key")
    return LedgerHouse(configuration: configuration, database: database, sealing: sealing)
  }

  var ledger: SQLiteLedger {
    SQLiteLedger(database: database, sealing: sealing, tells: tellsOutside ? "/aisle" : nil)
  }

  /// The way to the server that holds the ledger.
  var client: LedgerClient { LedgerClient(control: ControlClient(origin: configuration.localOrigin, pass: pass)) }

  /// What shows that somebody may read this house's master key.
  var pass: ControlPass { ControlPass(secret: sealing.subjectKey(for: "\u{0}ledger-control")) }

  /// Where a person's word on a write is taken.
  func desk(_ gateway: Gateway) -> LedgerDesk {
    LedgerDesk(gateway: gateway, store: ledger, now: { MachineClock().wall })
  }

  /// The desk with a gateway of its own before the back ends that the files describe.
  /// - Parameter isServers: Whether it is the server's ledger, of which others may be told.
  func desk(isServers: Bool) async throws -> LedgerDesk {
    var house = self
    let files = try BackendFiles(configuration)
    let wanted = try EventsFile.read(
      retail: configuration.retailDirectory, backends: ["shop"] + files.directory.backends.map(\.name),
      environment: ProcessInfo.processInfo.environment)
    house.tellsOutside = isServers && !wanted.sinks.isEmpty
    let shop = try await House.shop(configuration)
    let gateway = try Gateway(
      [(shop, .inProcess)] + files.backends(), table: files.directory.routes, store: house.ledger)
    return house.desk(gateway)
  }
}
