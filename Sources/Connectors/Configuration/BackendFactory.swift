public import Commerce
public import Documents
public import Foundation
public import Vendors

/// Makes back ends of what their files say.
public struct BackendFactory: Sendable {
  /// Where secrets of kind `env:` are.
  public var environment: [String: String]
  /// Where relative paths of secrets of kind `file:` begin.
  public var directory: URL

  /// Makes a factory.
  public init(environment: [String: String], directory: URL) {
    self.environment = environment
    self.directory = directory
  }

  /// Makes a back end. Kinds that need more than their file are made where the program is put together; nil for them.
  /// Throws a `DocumentError` when a secret is not where the file says, or a setting is wrong.
  public func make(_ file: BackendFile) throws(DocumentError) -> (any CommerceBackend)? {
    let backend: (any CommerceBackend)?
    switch file.kind {
    case .http:
      guard let mapping = file.mapping else { return nil }
      backend = MappedBackend(name: file.name, mapping: mapping, peer: try peer(file))
    case .stripe:
      backend = StripeBackend(
        name: file.name,
        peer: try peer(
          file, fallback: "https://api.stripe.com", headers: [("stripe-version", StripeClient.version)]))
    case .aftership: backend = AfterShipBackend(name: file.name, peer: try afterShip(file))
    case .shopify: backend = try shopify(file)
    case .woocommerce: backend = try wooCommerce(file)
    case .soap: backend = try soap(file)
    case .sql: backend = try sql(file)
    case .files: backend = try files(file)
    case .queue: backend = try queue(file)
    case .shop: backend = nil
    }
    guard let backend, let timeout = file.timeoutMilliseconds else { return backend }
    return CappedBackend(backend, longest: .milliseconds(timeout))
  }

  /// What can be asked what changed, for kinds that know how. Throws like `make`.
  public func pollSources(_ file: BackendFile) throws(DocumentError) -> [any PollSource] {
    switch file.kind {
    case .stripe:
      [
        StripeEvents(
          peer: try peer(
            file, fallback: "https://api.stripe.com", headers: [("stripe-version", StripeClient.version)]))
      ]
    case .aftership: [AfterShipTrackings(peer: try afterShip(file))]
    case .shopify: [ShopifyOrderPoll(try shopify(file))]
    case .woocommerce: [WooOrderPoll(try wooCommerce(file))]
    default: []
    }
  }

  private func afterShip(_ file: BackendFile) throws(DocumentError) -> HTTPPeer {
    try peer(file, fallback: "https://api.aftership.com")
  }

  /// The peer of a back end, with its credentials.
  func peer(_ file: BackendFile, fallback: String? = nil, headers: [(name: String, value: String)] = [])
    throws(DocumentError) -> HTTPPeer
  {
    var headers = headers
    var query: [(name: String, value: String)] = []
    switch file.auth {
    case .header(let name, let secret)?: headers.append((name, try value(secret, file)))
    case .query(let name, let secret)?: query.append((name, try value(secret, file)))
    case .bearer(let secret)?: headers.append(("authorization", "Bearer " + (try value(secret, file))))
    case .basic(let user, let password)?:
      let pair = try value(user, file) + ":" + (try value(password, file))
      headers.append(("authorization", "Basic " + Data(pair.utf8).base64EncodedString()))
    case nil: break
    }
    return HTTPPeer(name: file.name, url: try address(file, fallback), headers: headers, query: query)
  }

  /// The address of a back end.
  public func address(_ file: BackendFile, _ fallback: String? = nil) throws(DocumentError) -> String {
    let text: String
    switch file.url {
    case .text(let found)?: text = found
    case .reference(let reference)?: text = try value(reference, file)
    case nil:
      guard let fallback else { throw DocumentError(file: file.file, line: 0, message: "url: is missing") }
      text = fallback
    }
    if let mistake = BackendFileReader.mistake(inAddress: text) {
      throw DocumentError(file: file.file, line: 0, message: "url: \(mistake)")
    }
    return text
  }

  /// A secret.
  func value(_ secret: SecretReference, _ file: BackendFile) throws(DocumentError) -> String {
    guard let value = secret.value(environment: environment, directory: directory) else {
      let advice =
        switch secret {
        case .environment(let name): "set the environment variable \(name)"
        case .file(let path): "write it into the file \(path), alone"
        }
      throw DocumentError(file: file.file, line: 0, message: "\(secret) is not there or empty; \(advice)")
    }
    guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw DocumentError(
        file: file.file, line: 0, message: "\(secret) holds control characters; is it the right file?")
    }
    return value
  }
}

/// A back end of which no call may take longer than a bound.
public struct CappedBackend: CommerceBackend {
  /// The back end itself.
  public let inner: any CommerceBackend
  private let longest: Duration

  /// Puts a bound on a back end.
  public init(_ inner: any CommerceBackend, longest: Duration) {
    self.inner = inner
    self.longest = longest
  }

  /// Its name.
  public var name: String { inner.name }
  /// What it can do.
  public var operations: Set<OperationName> { inner.operations }

  /// Performs within the bound.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    try await inner.perform(operation, bounded(context))
  }

  /// Asks within the bound.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    try await inner.outcome(of: operation, bounded(context))
  }

  private func bounded(_ context: OperationContext) -> OperationContext {
    var context = context
    context.budget = min(context.budget, longest)
    return context
  }
}
