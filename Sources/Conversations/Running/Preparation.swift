internal import Commerce
internal import Dialogue
internal import Discourse
internal import Metrics

/// What was got ready for words that are likely to come.
struct Preparation {
  /// A read that was sent before it was known to be wanted.
  struct Read {
    var sent: ContinuousClock.Instant
    var answer: Task<Result<OperationAnswer, OperationFailure>, Never>
  }

  /// Counts the times something was got ready; what belongs to an earlier one is stale.
  var generation = 0
  /// The core as it would be had the words been said.
  var core: Conversation?
  var reads: [Commerce.Operation: Read] = [:]

  /// So old an answer is asked for again.
  static let freshness = Duration.seconds(5)
  /// At most so many reads are sent for likely words, so that a doubtful ear does not load the back ends.
  static let mostReads = 4
}

/// While it is not yet sure that the caller has finished, a copy of the core takes the likely words: what it would look up is asked for,
/// and what it would say first is spoken into the synthesiser's memory. Nothing of it is counted or changed, and of it the journal notes only
/// which operations were asked; where the words turn out otherwise it is not used.
extension LiveConversation {
  /// Gets ready what the answer to these words needs.
  func prepare(_ words: String) async {
    guard isSettled, !words.isEmpty else { return }
    ahead.generation += 1
    var core = core
    let said = Transcript(alternatives: [Alternative(text: words, confidence: 1)])
    let effects = core.handle(Input(at: now(), event: .utterance(said)))
    ahead.core = core
    await follow(effects, ahead.generation)
  }

  /// The answer to a read that was sent ahead; nil where it has to be asked for now.
  func prepared(_ operation: Commerce.Operation) async -> Result<OperationAnswer, OperationFailure>? {
    guard let read = ahead.reads.removeValue(forKey: operation), ContinuousClock.now - read.sent < Preparation.freshness
    else { return nil }
    let answer = await read.answer.value
    switch answer {
    case .success:
      Counter(label: "aisle_reads_ahead_total").increment()
      return answer
    // The time that a back end has was given to it.
    case .failure(let failure) where failure.code == .timedOut: return answer
    // What failed otherwise is tried again by who is entitled to an answer.
    case .failure: return nil
    }
  }

  private func follow(_ effects: [Effect], _ generation: Int) async {
    // Tries of proving who one is, codes and promises count: they are for words that were said.
    guard generation == ahead.generation, effects.allSatisfy(\.isFree) else { return }
    var isWaiting = false
    for case .perform(let call, let operation) in effects {
      isWaiting = true
      read(operation, call, generation)
    }
    guard !isWaiting, case .voice(let speaker, _) = surface else { return }
    for case .say(let prompt) in effects {
      guard let first = prompt.spoken.first else { continue }
      return await speaker.prepare(first)
    }
  }

  private func read(_ operation: Commerce.Operation, _ call: Int, _ generation: Int) {
    let now = ContinuousClock.now
    ahead.reads = ahead.reads.filter { now - $0.value.sent < Preparation.freshness }
    let sent: Preparation.Read
    if let known = ahead.reads[operation] {
      sent = known
    } else {
      guard ahead.reads.count < Preparation.mostReads else { return }
      let backend = context.backend
      let asked = OperationContext(
        key: nil,
        budget: min(.milliseconds(operation.contract.budgetMilliseconds), context.settings.operationBudget),
        conversation: id, subject: subject)
      sent = Preparation.Read(sent: now, answer: Task { await Self.answer(of: backend, to: operation, asked) })
      ahead.reads[operation] = sent
    }
    let name = operation.name.rawValue
    Task {
      await note("ahead", AheadNote(operation: name), personal: false)
      guard case .success(let answer) = await sent.answer.value, generation == self.ahead.generation else { return }
      let effects = self.ahead.core?.handle(
        Input(at: self.now(), event: .result(call: call, answer.result, freshness: answer.freshness)))
      await self.follow(effects ?? [], generation)
    }
  }
}

/// That a back end was asked before it was sure that the caller wants it.
private struct AheadNote: Encodable {
  var operation: String
}

extension Effect {
  /// Whether it can be thought of without consequence.
  fileprivate var isFree: Bool {
    switch self {
    case .perform(_, let operation): !operation.isWrite
    case .pause, .recall, .count, .forget, .sendCode, .promise: false
    case .say, .expect, .end, .understood, .proposed, .decided: true
    }
  }
}
