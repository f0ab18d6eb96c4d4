internal import Commerce
internal import Discourse
internal import Policy

extension Effect {
  /// The effect in words, for a terminal. Holds personal data.
  public var summary: String {
    switch self {
    case .understood(let commands): "understood \(commands.map { "\($0)" }.joined(separator: ", "))"
    case .proposed(let model, let kept, let dropped):
      "\(model) proposed \(kept) that count" + (dropped.isEmpty ? "" : "; dropped: \(dropped.joined(separator: "; "))")
    case .decided(let decision):
      "policy on \(decision.action): \(decision.verdict.rawValue) by \(decision.rule)"
        + decision.facts.sorted { $0.key < $1.key }.map { ", \($0.key) \($0.value)" }.joined()
    case .say(let prompt): "says \"\(prompt.written)\" (\(prompt.responses.joined(separator: ", ")))"
    case .expect(let expectation): "expects \(Conversation.words(expectation))"
    case .perform(let call, let operation): "asks \(operation.name.rawValue) (call \(call)): \(operation.value)"
    case .pause(let milliseconds): "waits \(milliseconds) ms before the next look"
    case .recall(let keys): "asks how often \(keys.count) things were tried elsewhere"
    case .count(let keys): "counts a wrong try by \(keys.count) things"
    case .forget(let keys): "forgets the wrong tries of \(keys.count) things"
    case .sendCode(let id, let customer, let channels, _):
      "sends \(id) to \(customer == nil ? "nobody" : "the customer") by \(channels.map(\.rawValue).joined(separator: " or "))"
    case .promise(let promise):
      promise.email.map { "promises that somebody writes to \($0), because \(promise.reason)" }
        ?? "promises a call back to \(promise.callNumber), because \(promise.reason)"
    case .end(let outcome): "ends: \(outcome.rawValue)"
    }
  }
}
