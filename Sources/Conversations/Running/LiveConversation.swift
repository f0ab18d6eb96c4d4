internal import Commerce
internal import Dialogue
internal import Discourse
internal import Foundation
internal import Journal
internal import Logging
internal import Metrics
internal import Policy
internal import TurnTaking
internal import Understanding

/// A conversation that is going on: feeds the core with what happens, journals inputs and effects, performs effects and
/// reports their results. Decides nothing itself.
actor LiveConversation {
  /// Where its words go.
  enum Surface: Sendable {
    /// A call.
    case voice(Speaker, MediaHandle)
    /// Text: called with each prompt and at the end.
    case text(@Sendable (TextEvent) -> Void)
  }

  nonisolated let id: String
  let context: HouseContext
  let surface: Surface
  let logger: Logger
  let writer: JournalWriter
  private(set) var core: Conversation
  var view: ConversationView
  private var clock = Timestamp(milliseconds: 0)
  var inbox: [Input.Event] = []
  private var busy = false
  private var finished = false
  /// It has ended, and waits only for the outcomes of its writes.
  private var ended = false
  var openWrites = 0
  var backEndWait = BackEndWait()
  /// Asks for patience while something outside is waited for.
  var patience: Task<Void, Never>?
  /// What was got ready for words that are likely to come.
  var ahead = Preparation()
  /// What was asked of the outside and not answered: operations, counters, codes. `awaits` and `answered` count it.
  var openCalls = 0
  private var waitingToSettle: [Int: CheckedContinuation<Bool, Never>] = [:]
  private var waits = 0
  let subject: String
  /// Who calls, as tries are counted: the number, otherwise this conversation alone.
  let caller: String?
  private var waitingForEnd: [CheckedContinuation<Void, Never>] = []
  /// How the media treat what comes; what is typed is treated here.
  private var told = MediaOrders()
  /// The names that the recogniser was told of.
  private var toldNames: [String] = []
  var cards = CardWatch()
  var tape = CallTape()
  private let onChange: @Sendable (ConversationView) -> Void
  private let onEnd: @Sendable (String) -> Void
  private let onJournalFailure: @Sendable () -> Void

  init(
    id: String, channel: Channel, subject: String, caller: String?, context: HouseContext, surface: Surface,
    logger: Logger,
    onChange: @escaping @Sendable (ConversationView) -> Void, onEnd: @escaping @Sendable (String) -> Void,
    onJournalFailure: @escaping @Sendable () -> Void
  ) {
    self.id = id
    self.context = context
    self.subject = subject
    self.caller = caller
    self.surface = surface
    self.logger = logger
    self.onChange = onChange
    self.onEnd = onEnd
    self.onJournalFailure = onJournalFailure
    let opened = Timestamp(milliseconds: context.surroundings.now())
    core = Conversation(artefacts: context.artefacts)
    view = ConversationView(id: id, channel: channel, openedAt: opened)
    writer = JournalWriter(
      keeping: context.journal, chain: JournalChain(conversation: id, subject: subject),
      row: ConversationRow(id: id, channel: channel.rawValue, openedAt: opened))
  }

  var snapshot: ConversationView { view }

  /// Whether nothing is under way: all that was said is worked off, and every back end has answered.
  var isSettled: Bool { !busy && inbox.isEmpty && openCalls == 0 }

  /// Waits until nothing is under way any more, and no longer than the limit. False when something still is.
  func settled(within limit: Duration) async -> Bool {
    if isSettled { return true }
    waits += 1
    let ticket = waits
    let timer = Task {
      try? await Task.sleep(for: limit)
      release(ticket)
    }
    defer { timer.cancel() }
    return await withCheckedContinuation { waitingToSettle[ticket] = $0 }
  }

  private func release(_ ticket: Int) { waitingToSettle.removeValue(forKey: ticket)?.resume(returning: isSettled) }

  /// All that was journaled so far, from the store: returns when it is durable.
  func recorded() async throws -> [Recorded] {
    try await writer.flush()
    return try JournalItem.recorded(try await context.journal.store.entries(of: id), sealing: context.journal.sealing)
  }

  /// Opens the conversation.
  func open(_ opening: Opening) async { await handle(.opened(opening)) }

  /// Something the call's media concluded.
  func receive(_ event: TurnEvent) async {
    switch event {
    case .likely(let words): await prepare(words)
    case .utterance(let transcript):
      if openCalls == 0 { backEndWait = BackEndWait() }
      await handle(.utterance(transcript))
      // What is waited for now is waited for by somebody who has spoken.
      if openCalls > 0 { askPatience() }
    case .recognitionFailed: await handle(.recognitionFailed)
    case .keys(let keys): await handle(.keys(keys))
    case .typed(let text, let seen): await typed(text, seen: seen)
    case .slow: await handle(.slow)
    case .unspoken(let prompt):
      Counter(label: "aisle_prompts_unspoken_total").increment()
      await handle(.unspoken(prompt: prompt))
    case .silence: await handle(.silence)
    case .code(let digest): await handle(.code(digest, said: Transcript(alternatives: [])))
    case .card(let card): await handle(.card(card))
    case .recorded(let samples): await record(samples)
    case .interrupted(let prompt, let heard, let length, let sentences):
      if case .voice(let speaker, _) = surface { await speaker.stop() }
      await handle(.interrupted(prompt: prompt, heard: heard, of: length, sentences: sentences))
    case .disregarded(let reason):
      Counter(label: "aisle_speech_disregarded_total", dimensions: [("reason", reason.rawValue)]).increment()
    case .played(let prompt): await handle(.played(prompt: prompt))
    case .answered(let prompt, let stages):
      await answered(prompt, stages)
    case .replaced(let replacement):
      logger.warning(
        "an engine was replaced",
        metadata: [
          "engine": "\(replacement.engine)", "by": "\(replacement.by ?? "none")", "reason": "\(replacement.reason)",
        ])
      await note("engine", replacement, personal: false)
    case .greeted(let delay): Metrics.Timer(label: "aisle_greeting_seconds").recordMilliseconds(delay)
    case .filled(let text):
      Counter(label: "aisle_voice_late_total").increment()
      await note("filler", FillerNote(text: text), personal: false)
    case .ended(let end):
      await endRecording()
      await handle(.ended(reason: end.rawValue))
    }
  }

  /// The customer left the chat. Returns when everything is on disk.
  func leave(_ reason: String) async {
    await handle(.ended(reason: reason))
    if !finished { await withCheckedContinuation { waitingForEnd.append($0) } }
  }

  func now() -> Timestamp {
    clock = max(clock, Timestamp(milliseconds: context.surroundings.now()))
    return clock
  }

  /// Inputs are worked off one at a time, in the order they came: what one input set going (journal, speech) is under way
  /// before the next is looked at, although this actor may be entered again while it waits.
  func handle(_ event: Input.Event) async {
    inbox.append(event)
    guard !busy else { return }
    busy = true
    while !inbox.isEmpty {
      let next = await proposed(withoutCode(inbox.removeFirst()))
      await process(next)
      if case .ended = next { ended = true }
      if ended, openWrites == 0 { await finish() }
    }
    busy = false
    guard isSettled else { return }
    // Whatever was tried has come out, or will not: a match, a back end's failure.
    context.underway.end(id)
    if case .text(let show) = surface { show(.settled) }
    for ticket in waitingToSettle.keys.sorted() { release(ticket) }
  }

  /// What was said, with what a language model takes it to mean where the core would like to know. Whatever goes wrong there, the
  /// core's own reading stands.
  private func proposed(_ event: Input.Event) async -> Input.Event {
    guard let proposer = context.proposer, case .utterance(let transcript, nil) = event, !finished,
      let question = core.question(about: transcript)
    else { return event }
    let started = ContinuousClock.now
    do {
      let proposal = try await proposer.propose(question)
      Metrics.Timer(label: "aisle_language_model_seconds")
        .recordMilliseconds((ContinuousClock.now - started) / .milliseconds(1))
      return .utterance(transcript, proposal: proposal)
    } catch {
      Counter(label: "aisle_language_model_failures_total").increment()
      logger.warning("the language model did not help", metadata: ["reason": "\(error)"])
      return event
    }
  }

  private func process(_ event: Input.Event) async {
    guard !finished else { return }
    var input = Input(at: now(), event: event)
    input.wordings = await wordings(for: input)
    let effects = core.handle(input)
    view.take(.input(input), at: input.at)
    for effect in effects { view.take(.effect(effect), at: input.at) }
    let state = StateNote(
      intent: core.intentTitle, fields: core.description.map { ConversationView.Field(name: $0.name, value: $0.value) })
    view.intent = state.intent
    view.state = state.fields
    onChange(view)

    let ended = view.endedAt
    let outcome = view.outcome
    do {
      var records = [(try JournalCoding.record(input), input.at)]
      records += try effects.map { (try JournalCoding.record($0), input.at) }
      if effects.contains(where: \.isUnderstood), let signals = core.signals {
        records.append((try JournalCoding.note("signals", signals, personal: false), input.at))
      }
      if let note = treat(at: input.at) { records.append((note, input.at)) }
      if !effects.isEmpty { records.append((try JournalCoding.note("state", state, personal: true), input.at)) }
      try await writer.append(records) { row in
        row.intent = state.intent
        row.endedAt = ended
        row.outcome = outcome
      }
    } catch {
      journalFailed(error)
    }
    tellNames()
    if case .text(let show) = surface {
      show(.input(input))
      for effect in effects { show(.effect(effect)) }
    }
    await carryOut(effects)
  }

  private func carryOut(_ effects: [Effect]) async {
    var pause = Duration.zero
    var prompts: [Prompt] = []
    var ends = false
    for effect in effects {
      switch effect {
      case .say(let prompt): prompts.append(prompt)
      case .expect(let expectation):
        if case .voice(_, let media) = surface { media.send(.expect(expectation)) }
      case .perform(let call, let operation): perform(call, operation, after: pause)
      case .pause(let milliseconds): pause = .milliseconds(milliseconds)
      case .recall(let keys): recall(keys)
      case .count(let keys): await count(keys)
      case .forget(let keys): await forget(keys)
      case .sendCode(let id, let customer, let channels, let digits): sendCode(id, to: customer, channels, digits)
      case .promise(let promise): await record(promise)
      case .end: ends = true
      case .understood, .proposed, .decided: continue
      }
    }
    if !prompts.isEmpty || ends, case .voice(let speaker, _) = surface {
      await speaker.say(prompts, then: ends, waited: backEndWait.milliseconds)
    }
  }

  /// Writes a note into the journal.
  func note(_ kind: String, _ value: some Encodable & Sendable, personal: Bool) async {
    let time = now()
    do {
      let record = try JournalCoding.note(kind, value, personal: personal)
      view.take(.note(kind, record.personal ?? record.open), at: time)
      onChange(view)
      try await writer.append([(record, time)]) { _ in }
    } catch {
      journalFailed(error)
    }
  }

  /// Tells the media how to treat what comes from now on. Gives the note on the recording, when that changed.
  private func treat(at time: Timestamp) -> JournalRecord? {
    let orders = core.mediaOrders
    guard orders != told, case .voice(_, let media) = surface else { return nil }
    let isNew = orders.recording != told.recording
    told = orders
    media.send(.treat(orders))
    guard isNew else { return nil }
    mind(orders.recording)
    guard
      let note = try? JournalCoding.note("recording", RecordingNote(state: orders.recording.rawValue), personal: false)
    else { return nil }
    view.take(.note("recording", note.open), at: time)
    return note
  }

  /// Tells the recogniser which names this customer is likely to say. They follow from the state: nothing of it is journaled, or logged.
  private func tellNames() {
    guard case .voice(_, let media) = surface else { return }
    let names = core.likelyNames
    guard names != toldNames else { return }
    toldNames = names
    media.send(.expectNames(names))
  }

  func journalFailed(_ error: any Error) {
    Counter(label: "aisle_journal_failures_total").increment()
    onJournalFailure()
    logger.error("journal could not be written", metadata: ["error": "\(error)"])
  }

  private func finish() async {
    guard !finished else { return }
    finished = true
    context.underway.end(id)
    do { try await writer.flush() } catch { journalFailed(error) }
    Counter(label: "aisle_conversations_ended_total", dimensions: [("outcome", view.outcome ?? "unknown")]).increment()
    onEnd(id)
    for continuation in waitingForEnd { continuation.resume() }
    waitingForEnd = []
  }
}

extension Effect {
  /// Whether it tells what words were taken to mean: they may have waited for a back end.
  fileprivate var isUnderstood: Bool { if case .understood = self { true } else { false } }
}
