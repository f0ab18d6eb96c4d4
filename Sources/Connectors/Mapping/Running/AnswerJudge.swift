import Commerce
import Foundation
import Vendors

/// Says what an answer means, by the rules of an operation and of its back end.
struct AnswerJudge: Sendable {
  /// Looked at in order.
  var errors: [ErrorRule]
  /// Takes note of the rule that counted.
  var explanation: Explanation?

  /// The failure that a rule makes of an answer; nil when none is meant by it. `rules`: those that may count; nil: all. What a rule
  /// says about an answer that has not come yet does not count.
  func failure(
    status: Int, _ scope: Scope, peer: String, isWrite: Bool, retryAfter: Int?, rules: ((ErrorRule) -> Bool)? = nil
  ) -> OperationFailure? {
    let judging = errors.filter { rule in
      (rules?(rule) ?? true) && rule.match.places.compactMap(\.source).allSatisfy { scope.names[$0] != nil }
    }
    guard let rule = judging.first(where: { $0.match.holds(status: status, scope) }) else { return nil }
    explanation?.note("  this is \(rule.code.rawValue), says line \(rule.line)")
    let technical = !rule.code.isBusiness
    // A rule of the business said no, so nothing took place; what is technical leaves that open, unless the file knows.
    let usual = technical && isWrite && ![.rateLimited, .unauthorized, .unsupported].contains(rule.code)
    return OperationFailure(
      rule.code, "\(peer) answered HTTP \(status), \(rule.code.rawValue) by line \(rule.line)", reason: rule.reason,
      mayHaveHappened: isWrite ? rule.happened ?? usual : false, retryAfterMilliseconds: retryAfter)
  }

  /// The scope of an answer under a name, and its body; bodies that are no JSON count as none.
  static func add(_ response: PeerResponse, as name: String, to scope: Scope) -> Scope {
    let body = response.body.isEmpty ? nil : try? JSONValue(parsing: response.body)
    var scope = scope.at(body)
    scope.names[name] = .object([
      "body": body ?? .null, "status": .number(Decimal(response.status)),
      "headers": .object(response.headers.mapValues { .string($0) }),
    ])
    return scope
  }
}
