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

  var judge: AnswerJudge { AnswerJudge(errors: mapping.errors + shared, explanation: explanation) }

  /// Does it. Throws what went wrong, and whether it may have happened all the same.
  mutating func perform() async throws(OperationFailure) -> OperationResult {
    for step in mapping.before { try await read(step) }
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

  /// A further read, whose answer gets a name.
  mutating func read(_ step: NamedRequest) async throws(OperationFailure) {
    let here = scope.here
    let request = try RequestBuilder().request(step.request, scope, isWrite: false)
    let response = try await send(request, step.name)
    let judged = AnswerJudge.add(response, as: step.name, to: scope)
    try judge(response, judged, Success(), isWrite: false)
    scope = judged.at(here)
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
    _ response: PeerResponse, _ scope: Scope, _ success: Success, isWrite: Bool
  ) throws(OperationFailure) {
    if let failure = judge.failure(
      status: response.status, scope, peer: response.peer, isWrite: isWrite,
      retryAfter: response.retryAfterMilliseconds)
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
