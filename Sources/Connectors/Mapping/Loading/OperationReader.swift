import Commerce
import Documents
import Vendors

/// Reads how operations are done: `operations:` of a back-end file of kind http.
struct OperationReader {
  /// Tables that the file names.
  var tables: [String: Document]
  /// Records that the file names.
  var records: [String: Document] = [:]
  /// The zone of moments that say none.
  var zone = ValueRule.Zone.clock(.utc)

  private static let keys = [
    "before", "request", "after", "idempotency", "if_match", "success", "errors", "pages", "result", "outcome",
    "confirm", "example", "ignores", "refuses",
  ]
  /// Names that answers of further requests cannot have.
  private static let taken = ["arguments", "key", "now", "name", "answer", "body", "headers", "status"]
  /// Reads besides the one that does it.
  private static let mostRequests = 5

  /// Reads all operations.
  func operations(_ document: Document) throws(DocumentError) -> [OperationName: OperationMapping] {
    var found: [OperationName: OperationMapping] = [:]
    for (name, value) in try document.members() {
      guard let operation = OperationName(rawValue: name) else {
        throw value.unknown(name, "there is no operation", known: OperationName.allCases.map(\.rawValue))
      }
      found[operation] = try mapping(operation, value)
    }
    guard !found.isEmpty else { throw document.error("operations: is empty; write at least one, as in findOrder:") }
    return found
  }

  private func mapping(_ operation: OperationName, _ document: Document) throws(DocumentError) -> OperationMapping {
    try document.allow(only: Self.keys)
    let shapes = ContractShape.of(operation)
    let isWrite = operation.type.contract.access == .write
    var names = ["arguments", "now"] + (isWrite ? ["key"] : [])
    var rules = RuleReader(
      tables: tables, records: records, names: names, arguments: shapes.arguments, side: .answer, zone: zone)
    func reader() -> RequestReader { RequestReader(rules: rules) }

    var before: [NamedRequest] = []
    if let part = try document.optional("before") { before = try steps(part, &names, &rules) }
    var request = try reader().request(
      try document.required("request", "GET /orders/{order}"), reads: !isWrite)
    if let part = try document.optional("if_match") {
      before.append(try self.ifMatch(part, &rules, &request))
    }
    names = rules.names
    // What is there when somebody asks what became of it: nothing that came after it was sent.
    let asking = rules.notCounting
    rules.names.append("answer")
    names.append("answer")
    // What a write says goes out with its request, or nowhere.
    rules.counts = !isWrite
    var after: [NamedRequest] = []
    if let part = try document.optional("after") { after = try steps(part, &names, &rules) }
    guard before.count + after.count <= Self.mostRequests else {
      throw document.error("at most \(Self.mostRequests) requests may stand in before, if_match and after together")
    }
    let result = try rules.record(
      orRule: try document.required("result", "the fields of the result, each with its place in the answer"),
      shapes.result)
    var mapping = OperationMapping(
      operation: operation, before: before, request: request, after: after, result: result, line: document.line)
    var judging = rules
    judging.names = asking.names + ["answer"]
    let answers = AnswerReader(rules: judging)
    if let part = try document.optional("success") { mapping.success = try answers.success(part) }
    if let part = try document.optional("errors") {
      mapping.errors = try AnswerReader(rules: rules.notCounting).errors(part)
    }
    if let part = try document.optional("pages") {
      guard !isWrite else { throw part.error("a write has no pages") }
      mapping.pages = try answers.pages(part)
    }
    if let part = try document.optional("example") { mapping.example = try example(part, operation, isWrite) }
    for key in ["idempotency", "outcome", "confirm"] where !isWrite {
      if let part = try document.optional(key) {
        throw part.error("\(key): belongs to writes; \(operation) only reads")
      }
    }
    if isWrite { try write(document, rules, asking, shapes.result, &mapping) }
    if case .record(let record) = shapes.arguments {
      mapping.required = record.fields.filter(\.value.required).keys.sorted()
    }
    mapping.refuses = try unused(document, operation, shapes.arguments, rules.used)
    return mapping
  }

  private func steps(
    _ document: Document, _ names: inout [String], _ rules: inout RuleReader
  ) throws(DocumentError) -> [NamedRequest] {
    var found: [NamedRequest] = []
    for (name, value) in try document.members() {
      guard !Self.taken.contains(name), !names.contains(name) else {
        throw value.error("'\(name)' means something else already; name this request otherwise")
      }
      var step = try self.step(name, value, rules)
      names.append(name)
      rules.names = names
      if value.kind == .mapping, let part = try value.optional("needs") { step.needs = try rules.place(part) }
      found.append(step)
    }
    return found
  }

  /// A request with a name; `if:` says when it is made.
  private func step(
    _ name: String, _ document: Document, _ rules: RuleReader
  ) throws(DocumentError) -> NamedRequest {
    var rules = rules
    var condition: Condition?
    if document.kind == .mapping, let part = try document.optional("if") {
      var sending = rules
      sending.side = .request
      let found = try sending.condition(part)
      rules.cases = sending.saying(found, holds: true).cases
      condition = found
    }
    let request = try RequestReader(rules: rules).request(document, reads: true, besides: ["if", "needs"])
    return NamedRequest(name: name, request: request, condition: condition)
  }

  /// `if_match: GET /customers/{customer}`: read first, and write only if it did not change since.
  private func ifMatch(
    _ document: Document, _ rules: inout RuleReader, _ request: inout RequestTemplate
  ) throws(DocumentError) -> NamedRequest {
    let read = try RequestReader(rules: rules).request(document, reads: true)
    rules.names.append("current")
    if case .success(let tag) = Template.parse("{$current.headers.etag}") {
      request.headers.append(("If-Match", tag))
    }
    return NamedRequest(name: "current", request: read)
  }

  private func example(
    _ document: Document, _ operation: OperationName, _ isWrite: Bool
  ) throws(DocumentError) -> String {
    guard !isWrite else { throw document.error("example: is tried by self-checks, so only reads have one") }
    let arguments = JSONValue(try document.plain())
    do {
      _ = try Operation(name: operation, arguments: arguments)
      return String(decoding: try arguments.text(), as: UTF8.self)
    } catch {
      throw document.error("the example does not fit \(operation): \(DecodingProblem.words(error))")
    }
  }
}
