import AisleTesting
import Dialogue
import Discourse
import Journal
import Metrics
import MetricsTestKit
import Testing

@testable import Conversations

/// What an answer took is judged by its budgets, counted where it was too much, and kept with its turn.
@Suite struct AnswerBudgetTests {
  private struct Answered {
    var figures: TestMetrics
    var turn: TurnView
    var notes: [String]
    /// How often each was over its budget: stages, and "answer" for the whole.
    func over(_ stage: String) -> Int64 {
      figures.counterTotal(label: "aisle_answer_over_budget_total", dimensions: [("stage", stage)])
    }
    var overAtAll: Int64 { figures.counterTotal(label: "aisle_answer_over_budget_total") }
  }

  /// A call on which the caller asks where the order is, and whose answer took so long.
  private func answered(
    _ stages: [AnswerStage: Double], budgets: [AnswerStage: Int]? = nil, saying words: String? = "where is my order"
  ) async throws -> Answered {
    let test = try TestHouse()
    var context = test.house.context
    if let budgets { context.settings.budgets.milliseconds = budgets }
    let settled = context
    let figures = TestMetrics()
    let (view, id) = try await withMetricsFactory(figures) { () async throws -> (ConversationView, String) in
      let handle = MediaHandle { _ in }
      let speaker = Speaker(
        synthesizer: ToneSynthesizer(sentence: 100), media: handle, logger: test.logger)
      let conversation = LiveConversation(
        id: "c1", channel: .phone, subject: "s", caller: nil, context: settled, surface: .voice(speaker, handle),
        logger: test.logger, onChange: { _ in }, onEnd: { _ in }, onJournalFailure: {})
      await conversation.open(
        Opening(
          conversation: "c1", channel: .phone, from: nil, recorded: false, seed: 4, utcOffsetSeconds: 0, artefacts: [:])
      )
      #expect(await conversation.settled(within: .seconds(20)))
      if let words {
        await conversation.receive(
          .utterance(Transcript(alternatives: [Alternative(text: words, confidence: 1)])))
        #expect(await conversation.settled(within: .seconds(20)))
      }
      let prompt = await conversation.snapshot.turns.compactMap(\.prompt).max() ?? 0
      await conversation.receive(
        .answered(
          prompt: prompt,
          stages: AnswerStage.allCases.compactMap { stage in
            stages[stage].map { TurnView.Stage(name: stage.rawValue, milliseconds: $0) }
          }))
      let view = await conversation.snapshot
      await conversation.receive(.ended(.callerHungUp))
      _ = try await conversation.recorded()
      return (view, conversation.id)
    }
    let turn = try #require(view.turns.last { $0.speaker == .agent })
    // As it is shown live, so it is shown from the journal.
    let stored = try #require(try await test.house.conversation(id)).turns.last { $0.prompt == turn.prompt }
    #expect(stored?.stages == turn.stages && stored?.latency == turn.latency && stored?.budget == turn.budget)
    let notes = try await test.journal.entries(of: id).map(\.kind).filter { $0 == "note.answer" }
    return Answered(figures: figures, turn: turn, notes: notes)
  }

  private static let quick: [AnswerStage: Double] = [
    .endpointing: 320, .recognition: 40, .backEnd: 0, .dialogue: 5, .synthesis: 20, .sending: 10,
  ]

  @Test func anAnswerWithinItsBudgetsIsCountedNowhere() async throws {
    let answer = try await answered(Self.quick)
    #expect(answer.overAtAll == 0)
    #expect(answer.turn.latency == 395)
    #expect(answer.turn.stages.map(\.name) == AnswerStage.allCases.map(\.rawValue))
    #expect(answer.turn.stages.allSatisfy { !$0.isOver && $0.budget != nil })
    #expect(answer.notes.count == 1)
    #expect(try answer.figures.expectTimer("aisle_answer_latency_seconds").values == [395_000_000])
    for (stage, milliseconds) in Self.quick {
      let timer = try answer.figures.expectTimer("aisle_answer_stage_seconds", [("stage", stage.rawValue)])
      #expect(timer.values == [Int64(milliseconds * 1_000_000)], "\(stage)")
    }
  }

  @Test(arguments: AnswerStage.allCases) func theStageThatTookTooLongIsCountedAlone(_ stage: AnswerStage) async throws {
    var stages = Self.quick
    let limit = Double(AnswerBudgets().milliseconds[stage] ?? 0)
    // At its limit it is within it.
    stages[stage] = limit
    #expect(try await answered(stages).over(stage.rawValue) == 0)
    stages[stage] = limit + 1
    let late = try await answered(stages)
    #expect(late.over(stage.rawValue) == 1)
    #expect(late.turn.stages.filter(\.isOver).map(\.name) == [stage.rawValue])
    for other in AnswerStage.allCases where other != stage { #expect(late.over(other.rawValue) == 0) }
  }

  /// The whole has a budget of its own, which the intent sets: it may be over although no part is, and the other way round.
  @Test func theWholeIsJudgedByItsIntent() async throws {
    let roomy = Dictionary(uniqueKeysWithValues: AnswerStage.allCases.map { ($0, 60_000) })
    let budget = try #require(try await answered(Self.quick).turn.budget)
    var stages = Self.quick
    stages[.endpointing] = 320 + budget - 395
    let just = try await answered(stages, budgets: roomy)
    #expect(just.turn.latency == budget)
    #expect(just.overAtAll == 0)
    stages[.endpointing] = 321 + budget - 395
    let late = try await answered(stages, budgets: roomy)
    #expect(late.over("answer") == 1)
    #expect(late.overAtAll == 1)
    #expect(late.turn.stages.allSatisfy { !$0.isOver })
  }

  /// Before an intent is known nothing is said of the whole.
  @Test func withoutAnIntentOnlyStagesAreJudged() async throws {
    var stages = Self.quick
    stages[.backEnd] = 60_000
    let answer = try await answered(stages, saying: nil)
    #expect(answer.turn.budget == nil)
    #expect(answer.over("answer") == 0)
    #expect(answer.over("back end") == 1)
  }

  /// A stage that nobody set a limit for is only told.
  @Test func whatHasNoBudgetIsNeverOver() async throws {
    var stages = Self.quick
    stages[.synthesis] = 60_000
    let answer = try await answered(stages, budgets: [:], saying: nil)
    #expect(answer.overAtAll == 0)
    #expect(answer.turn.stages.allSatisfy { $0.budget == nil && !$0.isOver })
  }
}
