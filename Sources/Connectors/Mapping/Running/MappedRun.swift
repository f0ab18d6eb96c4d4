import Commerce
import Foundation
import Vendors

/// One operation while it is being done.
struct MappedRun: Sendable {
  let file: String
  let mapping: OperationMapping
  let shared: [ErrorRule]
  let peer: HTTPPeer
  let deadline: Deadline
  let isWrite: Bool
  var scope: Scope
  let explanation: Explanation?
  /// What the reads before this write brought when it was first sent.
  let firstReads: FirstReads
  /// Whether it was sent before, and may have taken place.
  private(set) var isRepeat = false

  var judge: AnswerJudge { AnswerJudge(errors: mapping.errors + shared, explanation: explanation) }

  /// Does it. Throws what went wrong, and whether it may have happened all the same.
  mutating func perform() async throws(OperationFailure) -> OperationResult {
    try await readBefore()
    var request = try RequestBuilder().request(mapping.request, scope, isWrite: isWrite)
    if let header = mapping.key?.header {
      guard let key = scope.names["key"]?.string else {
        throw OperationFailure(.notRecorded, "a write needs a key", mayHaveHappened: false)
      }
      request.headers.append((header, key))
    }
    let response = try await send(request, "the request")
    let judged = AnswerJudge.add(response, as: "answer", to: scope)
    try judge(response, judged, mapping.success, isWrite: isWrite)
    scope = judged
    if mapping.pages != nil { try await furtherPages(request, response) }
    for step in mapping.after {
      // What was written is written, whatever becomes of the details.
      do { try await read(step) } catch { throw afterwards(error) }
    }
    let result = try result(mapping.result, scope)
    try await confirm()
    return result
  }

  /// The reads before the request. A write that is sent again goes out as it went out first, with the version that was read then:
  /// under the same key another body is another write.
  private mutating func readBefore() async throws(OperationFailure) {
    guard isWrite, !mapping.before.isEmpty else {
      for step in mapping.before { try await read(step) }
      return
    }
    if let known = firstReads.known(mapping.operation, scope) {
      explanation?.note("  sent before with this key: goes out again with what was read then")
      scope.names.merge(known) { $1 }
      isRepeat = true
      return
    }
    for step in mapping.before { try await read(step) }
    firstReads.keep(mapping.operation, scope, mapping.before.map(\.name))
  }

  /// A further read, whose answer gets a name.
  mutating func read(_ step: NamedRequest) async throws(OperationFailure) {
    if let condition = step.condition, !condition.holds(in: scope.inArguments) {
      explanation?.note("  \(step.name) is not read: its if: does not hold")
      return
    }
    let here = scope.here
    let request = try RequestBuilder().request(step.request, scope, isWrite: false)
    let response = try await send(request, step.name)
    let judged = AnswerJudge.add(response, as: step.name, to: scope)
    // What failed says nothing about what is asked for, so first it is judged by itself.
    try judge(response, judged, Success(), isWrite: false) { !$0.match.needsGoodAnswer(of: step.name) }
    if let failure = judge.failure(
      status: response.status, judged, peer: response.peer, isWrite: false, retryAfter: nil)
    {
      throw failure
    }
    try need(step, judged)
    scope = judged.at(here)
  }

  private func need(_ step: NamedRequest, _ scope: Scope) throws(OperationFailure) {
    guard let place = step.needs else { return }
    let found: JSONValue?
    do { found = try place.found(in: scope) } catch {
      throw OperationFailure(
        .invalidResponse, "\(file):\(step.request.line): needs: \(error.message)", mayHaveHappened: false)
    }
    guard found == nil || found == .array([]) else { return }
    explanation?.note("  there is nothing at '\(place.text)': notFound, says needs: of \(step.name)")
    throw OperationFailure(
      .notFound, "\(peer.name) has nothing at '\(place.text)' of \(step.name)", mayHaveHappened: false)
  }

  /// Sends a request.
  func send(_ request: PeerRequest, _ what: String) async throws(OperationFailure) -> PeerResponse {
    explanation?.request(what, request)
    do {
      let response = try await peer.send(request, deadline)
      explanation?.response(response)
      return response
    } catch {
      explanation?.note("← nothing: \(error.message)")
      throw error
    }
  }

  /// Throws what an answer means when it is no success.
  func judge(
    _ response: PeerResponse, _ scope: Scope, _ success: Success, isWrite: Bool,
    rules: ((ErrorRule) -> Bool)? = nil
  ) throws(OperationFailure) {
    if let failure = judge.failure(
      status: response.status, scope, peer: response.peer, isWrite: isWrite,
      retryAfter: response.retryAfterMilliseconds, rules: rules)
    {
      throw failure
    }
    if success.match.holds(status: response.status, scope) {
      if scope.here == nil, !response.body.isEmpty { throw response.invalid("answered something that is not JSON") }
      return
    }
    // A body that is cut off says neither what was meant nor whether anything took place.
    if response.isSuccess, scope.here == nil, !response.body.isEmpty {
      throw response.invalid("answered something that is not JSON")
    }
    if let failure = response.failure {
      guard failure.code == .invalidResponse, scope.here == nil, response.status >= 400 else { throw failure }
      throw OperationFailure(
        .invalidResponse,
        "\(failure.message); if the system itself answers so, say what it means in errors:, as in "
          + "{ status: \(response.status), code: notFound, without_json: true }", mayHaveHappened: response.isWrite)
    }
    throw response.invalid(
      "answered HTTP \(response.status) with something that neither success: nor errors: of \(file) knows")
  }

  /// The result by its rule.
  func result(_ rule: ValueRule, _ scope: Scope) throws(OperationFailure) -> OperationResult {
    do {
      let value = try RuleEvaluator(explanation: explanation).value(rule, scope, at: "") ?? .object([:])
      return try OperationResult(name: mapping.operation, result: cut(value))
    } catch let failure as RuleFailure {
      throw invalid("\(file):\(failure.line): \(mapping.operation.rawValue).\(failure.field): \(failure.message)")
    } catch {
      throw invalid("\(file):\(rule.line): \(mapping.operation.rawValue): \(DecodingProblem.words(error))")
    }
  }

  /// The one list of a result, not longer than was asked for.
  private func cut(_ result: JSONValue) -> JSONValue {
    guard let limit = scope.names["arguments"]?["limit"]?.integer, limit >= 0, case .object(var members) = result,
      members.values.count(where: { $0.array != nil }) == 1,
      let (name, list) = members.first(where: { $0.value.array != nil }), let elements = list.array
    else { return result }
    members[name] = .array(Array(elements.prefix(limit)))
    return .object(members)
  }

  func invalid(_ message: String) -> OperationFailure {
    explanation?.note("  \(message)")
    return OperationFailure(.invalidResponse, message, mayHaveHappened: isWrite)
  }

  /// A failure that came after the write itself succeeded.
  private func afterwards(_ failure: OperationFailure) -> OperationFailure {
    guard isWrite else { return failure }
    return OperationFailure(.outcomeUnknown, "done, but not confirmed: \(failure.message)", mayHaveHappened: true)
  }

  /// Looks whether a write really took place, where the file says how.
  private func confirm() async throws(OperationFailure) {
    guard let confirm = mapping.confirm else { return }
    do {
      let request = try RequestBuilder().request(confirm.request, scope, isWrite: false)
      let response = try await send(request, "confirm")
      let judged = AnswerJudge.add(response, as: "confirm", to: scope)
      if confirm.match.holds(status: response.status, judged), judged.here != nil { return }
      try judge(response, judged, Success(), isWrite: false)
    } catch {
      throw afterwards(error)
    }
    throw OperationFailure(
      .outcomeUnknown, "\(peer.name) said it was done, but reading it back shows otherwise", mayHaveHappened: true)
  }
}
