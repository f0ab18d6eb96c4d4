internal import Commerce
internal import Dialogue
internal import Discourse
internal import Foundation
internal import Policy

extension ConversationView {
  /// Takes one item of the journal into the view; the same for a live conversation and a stored one.
  mutating func take(_ item: JournalItem, at time: Timestamp) {
    switch item {
    case .input(let input): take(input)
    case .effect(let effect): take(effect, at: time)
    case .note(let kind, let payload):
      switch kind {
      case "answer":
        guard let note = try? JSONDecoder().decode(AnswerNote.self, from: Data(payload)) else { return }
        guard let index = turns.lastIndex(where: { $0.prompt == note.prompt }) else { return }
        turns[index].stages = note.stages
        turns[index].budget = note.budget
        turns[index].latency = note.stages.reduce(0) { $0 + $1.milliseconds }
      case "state":
        guard let note = try? JSONDecoder().decode(StateNote.self, from: Data(payload)) else { return }
        intent = note.intent
        state = note.fields
      case "recording":
        guard let note = try? JSONDecoder().decode(RecordingNote.self, from: Data(payload)), note.state != "kept" else {
          // What was kept may be erased since: whether it exists is asked where it is kept.
          return
        }
        add(.system, Self.words(ofRecording: note.state), time)
      case "engine":
        guard let note = try? JSONDecoder().decode(EngineReplacement.self, from: Data(payload)) else { return }
        add(.system, note.words, time)
      case "filler":
        guard let note = try? JSONDecoder().decode(FillerNote.self, from: Data(payload)) else { return }
        add(.system, "the voice did not come in time; said meanwhile: \(note.text)", time)
      default: return
      }
    }
  }

  private static func words(ofRecording state: String) -> String {
    switch state {
    case "on": "recording is on"
    case "paused": "recording is paused"
    case "refused": "the caller objects to a recording; what there was is erased"
    case "stopped": "the caller objects to a recording; it ends here"
    default: "recording is off"
    }
  }

  private mutating func add(_ speaker: TurnView.Speaker, _ text: String, _ time: Timestamp, prompt: Int? = nil) {
    turns.append(TurnView(index: turns.count + 1, speaker: speaker, text: text, at: time, prompt: prompt))
  }

  private mutating func take(_ input: Input) {
    switch input.event {
    case .utterance(let transcript, _):
      add(.caller, transcript.text.isEmpty ? "(not understood)" : transcript.text, input.at)
    case .keys(let keys): add(.caller, "keyed \(keys)", input.at)
    case .recognitionFailed: add(.system, "the recogniser failed on what was said", input.at)
    case .unspoken: add(.system, "no engine could say that", input.at)
    case .silence: add(.system, "nothing was said", input.at)
    case .interrupted(let prompt, _, _, _):
      for index in turns.indices where turns[index].prompt ?? 0 >= prompt { turns[index].interrupted = true }
    case .failed(_, let failure): add(.system, "back end: \(failure.code.rawValue)", input.at)
    case .ended(let reason):
      endedAt = input.at
      if outcome == nil { outcome = reason }
    case .code: add(.caller, "(the code)", input.at)
    case .card(.taken(let card)): add(.caller, "(a card, ending in \(card.lastFour))", input.at)
    case .card(.refused(.noToken)): add(.caller, "(a card for which no token could be had)", input.at)
    case .card(.refused): add(.caller, "(keys that are no card's number)", input.at)
    case .codeSent: add(.system, "a code was sent to a contact on file", input.at)
    case .codeNotSent: add(.system, "no code could be sent", input.at)
    case .opened, .played, .slow, .result, .promiseRecorded, .promiseFailed, .triesCounted: return
    }
  }

  private mutating func take(_ effect: Effect, at time: Timestamp) {
    switch effect {
    case .say(let prompt): add(.agent, prompt.written, time, prompt: prompt.number)
    case .decided(let decision):
      let verdict =
        switch decision.verdict {
        case .allow: "allowed"
        case .stepUp: "needs more first"
        case .needsApproval: "needs an approval first"
        case .refuse: "refused"
        case .person: "goes to a person"
        }
      decisions.append("\(decision.action): \(verdict) by \(decision.rule)")
    case .promise(let promise):
      let known = promise.slots.sorted { $0.key < $1.key }.map { ", \($0.key) \($0.value)" }.joined()
      let due = Date(timeIntervalSince1970: Double(promise.due.milliseconds) / 1_000).formatted(.iso8601)
      let about = promise.intent.map { ", about \($0)" } ?? ""
      let how = promise.email.map { "write to \($0)" } ?? "call back \(promise.callNumber)"
      add(.system, "\(how) by \(due), because \(promise.reason)\(about)\(known)", time)
    case .end(let outcome): self.outcome = outcome.rawValue
    case .understood, .proposed, .expect, .perform, .pause, .recall, .count, .forget, .sendCode: return
    }
  }
}
