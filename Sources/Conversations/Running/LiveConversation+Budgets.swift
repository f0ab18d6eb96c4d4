internal import Dialogue
internal import Metrics

/// How long back ends were waited for since the caller last spoke.
struct BackEndWait {
  private var since: ContinuousClock.Instant?
  private var sum = Duration.zero

  mutating func begin() { since = since ?? .now }

  mutating func end() {
    if let since { sum += .now - since }
    since = nil
  }

  /// In ms, up to now.
  var milliseconds: Int { Int((sum + (since.map { .now - $0 } ?? .zero)) / .milliseconds(1)) }
}

/// What an answer may take, and what it took.
extension LiveConversation {
  /// The first audible frame of an answer went out: where its time went, and what of that was too much.
  func answered(_ prompt: Int, _ stages: [TurnView.Stage]) async {
    let budgets = context.settings.budgets
    let judged = stages.map { stage in
      TurnView.Stage(
        name: stage.name, milliseconds: stage.milliseconds,
        budget: AnswerStage(rawValue: stage.name).flatMap { budgets.milliseconds[$0] }.map(Double.init))
    }
    let latency = judged.reduce(0) { $0 + $1.milliseconds }
    Metrics.Timer(label: "aisle_answer_latency_seconds").recordMilliseconds(latency)
    let own = judged.filter { AnswerStage(rawValue: $0.name)?.isOwn == true }
    Metrics.Timer(label: "aisle_answer_own_seconds").recordMilliseconds(own.reduce(0) { $0 + $1.milliseconds })
    for stage in judged {
      Metrics.Timer(label: "aisle_answer_stage_seconds", dimensions: [("stage", stage.name)])
        .recordMilliseconds(stage.milliseconds)
      guard stage.isOver else { continue }
      Counter(label: "aisle_answer_over_budget_total", dimensions: [("stage", stage.name)]).increment()
    }
    let budget = core.answerBudget.map(Double.init)
    if let budget, latency > budget {
      Counter(label: "aisle_answer_over_budget_total", dimensions: [("stage", "answer")]).increment()
    }
    await note("answer", AnswerNote(prompt: prompt, stages: judged, budget: budget), personal: false)
  }
}
