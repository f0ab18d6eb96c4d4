public import Commerce
public import Documents
import Foundation
public import Operations
import Vendors

/// What a file of `retail/backends` says: one back end.
public struct BackendFile: Sendable {
  /// Its name in routes, logs and freshness.
  public var name: String
  /// What it is.
  public var kind: BackendKind
  /// Where it is; nil for kinds that are no address.
  public var url: BackendAddress?
  /// How it knows us.
  public var auth: BackendAuth?
  /// How it is guarded.
  public var guarding: BackendSettings
  /// The longest that one call may take, in milliseconds; nil: as long as the operation has.
  public var timeoutMilliseconds: Int?
  /// How operations are done, for kind http.
  var mapping: BackendMapping?
  /// What the kind itself needs (`settings:`), for its own reader.
  public var settings: [BackendSetting]
  /// The file as the user named it.
  public var file: String
  /// Its text: kinds with more to say read it themselves.
  public var text: String
  /// What is not wrong, but should be known.
  public var warnings: [String]

  /// What it can do, where the file itself says so (kind http); nil where the kind knows.
  public var operations: Set<OperationName>? { mapping.map { Set($0.operations.keys) } }

  /// The order numbers in the examples of its reads, each with the operation and the line.
  public var exampleOrders: [(number: String, operation: OperationName, line: Int)] {
    let reads = (mapping?.operations.values).map(Array.init) ?? []
    return reads.sorted { $0.line < $1.line }.flatMap { read in
      guard let arguments = read.example.flatMap({ try? JSONValue(parsing: Data($0.utf8)) }) else {
        return [(number: String, operation: OperationName, line: Int)]()
      }
      let numbers =
        [arguments["order"]?.string].compactMap(\.self) + (arguments["among"]?.array ?? []).compactMap(\.string)
      return numbers.map { ($0, read.operation, read.line) }
    }
  }

  /// The `settings:` part for the reader of a kind; nil when there is none. Throws a `DocumentError`.
  public func settingsDocument() throws(DocumentError) -> Document? {
    try Document(file: file, text: text).optional("settings")
  }
}

/// One setting of a kind, as text.
public struct BackendSetting: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// What it says.
  public var value: PlainValue
}

/// The kinds of back end.
public enum BackendKind: String, CaseIterable, Sendable {
  /// A mapping in the file itself; vendors; what legacy systems speak; the embedded shop.
  case http, shopify, woocommerce, stripe, aftership, soap, sql, files, queue, shop
}

/// Where a back end is.
public enum BackendAddress: Hashable, Sendable, CustomStringConvertible {
  /// In the file; where a reference leads, for addresses that differ from machine to machine.
  case text(String), reference(SecretReference)

  /// As it is written.
  public var description: String {
    switch self {
    case .text(let text): text
    case .reference(let reference): reference.description
    }
  }
}

/// How a back end knows us.
public enum BackendAuth: Hashable, Sendable {
  /// A header with the secret; an argument of the query; `Authorization: Bearer`; name and password.
  case header(String, SecretReference), query(String, SecretReference), bearer(SecretReference)
  case basic(user: SecretReference, password: SecretReference)

  /// Every secret it needs.
  public var secrets: [SecretReference] {
    switch self {
    case .header(_, let secret), .query(_, let secret), .bearer(let secret): [secret]
    case .basic(let user, let password): [user, password]
    }
  }
}
