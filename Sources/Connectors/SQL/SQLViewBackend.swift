public import Commerce
import Databases
import Vendors

/// Views of a PostgreSQL database behind `Commerce`'s reads. Writes nothing, ever.
public struct SQLViewBackend: CommerceBackend {
  /// The name it has in routes and freshness.
  public let name: String
  /// What it can do: what there are statements for.
  public let operations: Set<OperationName>
  private let settings: SQLViewSettings
  private let client: SQLViewClient
  private let now: @Sendable () -> Timestamp

  /// Makes a back end that connects when it is first asked.
  ///
  /// - Parameters:
  ///   - name: its name in routes and freshness.
  ///   - settings: where the database is and which statements answer what.
  ///   - now: the clock, for freshness.
  public init(
    name: String = "sql", _ settings: SQLViewSettings, now: @escaping @Sendable () -> Timestamp = SystemClock.now
  ) {
    self.name = name
    self.settings = settings
    self.now = now
    operations = Set(settings.statements.keys).intersection(SQLViewSettings.parameters.keys)
    client = SQLViewClient(name: name, settings)
  }

  /// Performs a read. Throws an `OperationFailure`. A column `as_of` makes the answer as old as it says: a copy of another
  /// database lags behind.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    guard operations.contains(operation.name), let statement = settings.statements[operation.name] else {
      throw OperationFailure(.unsupported, "\(operation.name.rawValue) is not connected", mayHaveHappened: false)
    }
    let asked = now()
    let values = try SQLViewParameters(operation)
    // Nothing given would fit everybody.
    guard !values.isEmpty else {
      return OperationAnswer(
        OperationResult(IdentifyCustomer.self, CustomerMatches(customers: [])), Freshness(asOf: asked, origin: name))
    }
    let rows = try await client.rows(
      statement, try values.ordered(for: statement, operation.name), Deadline(context.budget))
    let result: OperationResult?
    do throws(Misfit) {
      result = try SQLViewReader(format: settings.format, asked: asked).result(operation, rows)
    } catch {
      throw OperationFailure(
        .invalidResponse, "\(name) gave a row without a usable \(error.field)", mayHaveHappened: false)
    }
    guard let result else {
      throw OperationFailure(.notFound, "\(name) has no such thing", mayHaveHappened: false)
    }
    let counted = rows.compactMap { $0.text("asOf") }.compactMap {
      RecordTime.moment($0, in: settings.format.timeZone)
    }
    return OperationAnswer(result, Freshness(asOf: min(counted.min() ?? asked, asked), origin: name))
  }

  /// Nothing is written here.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome { .unknown }
}

extension SQLViewBackend: Checkable {
  /// Runs each statement with parameters that fit nothing: says whether the database can be reached and takes them.
  public func check() async -> CheckResult {
    let start = ContinuousClock.now
    func result(_ passed: Bool, _ finding: String, _ advice: String?) -> CheckResult {
      let took = Int((ContinuousClock.now - start) / .milliseconds(1))
      return CheckResult(name: name, passed: passed, finding: finding, advice: advice, milliseconds: took)
    }
    for (operation, statement) in settings.statements.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let names = statement.parameters ?? SQLViewSettings.parameters[operation] ?? []
      do throws(OperationFailure) {
        _ = try await client.rows(statement, names.map(SQLViewParameters.nothing), Deadline(.seconds(5)))
      } catch {
        // A value of another form is what was to be expected of a made-up one.
        guard error.code != .notFound else { continue }
        return result(
          false, "\(operation.rawValue): \(error.message)",
          error.code == .invalidResponse
            ? "Try the statement in psql: names of views and columns, number of parameters."
            : "Check address, login and rights: the role needs SELECT on the views.")
      }
    }
    return result(true, "\(operations.count) statements run", nil)
  }
}
