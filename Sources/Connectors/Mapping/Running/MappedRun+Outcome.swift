import Commerce
import Vendors

extension MappedRun {
  /// Asks what became of a write.
  func outcome() async throws(OperationFailure) -> WriteOutcome {
    guard let question = mapping.outcome else { return .unknown }
    var run = self
    for step in question.before { try await run.read(step) }
    return try await run.ask(question)
  }

  private func ask(_ question: OutcomeQuestion) async throws(OperationFailure) -> WriteOutcome {
    let request = try RequestBuilder().request(question.request, scope, isWrite: false)
    let response = try await send(request, "outcome")
    let judged = AnswerJudge.add(response, as: "answer", to: scope)
    if response.isSuccess, judged.here == nil { throw response.invalid("answered something that is not JSON") }
    func means(_ match: Match?) -> Bool { match?.holds(status: response.status, judged) ?? false }

    if means(question.done) { return .done(try await done(question, judged)) }
    if means(question.refused) { return .refused(refusal(question, judged, response)) }
    if means(question.notDone) { return .notDone }
    try judge(response, judged, Success(), isWrite: false)
    explanation?.note("  none of done, refused and not_done: not known yet")
    return .unknown
  }

  private func done(_ question: OutcomeQuestion, _ scope: Scope) async throws(OperationFailure) -> OperationResult {
    var run = self
    run.scope = question.result == nil ? kept(question, scope) : scope
    for step in question.after { try await run.read(step) }
    return try run.result(question.result ?? mapping.result, run.scope)
  }

  /// The write's own answer, where it stands in this one.
  private func kept(_ question: OutcomeQuestion, _ scope: Scope) -> Scope {
    guard let place = question.answer else { return scope }
    let body = place.value(in: scope)
    var kept = scope.at(body)
    kept.names["answer"] = .object(["body": body ?? .null, "headers": .object([:])])
    return kept
  }

  private func refusal(_ question: OutcomeQuestion, _ scope: Scope, _ response: PeerResponse) -> OperationFailure {
    let status =
      question.status.flatMap { rule in (try? RuleEvaluator().value(rule, scope, at: "status"))?.integer }
      ?? response.status
    let failure = judge.failure(
      status: status, kept(question, scope), peer: peer.name, isWrite: false, retryAfter: nil)
    // A refusal is final: what its rule says of trying again is about the write, not about this answer.
    if let failure, failure.code.isBusiness { return failure }
    if let reason = question.reason {
      return OperationFailure(
        .refused, "\(peer.name) had refused it: \(reason.rawValue)", reason: reason, mayHaveHappened: false)
    }
    return OperationFailure(
      .invalidArguments, "\(peer.name) had refused it with HTTP \(status)", mayHaveHappened: false)
  }
}
