import Commerce
import Dialogue
import Discourse
import Foundation
import Policy
import Vendors

/// What the API tells of a conversation, as JSON.
enum Told {
  /// A value as its type writes itself.
  static func json(_ value: some Encodable) -> JSONValue {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).flatMap { try? JSONValue(parsing: $0) } ?? .null
  }

  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  static func handoff(_ handoff: Handoff?) -> JSONValue {
    guard let handoff else { return .null }
    return .object([
      "kind": .string(handoff.kind), "reason": .string(handoff.reason), "due": optional(handoff.due?.rfc3339),
    ])
  }

  /// `{"command": "start", "intent": …}`: the command's name with whatever it carries.
  static func command(_ command: Command) -> JSONValue {
    guard let (name, carried) = json(command).object?.first else { return .null }
    var members = carried.object ?? [:]
    if let value = members.removeValue(forKey: "_0") { members["value"] = value }
    members["command"] = .string(name)
    return .object(members)
  }

  static func decision(_ decision: Decision) -> JSONValue { json(decision) }

  static func call(_ call: TracedTurn.Call) -> JSONValue {
    var members = json(call.operation).object ?? [:]
    members["call"] = .whole(call.number)
    switch call.result {
    case nil: members["status"] = .string("under_way")
    case .success(let result):
      members["status"] = .string("done")
      members["result"] = json(result)["result"] ?? .null
    case .failure(let failure):
      members["status"] = .string("failed")
      members["failure"] = json(failure)
    }
    return .object(members)
  }

  static func turn(_ turn: TracedTurn, _ index: Int) -> JSONValue {
    .object([
      "index": .whole(index), "at": .string(turn.at.rfc3339), "beginning": .string(turn.beginning.rawValue),
      "heard": optional(turn.heard), "commands": .array(turn.commands.map(command)),
      "decisions": .array(turn.decisions.map(decision)), "operations": .array(turn.calls.map(call)),
      "say": texts(paragraphs(turn.said)), "expects": optional(turn.expects?.word),
    ])
  }

  /// Prompts as paragraphs.
  static func paragraphs(_ prompts: [String]) -> [String] {
    prompts.flatMap { $0.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) } }.filter { !$0.isEmpty }
  }
}

extension Told {
  /// A whole conversation.
  static func conversation(
    _ id: String, channel: String, sandbox: String?, dialect: String?, _ trace: Trace, pending: Bool
  ) -> JSONValue {
    .object([
      "id": .string(id), "channel": .string(channel), "sandbox": optional(sandbox), "dialect": optional(dialect),
      "openedAt": optional(trace.turns.first?.at.rfc3339),
      "ended": .bool(trace.outcome != nil || trace.endReason != nil), "outcome": optional(trace.outcome?.rawValue),
      "reason": optional(trace.endReason), "handoff": handoff(trace.handoff), "pending": .bool(pending),
      "turns": .array(trace.turns.enumerated().map { turn($1, $0 + 1) }),
    ])
  }
}
