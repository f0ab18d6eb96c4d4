import Commerce
import Documents
import Vendors

extension OperationReader {
  /// What only writes have.
  func write(
    _ document: Document, _ rules: RuleReader, _ asking: RuleReader, _ shape: ContractShape,
    _ mapping: inout OperationMapping
  ) throws(DocumentError) {
    if let part = try document.optional("idempotency") { mapping.key = try key(part) }
    if let part = try document.optional("outcome") {
      mapping.outcome = try outcome(part, rules, asking, shape, mapping)
    }
    if let part = try document.optional("confirm") {
      try part.allow(only: ["request", "when", "status"])
      let request = try RequestReader(rules: rules).request(
        try part.required("request", "GET /tickets/{$answer.body.ticket.id}"), reads: true)
      mapping.confirm = Confirmation(
        request: request, match: try AnswerReader(rules: rules).match(part, besides: ["request"]))
    }
  }

  private func key(_ document: Document) throws(DocumentError) -> KeyUse {
    if document.kind == .scalar {
      let words = try document.string().split(separator: " ").map(String.init)
      if words == ["in_request"] { return KeyUse() }
      guard words.count == 2, words[0] == "header" else {
        throw document.error(
          "write header NAME, as in header Idempotency-Key, or in_request when the request itself says {$key} somewhere"
        )
      }
      return KeyUse(header: words[1])
    }
    try document.allow(only: ["header", "in_request", "form", "repeats_safely"])
    var use = KeyUse(header: try document.optional("header")?.string())
    let inRequest = try document.optional("in_request")?.boolean() ?? false
    guard use.header != nil || inRequest else {
      throw document.error("say where the key goes: header: Idempotency-Key, or in_request: true")
    }
    if let form = try document.optional("form") { use.form = try form.choice(KeyUse.Form.self) }
    use.repeatsSafely = try document.optional("repeats_safely")?.boolean() ?? false
    return use
  }

  /// How it is asked what became of a write. `asking`: what its request can name; `rules`: what its result can.
  private func outcome(
    _ document: Document, _ rules: RuleReader, _ asking: RuleReader, _ shape: ContractShape,
    _ mapping: OperationMapping
  ) throws(DocumentError) -> OutcomeQuestion {
    try document.allow(only: ["request", "done", "refused", "not_done", "answer", "status", "result"])
    var question = OutcomeQuestion(
      request: try RequestReader(rules: asking).request(
        try document.required("request", "GET /requests/{$key}"), reads: true))
    var judging = asking
    judging.names.append("answer")
    let answers = AnswerReader(rules: judging)
    question.done = try answers.match(try document.required("done", "state = done"))
    if let part = try document.optional("refused") {
      question.refused = try answers.match(part, besides: ["reason"])
      if part.kind == .mapping { question.reason = try part.optional("reason")?.choice(RefusalReason.self) }
    }
    if let part = try document.optional("not_done") { question.notDone = try answers.match(part) }
    if let part = try document.optional("answer") { question.answer = try judging.place(part) }
    if let part = try document.optional("status") { question.status = try judging.rule(part, nil) }
    if let part = try document.optional("result") { question.result = try rules.record(orRule: part, shape) }
    // Of the operation's reads those are made again that it speaks of.
    let result = (question.result ?? mapping.result).places
    question.after = mapping.after.named(in: result)
    let judged = [question.done, question.refused, question.notDone].flatMap { $0?.places ?? [] }
    let shown = (question.answer.map { [$0] } ?? []) + (question.status?.places ?? [])
    question.before = mapping.before.named(
      in: question.request.places + judged + shown + result + question.after.flatMap(\.places))
    return question
  }
}

extension RuleReader {
  /// A result: its fields, or for results that are made otherwise a rule.
  func record(orRule document: Document, _ shape: ContractShape) throws(DocumentError) -> ValueRule {
    guard document.kind == .mapping else {
      throw document.error("result: is a mapping of the result's fields, each with its place in the answer")
    }
    return try rule(document, shape)
  }
}
