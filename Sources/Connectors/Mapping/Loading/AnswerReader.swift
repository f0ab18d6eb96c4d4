import Commerce
import Documents
import Vendors

/// Reads what answers mean: success, errors, pages.
struct AnswerReader {
  /// Reads conditions and places.
  var rules: RuleReader

  /// Reads a condition on an answer: one line, or `status:`, `when:` and `without_json:`.
  func match(_ document: Document, besides: [String] = []) throws(DocumentError) -> Match {
    guard document.kind == .mapping else {
      let parts = document.kind == .list ? try document.list() : [document]
      if parts.contains(where: { ((try? $0.string()) ?? "").wholeMatch(of: /\d+|\dxx/) != nil }) || parts.isEmpty {
        return Match(status: try statuses(document))
      }
      return Match(when: try rules.condition(document))
    }
    try document.allow(only: ["status", "when", "without_json"] + besides)
    var match = Match()
    match.withoutJSON = try document.optional("without_json")?.boolean() ?? false
    if let status = try document.optional("status") { match.status = try statuses(status) }
    if let condition = try document.optional("when") { match.when = try rules.condition(condition) }
    guard !match.status.isEmpty || match.when != nil else {
      throw document.error("say which answers are meant: status: 404, when: fault.code = 1404, or both")
    }
    return match
  }

  /// Reads `404`, `[404, 410]`, `5xx`.
  private func statuses(_ document: Document) throws(DocumentError) -> [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    for part in document.kind == .list ? try document.list() : [document] {
      let text = try part.string()
      if text.utf8.count == 3, text.hasSuffix("xx"), let hundred = Int(text.prefix(1)), (1...5).contains(hundred) {
        found.append(hundred * 100...hundred * 100 + 99)
      } else if let status = Int(text), (100...599).contains(status) {
        found.append(status...status)
      } else {
        throw part.error("'\(text)' is no HTTP status; write 404, [404, 410] or 5xx")
      }
    }
    return found
  }

  /// Reads what counts as success.
  func success(_ document: Document) throws(DocumentError) -> Success {
    var match = try match(document)
    if match.status.isEmpty { match.status = [200...299] }
    match.withoutJSON = true
    return Success(match: match)
  }

  /// Reads a list of errors.
  func errors(_ document: Document) throws(DocumentError) -> [ErrorRule] {
    var found: [ErrorRule] = []
    for part in try document.list() { found.append(try error(part)) }
    return found
  }

  private func error(_ document: Document) throws(DocumentError) -> ErrorRule {
    let match = try match(document, besides: ["code", "reason", "happened"])
    let code = try document.required("code", "notFound").choice(OperationFailure.Code.self)
    let reason = try document.optional("reason")?.choice(RefusalReason.self)
    if code == .refused, reason == nil {
      throw document.error(
        "code: refused needs the rule that refuses, as in reason: alreadyShipped "
          + "(\(RefusalReason.allCases.map(\.rawValue).joined(separator: ", ")))")
    }
    if code != .refused, reason != nil { throw document.error("reason: belongs to code: refused") }
    return ErrorRule(
      match: match, code: code, reason: reason, happened: try document.optional("happened")?.boolean(),
      line: document.line)
  }

  /// The place of a list that is put together of several answers: of members alone, from the beginning of the answer.
  private func items(_ document: Document) throws(DocumentError) -> ValuePath {
    var path = try rules.place(document)
    if path.source == "answer", path.steps.first == .member("body") {
      path.source = nil
      path.steps.removeFirst()
    }
    let isPlain = path.steps.allSatisfy { if case .member = $0 { true } else { false } }
    guard path.source == nil, path.climbs == 0, isPlain else {
      throw document.error(
        "items: is the place of the list itself, as in payload.items, or . where the answer is the list")
    }
    return path
  }

  /// Reads how a list comes in pages.
  func pages(_ document: Document) throws(DocumentError) -> Pages {
    try document.allow(only: ["next", "query", "page", "from", "link", "address", "items", "most"])
    let items = try self.items(try document.required("items", "payload.items"))
    let most = try document.optional("most")?.integer(1...50) ?? 5
    if let next = try document.optional("next") {
      let query = try document.required("query", "next").string()
      return Pages(next: .token(try rules.place(next), query: query), items: items, most: most)
    }
    if let page = try document.optional("page") {
      let from = try document.optional("from")?.integer(0...1) ?? 1
      return Pages(next: .number(query: try page.string(), from: from), items: items, most: most)
    }
    if let address = try document.optional("address") {
      return Pages(next: .address(try rules.place(address)), items: items, most: most)
    }
    guard try document.optional("link")?.boolean() == true else {
      throw document.error(
        "say how the next page is asked for: next: and query: (a token), page: (a number in the query), "
          + "address: (the place of its address), or link: true (the Link header)")
    }
    return Pages(next: .link, items: items, most: most)
  }
}
