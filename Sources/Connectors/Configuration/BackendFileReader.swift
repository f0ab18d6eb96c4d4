import Commerce
public import Documents
import Foundation
import Operations
import Vendors

/// Reads a file of `retail/backends`.
public struct BackendFileReader {
  /// Makes a reader.
  public init() {}

  private static let keys = [
    "backend", "kind", "url", "auth", "resilience", "operations", "errors", "tables", "records", "health", "settings",
    "zone", "offset",
  ]

  /// Reads a file's text. Throws a `DocumentError` that names the line and what would be right.
  public func read(file: String, text: String) throws(DocumentError) -> BackendFile {
    let document = try Document(file: file, text: text)
    try document.allow(only: Self.keys)
    let kind = try document.required("kind", "http").choice(BackendKind.self)
    let (guarding, timeout) = try ResilienceReader().settings(try document.optional("resilience"))
    var backend = BackendFile(
      name: try name(document), kind: kind, url: try address(document, kind), auth: try auth(document),
      guarding: guarding, timeoutMilliseconds: timeout, settings: try settings(document), file: file, text: text,
      warnings: [])
    if kind == .http {
      backend.mapping = try mapping(document)
      // Writes that may be sent again are said operation by operation; the guard is for the back end as a whole.
      let writes = backend.mapping?.operations.values.filter { $0.operation.type.contract.access == .write } ?? []
      if !writes.isEmpty, writes.allSatisfy({ $0.key?.repeatsSafely == true }) {
        backend.guarding.writes.repeatsSafely = true
      }
      backend.guarding.writes.confirmsItself = Set(writes.filter { $0.confirm != nil }.map(\.operation))
      backend.warnings = writes.sorted { $0.line < $1.line }.compactMap(Self.warning)
      if backend.auth == nil { backend.warnings.append("auth: is missing: nothing shows the back end who asks") }
    } else {
      if let example = Self.neededAuth[kind], backend.auth == nil { _ = try document.required("auth", example) }
      for key in ["operations", "errors", "tables", "records", "health", "zone", "offset"] {
        if let part = try document.optional(key) {
          throw part.error(
            "\(key): belongs to kind http; kind \(kind.rawValue) knows by itself how operations are done")
        }
      }
    }
    return backend
  }

  /// Vendors that know us by one thing only, and how that is written.
  private static let neededAuth: [BackendKind: String] = [
    .stripe: "{ bearer: env:STRIPE_KEY }", .aftership: "{ header: as-api-key, value: env:AFTERSHIP_KEY }",
  ]

  private static func warning(_ mapping: OperationMapping) -> String? {
    if mapping.outcome != nil { return nil }
    let name = mapping.operation.rawValue
    if mapping.key?.repeatsSafely == true {
      return
        "line \(mapping.line): \(name) has no outcome:, so that a lost answer is sent again while the caller waits "
        + "(repeats_safely), but ends with a person after that or after a restart"
    }
    return mapping.key == nil
      ? "line \(mapping.line): \(name) has neither idempotency: nor outcome:, so that a lost answer ends with a person"
      : "line \(mapping.line): \(name) has no outcome: and does not say repeats_safely: true, so that a lost answer ends "
        + "with a person"
  }

  private func name(_ document: Document) throws(DocumentError) -> String {
    let part = try document.required("backend", "crm")
    let name = try part.string()
    guard (1...40).contains(name.utf8.count),
      name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F })
    else { throw part.error("a back end's name is 1 to 40 of a-z, 0-9, - and _, as in crm or shop-eu, not '\(name)'") }
    return name
  }

  private func address(_ document: Document, _ kind: BackendKind) throws(DocumentError) -> BackendAddress? {
    let needed: [BackendKind] = [.http, .shopify, .woocommerce, .soap]
    guard let part = try document.optional("url") else {
      if needed.contains(kind) { _ = try document.required("url", "https://api.example.com/v2") }
      return nil
    }
    let text = try part.string()
    if let reference = SecretReference(text), !text.hasPrefix("file:///") { return .reference(reference) }
    if let mistake = Self.mistake(inAddress: text), needed.contains(kind) { throw part.error(mistake) }
    return .text(text)
  }

  /// What is wrong with an address; nil when nothing is.
  static func mistake(inAddress text: String) -> String? {
    guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), url.host() != nil
    else {
      return
        "'\(text)' is no address; write https://api.example.com/v2, or env:NAME where it differs from machine to machine"
    }
    if url.user() != nil || url.password() != nil {
      return "name and password stand in auth:, by reference, not in url:"
    }
    if url.query() != nil { return "what follows '?' belongs to each request, or to auth: { query: … }" }
    return nil
  }

  private func auth(_ document: Document) throws(DocumentError) -> BackendAuth? {
    guard let part = try document.optional("auth") else { return nil }
    guard part.kind == .mapping else {
      throw part.error(
        "auth: is one of { header: NAME, value: env:… }, { query: NAME, value: env:… }, { bearer: env:… }, "
          + "{ basic: { user: env:…, password: env:… } }")
    }
    try part.allow(only: ["header", "query", "value", "bearer", "basic"])
    if let basic = try part.optional("basic") {
      try basic.allow(only: ["user", "password"])
      return .basic(
        user: try basic.required("user", "env:ERP_USER").secret(),
        password: try basic.required("password", "env:ERP_PASSWORD").secret())
    }
    if let bearer = try part.optional("bearer") { return .bearer(try bearer.secret()) }
    let value = try part.required("value", "env:CRM_KEY").secret()
    if let query = try part.optional("query") { return .query(try query.string(), value) }
    return .header(try part.required("header", "X-Api-Key").string(), value)
  }

  private func settings(_ document: Document) throws(DocumentError) -> [BackendSetting] {
    guard let part = try document.optional("settings") else { return [] }
    var found: [BackendSetting] = []
    for (name, value) in try part.members() { found.append(BackendSetting(name: name, value: try value.plain())) }
    return found
  }

  private func mapping(_ document: Document) throws(DocumentError) -> BackendMapping {
    var tables: [String: Document] = [:]
    if let part = try document.optional("tables") {
      for (name, table) in try part.members() { tables[name] = table }
    }
    var records: [String: Document] = [:]
    if let part = try document.optional("records") {
      for (name, record) in try part.members() { records[name] = record }
    }
    let shared = RuleReader(tables: tables, names: ["answer"], arguments: .map(.text), side: .answer)
    var errors: [ErrorRule] = []
    if let part = try document.optional("errors") { errors = try AnswerReader(rules: shared).errors(part) }
    var health: RequestTemplate?
    if let part = try document.optional("health") {
      health = try RequestReader(rules: shared).request(part, reads: true)
    }
    let zone = try shared.zone(document) ?? .clock(.utc)
    if case .place = zone, let part = try document.optional("zone") {
      throw part.error("zone: of the whole file is a name as Europe/Berlin; { path: … } belongs to a value")
    }
    let operations = try OperationReader(tables: tables, records: records, zone: zone).operations(
      try document.required("operations", "\n  findOrder: …"))
    return BackendMapping(file: document.file, operations: operations, errors: errors, health: health)
  }
}
