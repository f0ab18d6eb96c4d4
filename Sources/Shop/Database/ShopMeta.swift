internal import Commerce
internal import Foundation
internal import GRDB

/// What a shop's database says of itself.
struct ShopMeta: Equatable {
  /// The generator's version and seed; nil for a shop that was filled by somebody else, which is never regenerated.
  var generated: Generated?
  /// The day its statuses are told relative to.
  var generatedOn: LocalDate

  struct Generated: Equatable {
    var version: Int
    var seed: UInt64
  }

  /// As stored in the table `meta`.
  var rows: [(String, String)] {
    let day = ("generatedOn", String(generatedOn.daysSinceEpoch))
    guard let generated else { return [("owner", "other"), day] }
    return [
      ("owner", "generator"), ("version", String(generated.version)), ("seed", String(generated.seed)), day,
    ]
  }

  /// Reads what the file at `path` says; nil when there is no file. Throws `.notAShop` or `.cannotRead`.
  static func read(path: String) throws -> ShopMeta? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    var configuration = Configuration()
    configuration.readonly = true
    let notAShop = ShopError(.notAShop, "\(path) is not a shop's database; move it away or name another file")
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let values = try queue.read { database -> [String: String]? in
        guard try database.tableExists("meta"), try database.tableExists("sales_order") else { return nil }
        let rows = try Row.fetchAll(database, sql: "SELECT name, value FROM meta")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"] as String, $0["value"] as String) })
      }
      try queue.close()
      guard let values, let day = values["generatedOn"].flatMap(Int.init) else { throw notAShop }
      let generated: Generated? =
        if values["owner"] == "generator", let version = values["version"].flatMap(Int.init),
          let seed = values["seed"].flatMap(UInt64.init)
        {
          Generated(version: version, seed: seed)
        } else {
          nil
        }
      return ShopMeta(generated: generated, generatedOn: LocalDate(daysSinceEpoch: day))
    } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB || error.resultCode == .SQLITE_CORRUPT {
      throw notAShop
    } catch let error as DatabaseError {
      throw ShopError(.cannotRead, "cannot read \(path): SQLite says \(error.resultCode); check its rights")
    }
  }
}
