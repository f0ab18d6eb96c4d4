public import Commerce
internal import GRDB
internal import Synchronization

/// The retailer that comes with the house: a shop in one SQLite file, with a generated stock of goods, customers and
/// orders to begin with.
public final class EmbeddedShop: CommerceBackend {
  /// What opening or refreshing did, for the log.
  public enum Opening: Hashable, Sendable, CustomStringConvertible {
    /// There was no file; the shop was generated.
    case created
    /// The file was of today.
    case reused
    /// The file was of another day or of another version of the generator and held no writes; it was generated anew, same
    /// seed.
    case regenerated(previously: LocalDate)
    /// The file is of another day or version, and is kept as it is, because it holds writes.
    case kept(since: LocalDate)
    /// The file was not made by the generator; it was opened as it is.
    case foreign

    /// As a line of the log.
    public var description: String {
      switch self {
      case .created: "generated a new demonstration shop"
      case .reused: "opened the demonstration shop"
      case .regenerated(let day):
        "generated the demonstration shop anew: its dates were told as of \(day.iso8601)"
      case .kept(let day):
        "kept the demonstration shop of \(day.iso8601) because it holds writes; move the file away to begin anew"
      case .foreign: "opened a shop that the generator did not make"
      }
    }
  }

  /// Where the database is.
  public let path: String
  private let seed: UInt64?
  let clock: @Sendable () -> Timestamp
  private let file: ShopFile
  private let rules = ShopRules.all
  private struct State {
    var opening: Opening
    var profile: RuleProfile
    var image: ShopImage?
  }
  private let state: Mutex<State>

  private init(
    file: ShopFile, seed: UInt64?, opening: Opening, profile: RuleProfile, clock: @escaping @Sendable () -> Timestamp
  ) {
    self.path = file.path
    self.seed = seed
    self.clock = clock
    self.file = file
    state = Mutex(State(opening: opening, profile: profile))
  }

  /// Opens the shop at `path`, generating it when there is none.
  ///
  /// Statuses grow stale overnight, and this is a demonstration: a file that the generator made from the same seed, for
  /// another day than `today` or in an older version, is generated anew, unless it holds writes: then it is kept as it is.
  /// `opening` says which (log it). A file made from another seed is refused (`.otherSeed`), and one that the generator
  /// did not make is opened as it is. Throws a `ShopError`.
  public static func open(
    path: String, seed: UInt64, today: LocalDate, clock: @escaping @Sendable () -> Timestamp = EmbeddedShop.now
  ) async throws -> EmbeddedShop {
    let file = try ShopFile.open(path)
    let (opening, profile) = try prepare(file, seed: seed, today: today)
    return EmbeddedShop(file: file, seed: seed, opening: opening, profile: profile, clock: clock)
  }

  /// Opens a shop that is there, whoever filled it, as it is. Throws a `ShopError`.
  public static func open(
    existing path: String, clock: @escaping @Sendable () -> Timestamp = EmbeddedShop.now
  ) async throws -> EmbeddedShop {
    let file = try ShopFile.open(path, creating: false)
    let meta = try file.fill { meta in (meta, nil) }
    guard let meta, meta.layout == ShopSchema.version else {
      throw ShopError(.notAShop, "\(path) is not a shop's database of this version; name another file")
    }
    return EmbeddedShop(file: file, seed: nil, opening: .foreign, profile: meta.profile, clock: clock)
  }

  /// Fills a new file with documents of somebody else's, under a profile's rules. Throws a `ShopError` when there is a
  /// file already.
  static func create(
    path: String, _ documents: [any ShopDocument], profile: RuleProfile, today: LocalDate,
    clock: @escaping @Sendable () -> Timestamp = EmbeddedShop.now
  ) throws -> EmbeddedShop {
    let file = try ShopFile.open(path)
    try file.fill { meta in
      guard meta == nil else {
        throw ShopError(.cannotWrite, "\(path) holds a shop already; remove it or name another file")
      }
      return ((), (ShopMeta(generated: nil, generatedOn: today, profile: profile), documents))
    }
    return EmbeddedShop(file: file, seed: nil, opening: .created, profile: profile, clock: clock)
  }

  /// Generates the shop anew when it is not `today`'s and holds no writes; call it after midnight in a process that runs
  /// for days. Reads in progress finish on what they began with. Throws a `ShopError`, and the shop then stays as it was.
  @discardableResult
  public func refresh(today: LocalDate) async throws -> Opening {
    guard let seed else { return .foreign }
    let (opening, profile) = try Self.prepare(file, seed: seed, today: today)
    if opening != .reused {
      state.withLock {
        $0.opening = opening
        $0.profile = profile
      }
    }
    return opening
  }

  /// The machine's clock.
  public static let now: @Sendable () -> Timestamp = { Clocks.now() }

  /// What opening (or the last refresh that changed something) did.
  public var opening: Opening { state.withLock { $0.opening } }

  /// Whose rules it follows.
  public var profile: RuleProfile { state.withLock { $0.profile } }

  /// The day to tell the shop relative to at a moment: the date in the westernmost store's time zone, so that nothing
  /// that has "happened" lies in any store's future.
  public static func today(at moment: Timestamp) -> LocalDate {
    let offset = (try? Clocks.offset(of: "America/Los_Angeles", at: moment)) ?? -8 * 3_600
    let seconds = moment.milliseconds / 1_000 + Int64(offset)
    return LocalDate(daysSinceEpoch: Int((Double(seconds) / 86_400).rounded(.down)))
  }

  private static func prepare(
    _ file: ShopFile, seed: UInt64, today: LocalDate
  ) throws -> (opening: Opening, profile: RuleProfile) {
    let generated = ShopMeta.Generated(version: ShopGenerator.version, seed: seed)
    return try file.fill { found in
      let opening: Opening
      switch found {
      case nil: opening = .created
      case let found? where found.layout > ShopSchema.version || (found.generated == nil && found.layout == 0):
        throw ShopError(.notAShop, "\(file.path) is a shop of another version; move it away or name another file")
      case let found? where found.generated == nil: return ((.foreign, found.profile), nil)
      case let found? where found.generated?.seed != seed:
        throw ShopError(
          .otherSeed,
          "\(file.path) was made from seed \(found.generated?.seed ?? 0), not \(seed); use that seed or another file")
      case let found? where found.generated == generated && found.generatedOn == today && found.layout != 0:
        return ((.reused, found.profile), nil)
      case let found? where found.holdsWrites: return ((.kept(since: found.generatedOn), found.profile), nil)
      case let found?: opening = .regenerated(previously: found.generatedOn)
      }
      let world = ShopGenerator(seed: seed, today: today).generate()
      let documents = world.documents + ServiceRules.documents(of: world, seed: seed, today: today)
      return ((opening, .retail), (ShopMeta(generated: generated, generatedOn: today), documents))
    }
  }

  /// Performs an operation, a write as one transaction that is on disk when this returns. Throws an `OperationFailure`.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let (now, rules, key) = (clock(), self.rules, context.key)
    let result: OperationResult
    if operation.isWrite {
      result = try await write(at: now) { world in
        try WriteRecord.perform(operation, key: key, rules: rules, in: world)
      }.get()
    } else {
      result = try await read(at: now) { world in try rules.perform(operation, in: world) }
    }
    return OperationAnswer(result, Freshness(asOf: now, origin: name))
  }

  /// The name it has in routes, logs and freshness.
  public var name: String { "shop" }
  /// What it can do.
  public var operations: Set<OperationName> { rules.names }

  /// What became of a write, by its key.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    let key = context.key
    return try await read(at: clock()) { world in try WriteRecord.outcome(of: operation, key: key, in: world) }
  }

  /// A copy of the shop as it is now, to do with as one likes. The first one reads the shop into memory; the others share
  /// that, and cost next to nothing. Throws an `OperationFailure` when the database cannot be read.
  /// - Parameter clock: What the copy takes for now; the shop's clock when nil.
  public func sandbox(
    clock: (@Sendable () -> Timestamp)? = nil
  ) async throws(OperationFailure) -> ShopSandbox {
    ShopSandbox(try await image(), clock: clock ?? self.clock)
  }

  /// The shop as it is now, in memory.
  func image() async throws(OperationFailure) -> ShopImage {
    let (held, profile, coding) = state.withLock { ($0.image, $0.profile, file.coding) }
    let image = try await fetch { database in
      guard var image = held else { return try ShopImage(database, profile: profile, coding: coding) }
      try image.refresh(database)
      return image
    }
    if image.mark != held?.mark { state.withLock { $0.image = image } }
    return image
  }

  /// Reads in a world of one moment.
  func read<Value: Sendable>(
    at now: Timestamp, _ body: @escaping @Sendable (any World) throws -> Value
  ) async throws(OperationFailure) -> Value {
    let (profile, coding) = (self.profile, file.coding)
    return try await fetch { try body(SQLiteWorld($0, now: now, profile: profile, coding: coding)) }
  }

  /// Reads and writes in one transaction; nothing is kept when `body` throws.
  func write<Value: Sendable>(
    at now: Timestamp, _ body: @escaping @Sendable (any World) throws -> Value
  ) async throws(OperationFailure) -> Value {
    let (profile, coding, pool) = (self.profile, file.coding, file.pool)
    return try await mapped {
      try await pool.writeWithoutTransaction { database in
        var value: Value?
        try database.inTransaction(.immediate) {
          value = try body(SQLiteWorld(database, now: now, profile: profile, coding: coding))
          return .commit
        }
        guard let value else { throw OperationFailure(.unavailable, "the write was called off") }
        return value
      }
    }
  }

  /// Reads from one consistent view of the database.
  func fetch<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(OperationFailure) -> Value {
    let pool = file.pool
    return try await mapped { try await pool.read(body) }
  }

  private func mapped<Value: Sendable>(
    _ body: @Sendable () async throws -> Value
  ) async throws(OperationFailure) -> Value {
    do {
      return try await body()
    } catch let failure as OperationFailure {
      throw failure
    } catch let error as DatabaseError {
      throw OperationFailure(
        .unavailable, "the shop's database cannot be used: SQLite says \(error.resultCode)", mayHaveHappened: false)
    } catch is CancellationError {
      throw OperationFailure(.unavailable, "it was called off", mayHaveHappened: true)
    } catch {
      throw OperationFailure(
        .unavailable, "the shop's database cannot be used: \(type(of: error))", mayHaveHappened: false)
    }
  }
}
