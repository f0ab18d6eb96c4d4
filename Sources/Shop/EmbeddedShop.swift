public import Commerce
internal import GRDB
internal import Synchronization

/// The retailer that comes with the house: a generated shop in one SQLite file, opened for reading only.
public final class EmbeddedShop: CommerceBackend {
  /// What opening or refreshing did, for the log.
  public enum Opening: Hashable, Sendable, CustomStringConvertible {
    /// There was no file; the shop was generated.
    case created
    /// The file was of today.
    case reused
    /// The file was of another day or of another version of the generator; it was generated anew, same seed.
    case regenerated(previously: LocalDate)
    /// The file was not made by the generator; it was opened as it is.
    case foreign

    /// As a line of the log.
    public var description: String {
      switch self {
      case .created: "generated a new demonstration shop"
      case .reused: "opened the demonstration shop"
      case .regenerated(let day):
        "generated the demonstration shop anew: its dates were told as of \(day.year)-\(day.month)-\(day.day)"
      case .foreign: "opened a shop that the generator did not make"
      }
    }
  }

  /// Where the database is.
  public let path: String
  private let seed: UInt64
  let clock: @Sendable () -> Timestamp
  private struct State {
    var pool: DatabasePool
    var opening: Opening
  }
  private let state: Mutex<State>

  private init(path: String, seed: UInt64, state: sending State, clock: @escaping @Sendable () -> Timestamp) {
    self.path = path
    self.seed = seed
    self.clock = clock
    self.state = Mutex(state)
  }

  /// Opens the shop at `path`, generating it when there is none.
  ///
  /// Statuses grow stale overnight, and this is a demonstration: a file that the generator made from the same seed, for
  /// another day than `today` or in an older version, is generated anew, which `opening` reports (log it). A file made
  /// from another seed is refused (`.otherSeed`), and one that the generator did not make is opened as it is. Throws a
  /// `ShopError`.
  public static func open(
    path: String, seed: UInt64, today: LocalDate, clock: @escaping @Sendable () -> Timestamp = EmbeddedShop.now
  ) async throws -> EmbeddedShop {
    EmbeddedShop(path: path, seed: seed, state: try prepare(path: path, seed: seed, today: today), clock: clock)
  }

  /// Generates the shop anew when it is not `today`'s; call it after midnight in a process that runs for days. Reads in
  /// progress finish on the old file. Throws a `ShopError`, and the shop then stays as it was.
  @discardableResult
  public func refresh(today: LocalDate) async throws -> Opening {
    let next = try Self.prepare(path: path, seed: seed, today: today)
    if next.opening != .reused { state.withLock { $0 = next } }
    return next.opening
  }

  /// The machine's clock.
  public static let now: @Sendable () -> Timestamp = { Clocks.now() }

  /// What opening (or the last refresh that changed something) did.
  public var opening: Opening { state.withLock { $0.opening } }

  /// The day to tell the shop relative to at a moment: the date in the westernmost store's time zone, so that nothing
  /// that has "happened" lies in any store's future.
  public static func today(at moment: Timestamp) -> LocalDate {
    let offset = (try? Clocks.offset(of: "America/Los_Angeles", at: moment)) ?? -8 * 3_600
    let seconds = moment.milliseconds / 1_000 + Int64(offset)
    return LocalDate(daysSinceEpoch: Int((Double(seconds) / 86_400).rounded(.down)))
  }

  private static func prepare(path: String, seed: UInt64, today: LocalDate) throws -> sending State {
    let wanted = ShopMeta(
      generated: ShopMeta.Generated(version: ShopGenerator.version, seed: seed), generatedOn: today)
    let opening: Opening
    switch try ShopMeta.read(path: path) {
    case nil: opening = .created
    case wanted: opening = .reused
    case let found? where found.generated == nil: opening = .foreign
    case let found? where found.generated?.seed != seed:
      throw ShopError(
        .otherSeed,
        "\(path) was made from seed \(found.generated?.seed ?? 0), not \(seed); use that seed or another file")
    case let found?: opening = .regenerated(previously: found.generatedOn)
    }
    switch opening {
    case .created, .regenerated:
      try ShopWriter.write(ShopGenerator(seed: seed, today: today).generate(), meta: wanted, to: path)
    case .reused, .foreign: break
    }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.label = "shop"
    do {
      return State(pool: try DatabasePool(path: path, configuration: configuration), opening: opening)
    } catch {
      throw ShopError(.cannotRead, "cannot open the shop's database \(path); check its rights")
    }
  }

  private static let ordersByPhone = """
    SELECT sales_order.number FROM sales_order JOIN customer ON customer.id = sales_order.customer
    WHERE customer.phone = ?
    """

  /// Performs a read. Throws an `OperationFailure`: `.notFound` for an order that does not exist, `.unavailable` when
  /// the database cannot be read, `.invalidResponse` when what it holds cannot be understood.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let now = clock()
    let result = try await read { database in
      switch operation.value {
      case let asked as ExistingOrders:
        let (numbers, caller) = (asked.among, asked.caller)
        let statement = try database.cachedStatement(sql: "SELECT 1 FROM sales_order WHERE number = ?")
        let existing = try numbers.filter { try Int.fetchOne(statement, arguments: [$0]) != nil }
        guard let caller else { return OperationResult(ExistingOrders.self, .init(existing: existing)) }
        let own = Set(try String.fetchAll(database, sql: Self.ordersByPhone, arguments: [caller]))
        return OperationResult(
          ExistingOrders.self, .init(existing: existing, ofCaller: existing.filter(own.contains)))
      case let asked as CheckPostcode:
        let statement = try database.cachedStatement(sql: "SELECT postcode FROM sales_order WHERE number = ?")
        guard let postcode = try String.fetchOne(statement, arguments: [asked.order]) else { throw Self.noOrder }
        let wanted = Self.normalised(postcode)
        let matches = asked.candidates.contains { Self.normalised($0) == wanted }
        return OperationResult(CheckPostcode.self, .init(matches: matches))
      case let asked as FindOrder:
        guard let order = try ShopReader.order(asked.order, in: database) else { throw Self.noOrder }
        return OperationResult(FindOrder.self, order)
      case is FindStores:
        return OperationResult(FindStores.self, StoreList(stores: try ShopReader.stores(at: now, in: database)))
      default:
        throw OperationFailure(.unsupported, "the shop has no \(operation.name.rawValue)", mayHaveHappened: false)
      }
    }
    return OperationAnswer(result, Freshness(asOf: now, origin: name))
  }

  /// The name it has in routes, logs and freshness.
  public var name: String { "shop" }
  /// What it can do.
  public var operations: Set<OperationName> { [.existingOrders, .checkPostcode, .findOrder, .findStores] }

  /// It writes nothing yet.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome { .notDone }

  private static let noOrder = OperationFailure(.notFound, "there is no order of this number")

  /// A postcode without spaces, hyphens and case; of a ZIP+4 code the first five digits.
  private static func normalised(_ postcode: String) -> String {
    let bare = postcode.uppercased().filter { $0.isASCII && ($0.isNumber || $0.isLetter) }
    return bare.count == 9 && bare.allSatisfy({ $0.isNumber }) ? String(bare.prefix(5)) : bare
  }

  /// Reads from one consistent view of the database.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(OperationFailure) -> Value {
    let pool = state.withLock { $0.pool }
    do {
      return try await pool.read(body)
    } catch let failure as OperationFailure {
      throw failure
    } catch let error as DatabaseError {
      throw OperationFailure(.unavailable, "the shop's database cannot be read: SQLite says \(error.resultCode)")
    } catch is CancellationError {
      throw OperationFailure(.unavailable, "the read was called off")
    } catch {
      throw OperationFailure(.unavailable, "the shop's database cannot be read: \(type(of: error))")
    }
  }
}
