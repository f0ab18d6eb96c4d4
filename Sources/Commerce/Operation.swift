/// What can be asked of the retailer's systems. Reads only, so far; each case is one typed operation.
public enum Operation: Hashable, Codable, Sendable {
  /// Which of these numbers are orders that exist, and which of those belong to the customer with the calling number
  /// (E.164), when one is given. Tells nothing else about them, so it needs no verification.
  case existingOrders(among: [OrderNumber], caller: String? = nil)
  /// Whether one of the given postcodes is the one on the order: the record itself does not leave the back end.
  case checkPostcode(order: OrderNumber, candidates: [String])
  /// The whole order, with its parcels. Only after verification.
  case findOrder(OrderNumber)
  /// All stores with their hours. Public.
  case findStores

  /// The operation's name in the field's words, as it stands in intents, journals and metrics.
  public var name: String {
    switch self {
    case .existingOrders: "existingOrders"
    case .checkPostcode: "checkPostcode"
    case .findOrder: "findOrder"
    case .findStores: "findStores"
    }
  }
}

/// What an operation brought back; the case belongs to the operation of the same meaning.
public enum OperationResult: Hashable, Codable, Sendable {
  /// For `existingOrders`: the ones that exist, in the order asked, and those of them that are the caller's.
  case existing([OrderNumber], ofCaller: [OrderNumber] = [])
  /// For `checkPostcode`.
  case postcodeMatches(Bool)
  /// For `findOrder`.
  case order(Order)
  /// For `findStores`.
  case stores([Store])
}

/// Why an operation brought nothing back. A closed set: a connector maps whatever it meets to one of these.
public struct OperationFailure: Error, Hashable, Codable, Sendable {
  /// The kinds of failure.
  public enum Code: String, Codable, Sendable {
    /// There is no such thing; the back end could not be reached or is down; no answer within the time budget; the back
    /// end answered something that is not its contract.
    case notFound, unavailable, timedOut, invalidResponse
  }

  /// The kind.
  public var code: Code
  /// What happened, for the log: no personal data.
  public var message: String

  /// Makes a failure.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

/// The port to the retailer's systems, implemented by the embedded shop and by connectors.
public protocol CommerceBackend: Sendable {
  /// Performs a read. Throws an `OperationFailure`, nothing else.
  func perform(_ operation: Operation) async throws(OperationFailure) -> OperationResult
}
