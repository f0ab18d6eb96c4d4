import Commerce
import Vendors

extension MappedRun {
  /// Asks what became of a write.
  func outcome() async throws(OperationFailure) -> WriteOutcome {
    guard let question = mapping.outcome else { return .unknown }
    let request = try RequestBuilder().request(question.request, scope, isWrite: false)
    let response = try await send(request, "outcome")
    let judged = AnswerJudge.add(response, as: "answer", to: scope)
    if response.isSuccess, judged.here == nil { throw response.invalid("answered something that is not JSON") }
    func means(_ match: Match?) -> Bool { match?.holds(status: response.status, judged) ?? false }

    if means(question.done) { return .done(try done(question, judged)) }
    if means(question.refused) { return .refused(refusal(question, judged, response)) }
    if means(question.notDone) { return .notDone }
    try judge(response, judged, Success(), isWrite: false)
    explanation?.note("  none of done, refused and not_done: not known yet")
    return .unknown
  }

  private func done(_ question: OutcomeQuestion, _ scope: Scope) throws(OperationFailure) -> OperationResult {
    if let rule = question.result { return try result(rule, scope) }
    return try result(mapping.result, kept(question, scope))
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
    return OperationFailure(
      .invalidArguments, "\(peer.name) had refused it with HTTP \(status)", mayHaveHappened: false)
  }
}
