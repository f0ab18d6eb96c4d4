internal import Commerce
internal import Foundation
internal import GRDB

/// What a shop's database says of itself.
struct ShopMeta: Equatable, Sendable {
  /// The generator's version and seed; nil for a shop that was filled by somebody else, which is never generated anew.
  var generated: Generated?
  /// The day its statuses are told relative to.
  var generatedOn: LocalDate
  /// Whose rules it follows.
  var profile: RuleProfile = .retail
  /// Whether it holds writes, which would be lost with it.
  var holdsWrites = false
  /// The layout of its tables.
  var layout = ShopSchema.version

  struct Generated: Equatable {
    var version: Int
    var seed: UInt64
  }

  /// As stored in the table `meta`. `filling` is new with each filling of the file.
  func rows(filling: UInt64) -> [(String, String)] {
    let common = [
      ("generatedOn", String(generatedOn.daysSinceEpoch)), ("profile", profile.rawValue), ("step", "0"),
      ("filling", String(filling)),
    ]
    guard let generated else { return [("owner", profile.isTau ? "tau" : "other")] + common }
    return [("owner", "generator"), ("version", String(generated.version)), ("seed", String(generated.seed))] + common
  }

  /// Reads what a database says; nil when it is empty. Throws `.notAShop`.
  static func read(_ database: Database, path: String) throws -> ShopMeta? {
    guard try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") != 0 else { return nil }
    let notAShop = ShopError(.notAShop, "\(path) is not a shop's database; move it away or name another file")
    let layout = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard try database.tableExists("meta"),
      try database.tableExists(layout == 0 ? "sales_order" : "document")
    else { throw notAShop }
    let rows = try Row.fetchAll(database, sql: "SELECT name, value FROM meta")
    let values = Dictionary(uniqueKeysWithValues: rows.map { ($0["name"] as String, $0["value"] as String) })
    guard let day = values["generatedOn"].flatMap(Int.init) else { throw notAShop }
    let generated: Generated? =
      if values["owner"] == "generator", let version = values["version"].flatMap(Int.init),
        let seed = values["seed"].flatMap(UInt64.init)
      {
        Generated(version: version, seed: seed)
      } else {
        nil
      }
    let writes = layout == 0 ? false : try Int.fetchOne(database, sql: "SELECT 1 FROM changed LIMIT 1") != nil
    return ShopMeta(
      generated: generated, generatedOn: LocalDate(daysSinceEpoch: day),
      profile: values["profile"].flatMap(RuleProfile.init) ?? .retail, holdsWrites: writes, layout: layout)
  }

  /// Counts a step of changes.
  static func nextStep(in database: Database) throws -> Int {
    try database.cachedStatement(sql: "UPDATE meta SET value = value + 1 WHERE name = 'step'").execute()
    return try mark(in: database).step
  }

  /// Which filling of the file this is, and how many steps of changes it has seen.
  static func mark(in database: Database) throws -> ShopMark {
    let rows = try Row.fetchAll(
      database.cachedStatement(sql: "SELECT name, value FROM meta WHERE name IN ('filling', 'step')"))
    var mark = ShopMark(filling: "", step: 0)
    for row in rows {
      if row["name"] as String == "step" {
        mark.step = Int(row["value"] as String) ?? 0
      } else {
        mark.filling = row["value"]
      }
    }
    return mark
  }
}

/// A moment in a file's life.
struct ShopMark: Hashable, Sendable {
  var filling: String
  var step: Int
}
