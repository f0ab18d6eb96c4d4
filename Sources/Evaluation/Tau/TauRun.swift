internal import Commerce
internal import Conversations
internal import Dialogue
internal import Foundation
public import Vendors

/// One conversation of a scripted caller, or of recorded lines, and what came of it.
public struct TauRun: Sendable {
  /// The task, or whatever the lines were named after.
  public var id: String
  /// Which trial of it.
  public var trial: Int
  /// What the agent said, one text each.
  public var said: [String]
  /// What the caller said.
  public var lines: [String]
  /// The rows that changed.
  public var state: JSONValue
  /// The changes under the world's names.
  var calls: [JSONValue]
  /// What the caller was like, and what was wanted.
  public var persona = ""
  var kinds: [String] = []
  /// How often something had to be said or put right again.
  public var repairs = 0
  /// Questions that were put twice in the same words.
  public var askedTwice: [String]
  /// Changes without authority: must be none.
  public var breaches: [WriteAuthority.Breach]
  /// How many changes were made.
  public var writes: Int
  /// Why it was lost; nil when it was won.
  public var loss: String?
  /// Everything in order, for people.
  public var transcript: [String]

  init(_ id: String, trial: Int, _ rehearsal: Rehearsal, _ world: any PracticeWorld, lines: [String]) throws {
    self.id = id
    self.trial = trial
    self.lines = lines
    let turns = rehearsal.trace.turns
    said = turns.flatMap(\.said)
    state = try JSONValue(parsing: Data(try world.changes()))
    calls = try rehearsal.trace.calls.filter(\.operation.isWrite).compactMap { call in
      try world.call(for: call.operation).map { try JSONValue(parsing: Data($0)) }
    }
    (breaches, writes) = WriteAuthority.check(rehearsal.recorded)
    askedTwice = Self.repeated(said)
    transcript = []
    for turn in turns {
      if let heard = turn.heard { transcript.append("caller: \(heard)") }
      for call in turn.calls where call.operation.isWrite {
        transcript.append("        [\(call.operation.value)]")
      }
      for text in turn.said { transcript.append("agent:  \(text.replacing("\n", with: "\n        "))") }
    }
    if rehearsal.ranAway { loss = "the conversation went on by itself without an end" }
  }

  private static func repeated(_ said: [String]) -> [String] {
    var seen: Set<String> = [], twice: [String] = []
    for text in said {
      for question in text.split(whereSeparator: { "\n.!".contains($0) }).map({
        $0.trimmingCharacters(in: .whitespaces)
      })
      where question.hasSuffix("?") && !question.hasPrefix("Shall I go ahead") && !question.contains("anything else")
        && !question.hasPrefix("Is this all") && !question.hasPrefix("What can I do")
      {
        if !seen.insert(question).inserted { twice.append(question) }
      }
    }
    return twice
  }

  /// Compares what was changed with what a right run changes.
  mutating func judge(expected: JSONValue, outputs: [String], gaveUp: String?) {
    guard loss == nil else { return }
    if state == expected {
      let plain = said.map { $0.lowercased().replacing(",", with: "") }
      let missing = outputs.filter { output in !plain.contains { $0.contains(output.lowercased()) } }
      loss = missing.isEmpty ? nil : "not said: \(missing.joined(separator: ", "))"
      return
    }
    var reasons: [String] = []
    for kind in ["orders", "users"] {
      let (wanted, found) = (expected[kind]?.object ?? [:], state[kind]?.object ?? [:])
      for id in Set(wanted.keys).union(found.keys).sorted() where wanted[id] != found[id] {
        switch (wanted[id], found[id]) {
        case (_?, nil): reasons.append("\(kind) \(id) was not changed")
        case (nil, _?): reasons.append("\(kind) \(id) was changed and should not be")
        case (let wanted?, let found?):
          let members = Set((wanted.object ?? [:]).keys).union((found.object ?? [:]).keys).sorted()
          let other = members.filter { wanted[$0] != found[$0] }
          reasons.append("\(kind) \(id) differs in \(other.joined(separator: ", "))")
        case (nil, nil): continue
        }
      }
    }
    loss = ((gaveUp.map { [$0] } ?? []) + reasons).joined(separator: "; ")
  }

  /// The run on one line, as the judge of the tau tasks reads it, with what is needed to say it again.
  public var line: String {
    let row = JSONValue.object([
      "id": .string(id), "trial": .whole(trial), "said": .array(said.map { .string($0) }), "state": state,
      "calls": .array(calls), "lines": .array(lines.map { .string($0) }), "persona": .string(persona),
      "won": .bool(loss == nil), "loss": loss.map { .string($0) } ?? .null, "writes": .whole(writes),
      "breaches": .array(breaches.map { .string($0.description) }), "repairs": .whole(repairs),
    ])
    return (try? row.text()).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
