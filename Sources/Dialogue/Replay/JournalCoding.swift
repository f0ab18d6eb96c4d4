internal import Commerce
internal import Discourse
internal import Foundation
public import Journal

/// Inputs and effects as journal records, and back. Kinds are "input.…" and "effect.…"; a record is personal when it may
/// hold what somebody said, who they are or what is theirs: then all of it is sealed, and the open part tells only its shape.
public enum JournalCoding {
  /// The version of these payloads that this build writes.
  public static let version = 1

  /// An input as a record.
  public static func record(_ input: Input) throws -> JournalRecord {
    let personal: Bool
    var shape: [String: String] = [:]
    let kind: String
    switch input.event {
    case .opened(let opening):
      (kind, personal) = ("opened", true)
      shape = ["channel": opening.channel.rawValue]
    case .utterance(let transcript, let proposal):
      (kind, personal) = ("utterance", true)
      shape = [
        "alternatives": String(transcript.alternatives.count),
        "confidence": String(Int((transcript.alternatives.first?.confidence ?? 0) * 100)),
      ]
      if let proposal { shape["proposer"] = proposal.model }
    case .keys(let keys):
      (kind, personal) = ("keys", true)
      shape = ["count": String(keys.count)]
    case .interrupted: (kind, personal) = ("interrupted", false)
    case .played: (kind, personal) = ("played", false)
    case .silence: (kind, personal) = ("silence", false)
    case .result(let call, _, _):
      (kind, personal) = ("result", true)
      shape = ["call": String(call)]
    case .failed: (kind, personal) = ("failed", false)
    case .triesCounted: (kind, personal) = ("triesCounted", false)
    case .codeSent: (kind, personal) = ("codeSent", true)
    case .codeNotSent: (kind, personal) = ("codeNotSent", false)
    case .code: (kind, personal) = ("code", true)
    case .card: (kind, personal) = ("card", true)
    case .promiseRecorded: (kind, personal) = ("promiseRecorded", false)
    case .promiseFailed: (kind, personal) = ("promiseFailed", false)
    case .slow: (kind, personal) = ("slow", false)
    case .unspoken: (kind, personal) = ("unspoken", false)
    case .recognitionFailed: (kind, personal) = ("recognitionFailed", false)
    case .ended: (kind, personal) = ("ended", false)
    }
    return try record("input.\(kind)", value: input, personal: personal, shape: shape)
  }

  /// An effect as a record.
  public static func record(_ effect: Effect) throws -> JournalRecord {
    switch effect {
    case .understood(let commands):
      return try record(
        "effect.understood", value: effect, personal: true, shape: ["commands": String(commands.count)])
    case .proposed: return try record("effect.proposed", value: effect, personal: false, shape: [:])
    case .decided: return try record("effect.decided", value: effect, personal: false, shape: [:])
    case .say(let prompt):
      return try record(
        "effect.say", value: effect, personal: true,
        shape: ["prompt": String(prompt.number), "responses": prompt.responses.joined(separator: " ")])
    case .expect: return try record("effect.expect", value: effect, personal: false, shape: [:])
    case .perform(let call, let operation):
      return try record(
        "effect.perform", value: effect, personal: true,
        shape: ["call": String(call), "operation": operation.name.rawValue])
    case .pause: return try record("effect.pause", value: effect, personal: false, shape: [:])
    case .recall(let keys):
      return try record("effect.recall", value: effect, personal: true, shape: ["keys": String(keys.count)])
    case .count(let keys):
      return try record("effect.count", value: effect, personal: true, shape: ["keys": String(keys.count)])
    case .forget(let keys):
      return try record("effect.forget", value: effect, personal: true, shape: ["keys": String(keys.count)])
    case .sendCode(let id, _, _, let digits):
      return try record(
        "effect.sendCode", value: effect, personal: true, shape: ["code": id, "digits": String(digits)])
    case .promise(let promise):
      return try record(
        "effect.promise", value: effect, personal: true,
        shape: ["promise": String(promise.number), "reason": promise.reason, "due": String(promise.due.milliseconds)])
    case .end: return try record("effect.end", value: effect, personal: false, shape: [:])
    }
  }

  /// A note: a record that is neither input nor effect, such as a trace of times. Replay passes it over.
  public static func note(_ kind: String, _ value: some Encodable, personal: Bool) throws -> JournalRecord {
    try record("note.\(kind)", value: value, personal: personal, shape: [:])
  }

  /// The payload of an opened entry: what stands in the personal part when there is one, else the open part.
  public static func decode<Value: Decodable>(_ type: Value.Type, from payload: [UInt8]) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(payload))
    } catch {
      throw JournalError(.undecodable, "an entry cannot be read by this build: \(error)")
    }
  }

  private static func record(_ kind: String, value: some Encodable, personal: Bool, shape: [String: String]) throws
    -> JournalRecord
  {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = [UInt8](try encoder.encode(value))
    return JournalRecord(
      kind: kind, version: version,
      retention: personal ? .conversation : kind.hasPrefix("note.") ? .operational : .record,
      open: personal ? [UInt8](try encoder.encode(shape)) : bytes, personal: personal ? bytes : nil)
  }
}
