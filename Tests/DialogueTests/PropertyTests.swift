import AisleTesting
import Dialogue
import Journal
import Testing

/// What holds for every conversation, whatever the caller and the back ends do.
@Suite struct PropertyTests {
  let artefacts: Artefacts

  init() throws { artefacts = try Shared.artefacts.get() }

  private func calls() -> [RandomCaller] {
    (0..<500).map { seed in
      var caller = RandomCaller(seed: UInt64(seed), artefacts: artefacts)
      caller.run(turns: 2 + seed % 60)
      return caller
    }
  }

  @Test func fiveHundredCallersBreakNoRule() throws {
    var outcomes: [Effect.Outcome: Int] = [:]
    var served = 0
    for (seed, caller) in calls().enumerated() {
      #expect(caller.broken == nil, "seed \(seed)")
      #expect(Replay.run(caller.recorded, artefacts: artefacts) == nil, "seed \(seed)")
      var ends = 0
      for case .effect(let effect, _) in caller.recorded {
        if case .end(let outcome) = effect {
          ends += 1
          outcomes[outcome, default: 0] += 1
        }
        if case .say(let prompt) = effect, prompt.responses.contains("order_status.in_transit") { served += 1 }
      }
      #expect(ends == 1, "seed \(seed) ends \(ends) times")
    }
    // The callers are worth something only when they come everywhere.
    #expect(outcomes.count == 5, "\(outcomes)")
    #expect(served >= 5)
  }

  @Test func everythingOfFiveHundredCallsComesBackFromItsRecord() throws {
    for caller in calls().prefix(100) {
      for entry in caller.recorded {
        switch entry {
        case .input(let input, _):
          let record = try JournalCoding.record(input)
          #expect(try JournalCoding.decode(Input.self, from: record.personal ?? record.open) == input)
        case .effect(let effect, _):
          let record = try JournalCoding.record(effect)
          #expect(try JournalCoding.decode(Effect.self, from: record.personal ?? record.open) == effect)
        }
      }
    }
  }

  @Test func aDroppedAddedOrChangedEffectIsTheFirstDifference() throws {
    var caller = RandomCaller(seed: 5, artefacts: artefacts)
    caller.run(turns: 30)
    for (index, entry) in caller.recorded.enumerated() {
      guard case .effect(let effect, let sequence) = entry else { continue }
      var changed = caller.recorded
      changed[index] = .effect(.end(outcome: .interrupted), sequence: sequence)
      if effect != .end(outcome: .interrupted) {
        let difference = try #require(Replay.run(changed, artefacts: artefacts))
        #expect(difference.sequence == sequence)
        #expect(difference.replayed == effect)
      }
      var added = caller.recorded
      added.insert(.effect(effect, sequence: sequence), at: index)
      #expect(Replay.run(added, artefacts: artefacts) != nil)
      // The last effects may be missing after a crash, also when a restart has closed the journal since; any other may not.
      let later = caller.recorded[(index + 1)...].prefix { entry in
        if case .input(let input, _) = entry, case .ended("restart") = input.event { false } else { true }
      }
      var dropped = caller.recorded
      dropped.remove(at: index)
      if later.contains(where: { $0 != entry }) {
        let difference = try #require(Replay.run(dropped, artefacts: artefacts), "\(effect) at \(sequence)")
        #expect(difference.replayed == effect)
      }
    }
  }
}
