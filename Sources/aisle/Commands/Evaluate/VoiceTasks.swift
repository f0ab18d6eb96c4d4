internal import Evaluation

/// Scenarios by voice beside the same words in writing: what only speaking loses.
struct VoiceTasks {
  var stages: Stages
  var bench: VoiceBench
  var callers: VoiceCallers
  /// The real engine that hears besides the one that knows; nil: none.
  var ear: VoiceEar?
  var failures: Int

  func hold(_ scenarios: [Scenario], _ conditions: [VoiceCondition]) async throws {
    let staging: ScenarioRunner.Staging = { [stages] sandbox, moment in try await stages.stage(sandbox, moment) }
    let read = ScenarioRunner(
      mouth: { words, cue in SpokenTurn(written: VoiceBench.asHeard(words), expecting: cue.expectation) },
      staging: staging)
    var held: [(scenario: Scenario, variants: Set<Int>)] = []
    for scenario in scenarios {
      let right = await read.run(scenario).filter { $0.skipped == nil && $0.failures.isEmpty }
      if !right.isEmpty { held.append((scenario, Set(right.map(\.variant)))) }
    }
    print("\(held.reduce(0) { $0 + $1.variants.count }) tasks go right in writing\n")
    for condition in conditions {
      var reports = [await report("oracle", nil, held, condition, staging)]
      if let ear { reports.append(await report(ear.name, ear, held, condition, staging)) }
      print(condition.name)
      print(SpokenReport.table(reports.map(\.row)))
      for causes in reports.compactMap(\.causes) { print(causes) }
      for report in reports {
        for failure in report.failures.prefix(failures) { print("    - \(report.ear) \(failure)") }
      }
      print("")
    }
  }

  private func report(
    _ name: String, _ ear: VoiceEar?, _ held: [(scenario: Scenario, variants: Set<Int>)], _ condition: VoiceCondition,
    _ staging: @escaping ScenarioRunner.Staging
  ) async -> SpokenReport {
    let knowing = bench.heard(by: nil)
    let runner = ScenarioRunner(
      mouth: { [callers] words, cue in
        // One voice through a conversation, and the same whatever came of others, so that two runs can be compared.
        try await knowing.spoken(
          words, on: cue, condition, voice: callers.voices[Int(cue.customer >> 33) % callers.voices.count],
          agent: VoiceCallers.agent, number: cue.customer &+ UInt64(cue.turn), ear: ear, speak: callers.speak)
      }, staging: staging)
    var runs: [ScenarioRunner.Run] = []
    for (scenario, variants) in held {
      runs += await runner.run(scenario).filter { variants.contains($0.variant) }
    }
    return SpokenReport(ear: name, runs: runs)
  }
}
