import AisleTesting
import Commerce
import Dialogue
import Discourse
import Foundation
import Policy
import Testing

/// Another build, another policy, another phrasing: the first difference is named.
@Suite struct ReplayTests {
  let artefacts: Artefacts

  init() throws { artefacts = try Shared.artefacts.get() }

  private func call() -> [Recorded] {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("where is my order")
    call.key("40217")
    call.key("98101")
    call.say("no thank you")
    return call.recorded
  }

  private func effect(_ sequence: Int, in recorded: [Recorded]) -> Effect? {
    for case .effect(let effect, sequence) in recorded { return effect }
    return nil
  }

  @Test func anotherPolicyIsNamedAtItsDecision() throws {
    var altered = artefacts
    altered.policy.identification.tries.perConversation = 0
    let recorded = call()
    let difference = try #require(Replay.run(recorded, artefacts: altered))
    #expect(difference.recorded == effect(difference.sequence, in: recorded))
    // Without attempts left the zip code is not even asked for.
    guard case .say(let prompt)? = difference.recorded else { throw Unmet("\(difference)") }
    #expect(prompt.responses == ["order_status.ask_postcode"])
    guard case .promise(let promise)? = difference.replayed else { throw Unmet("\(difference)") }
    #expect(promise.reason == "verification-failed")
  }

  @Test func anotherPhrasingIsNamedAtItsPrompt() throws {
    var altered = artefacts
    let path = RetailFixture.root.appendingPathComponent("retail/responses/en")
    let files = try ["engine", "help", "outcomes", "order-status", "cancel-order", "store-hours", "desk", "understood"]
      .map { name in
        (
          file: name,
          text: try String(contentsOf: path.appendingPathComponent("\(name).yaml"), encoding: .utf8)
            .replacing("is on its way with", with: "travels with")
        )
      }
    altered.responses = try Responses.read(files)
    let difference = try #require(Replay.run(call(), artefacts: altered))
    guard case .say(let prompt)? = difference.replayed else { throw Unmet("\(difference)") }
    #expect(prompt.responses == ["order_status.in_transit"])
    #expect(prompt.written.contains("travels with"))
    #expect(difference.description.contains("first difference at entry \(difference.sequence)"))
  }

  @Test func anotherIntentMapIsNamed() throws {
    var altered = artefacts
    let index = try #require(altered.intents.intents.firstIndex { $0.name == "order_status" })
    altered.intents.intents[index].steps.removeAll { if case .verify = $0 { true } else { false } }
    let difference = try #require(Replay.run(call(), artefacts: altered))
    // Even a map without the step does not get the order: policy refuses before it is looked up.
    guard case .decided(let decision)? = difference.replayed else { throw Unmet("\(difference)") }
    #expect(decision.verdict == .stepUp)
  }

  @Test func anAlteredInputIsNoticed() throws {
    var recorded = call()
    let index = try #require(
      recorded.firstIndex { if case .input(let input, _) = $0 { input.event == .keys("40217") } else { false } })
    guard case .input(var input, let sequence) = recorded[index] else { return }
    input.event = .keys("40219")
    recorded[index] = .input(input, sequence: sequence)
    let difference = try #require(Replay.run(recorded, artefacts: artefacts))
    #expect(difference.sequence == sequence + 1)
  }

  @Test func aJournalThatEndsAnywhereReplays() {
    let recorded = call()
    for count in 0...recorded.count { #expect(Replay.run(Array(recorded.prefix(count)), artefacts: artefacts) == nil) }
  }

  @Test func arrivingAtTheSameStateByFolding() throws {
    let recorded = call()
    let conversation = Replay.fold(recorded, artefacts: artefacts)
    #expect(!conversation.hasEnded)
    #expect(conversation.description.contains { $0.name == "doing" && $0.value == "saying goodbye" })
  }
}
