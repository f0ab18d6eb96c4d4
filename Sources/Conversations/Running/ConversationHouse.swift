public import Audio
public import Commerce
public import Dialogue
public import Discourse
internal import Foundation
internal import Journal
public import Logging
internal import Metrics
internal import Policy
internal import Synchronization

/// Runs all conversations of this machine: takes calls from adapters and chats from terminals, and shows what goes on.
public final class ConversationHouse: CallHost, ConversationDirectory {
  private struct State {
    var live: [String: LiveConversation] = [:]
    var views: [String: ConversationView] = [:]
    /// The latest ended ones with all their turns, oldest first: lists need not read journals for their figures.
    var ended: [ConversationView] = []
    var calls = 0
    var draining = false
    var journalFailedAt: ContinuousClock.Instant?
  }

  private let shared: Mutex<HouseContext>
  private let recognizer: any SpeechRecognizer
  private let synthesizer: any SpeechSynthesizer
  private let makeDetector: @Sendable () -> any VoiceDetector
  private let makeCanceller: (@Sendable () -> any EchoCanceller)?
  private let logger: Logger
  private let feed = ViewFeed()
  private let state = Mutex(State())

  /// Puts a house together from its parts.
  /// - Parameters:
  ///   - makeDetector: Makes the detector of a call's voice, at once.
  ///   - makeCanceller: Makes what takes our own voice out of a speakerphone's; nil: nothing is taken out.
  ///   - proposer: Asked when the house itself is not sure what was meant; nil: nobody is.
  ///   - rephraser: Asked to word sentences otherwise; nil: nobody is.
  ///   - tries: Counts wrong tries of proving who one is across conversations; nil: each stands alone.
  ///   - codes: Sends one-time codes; nil: none are sent.
  ///   - cards: Makes tokens of cards that are keyed; nil: none are taken.
  public init(
    artefacts: Artefacts, backend: any CommerceBackend, journal: JournalKeeping, recordings: (any RecordingArchive)?,
    recognizer: any SpeechRecognizer, synthesizer: any SpeechSynthesizer,
    makeDetector: @escaping @Sendable () -> any VoiceDetector = { VoiceActivityDetector() },
    makeCanceller: (@Sendable () -> any EchoCanceller)? = nil, proposer: (any CommandProposer)? = nil,
    rephraser: (any Rephraser)? = nil, tries: (any TryCounter)? = nil,
    codes: (any CodeSender)? = nil, cards: (any CardTokeniser)? = nil, settings: HouseSettings,
    surroundings: Surroundings, logger: Logger
  ) {
    shared = Mutex(
      HouseContext(
        artefacts: artefacts, backend: backend, journal: journal, recordings: recordings, proposer: proposer,
        rephraser: rephraser, tries: tries, codes: codes, settings: settings, surroundings: surroundings, cards: cards))
    self.recognizer = recognizer
    self.synthesizer = synthesizer
    self.makeDetector = makeDetector
    self.makeCanceller = makeCanceller
    self.logger = logger
  }

  private var maximumCalls: Int { context.settings.maximumCalls }

  /// What the next conversation begins with.
  var context: HouseContext { shared.withLock { $0 } }

  /// What is in force for conversations that begin from now on. Those that run keep what they began with.
  public func use(_ artefacts: Artefacts) { shared.withLock { $0.artefacts = artefacts } }

  /// How many conversations are going on.
  public var liveCount: Int { state.withLock { $0.live.count } }

  /// Whether one more call could be taken.
  public var hasRoom: Bool { state.withLock { !$0.draining && $0.calls < maximumCalls } }

  /// Whether the journal took everything in the last minute. A house that cannot write it should get no calls.
  public var journalIsWell: Bool {
    state.withLock { state in state.journalFailedAt.map { ContinuousClock.now - $0 > .seconds(60) } ?? true }
  }

  /// No new calls are taken from now on.
  public func drain() { state.withLock { $0.draining = true } }

  // MARK: Calls

  /// Takes a call: opens its conversation and gives its media engine. Nil when full or draining.
  public func start(
    _ call: CallDetails, transport: any MediaTransport, handle: MediaHandle,
    show: (@Sendable (ConversationView) -> Void)?
  ) -> (any CallMedia)? {
    guard call.channel.isSpoken else { return startChat(call, transport: transport, handle: handle, show: show) }
    let maximumCalls = maximumCalls
    let admitted = state.withLock { state -> Bool in
      guard !state.draining, state.calls < maximumCalls else { return false }
      state.calls += 1
      return true
    }
    guard admitted else {
      return nil
    }
    var callLogger = logger
    callLogger[metadataKey: "call"] = "\(call.carrierCallID)"
    let (events, continuation) = AsyncStream.makeStream(of: TurnEvent.self)
    let speaker = Speaker(
      synthesizer: synthesizer, media: handle, logger: callLogger,
      onReplacement: { continuation.yield(.replaced($0)) },
      onFailure: { continuation.yield(.unspoken(prompt: $0)) })
    let context = context
    let conversation = make(
      call.channel, from: call.from, surface: .voice(speaker, handle), context, show: show, logger: callLogger)
    let artefacts = context.artefacts
    let secrets = MediaSecrets(digest: { conversation.digest($0) }) { digits in
      Task { continuation.yield(.card(await Self.keyed(digits, context.cards))) }
    }
    let media = PhoneMedia(
      transport: transport, settings: context.settings.turns, detector: makeDetector(), makeCanceller: makeCanceller,
      recording: context.settings.recordsCalls, secrets: secrets, slowAfter: context.settings.slowAfter,
      filler: { [synthesizer] time in Self.filler(time, artefacts.responses, synthesizer) },
      understands: { artefacts.mean(something: $0) }
    ) { continuation.yield($0) }
    let opening = opening(of: conversation.id, call.channel, from: call.from, context)
    let recognizer = recognizer
    Task {
      await conversation.open(opening)
      for await event in events {
        await conversation.receive(event)
        if case .ended = event { break }
      }
      self.state.withLock { $0.calls -= 1 }
    }
    Task {
      do {
        let session = try await recognizer.open { event in
          if case .replaced(let replacement) = event {
            continuation.yield(.replaced(replacement))
          } else {
            handle.send(.recognised(event))
          }
        }
        handle.send(.listen(session))
      } catch {
        // Keys still work, and the conversation's own ladder leads on from there.
        callLogger.error(
          "recogniser could not be opened", metadata: ["engine": "\(recognizer.name)", "error": "\(error)"])
        Counter(label: "aisle_recogniser_failures_total").increment()
      }
    }
    return media
  }

  /// What is said where the voice does not come, if it was spoken ahead.
  private static func filler(_ time: Int, _ responses: Responses, _ synthesizer: any SpeechSynthesizer) -> Filler? {
    let key = time == 0 ? "patience.first" : "patience.more"
    let sentences = Sentences.split(responses.render(key, facts: [:], choice: 0).spoken)
    let samples = sentences.compactMap { synthesizer.prepared($0) }
    guard !sentences.isEmpty, samples.count == sentences.count else { return nil }
    return Filler(text: sentences.joined(separator: " "), samples: Array(samples.joined()))
  }

  /// A token for a card's number, which is overwritten.
  private static func keyed(_ digits: [UInt8], _ cards: (any CardTokeniser)?) async -> KeyedCard {
    var digits = digits
    defer { for place in digits.indices { digits[place] = 0 } }
    guard let cards, let token = try? await cards.token(for: digits) else {
      Counter(label: "aisle_card_tokens_failed_total").increment()
      return .refused(.noToken)
    }
    return .taken(token)
  }

  // MARK: Text

  /// Takes a chat from a page. Nil when draining.
  private func startChat(
    _ call: CallDetails, transport: any MediaTransport, handle: MediaHandle,
    show: (@Sendable (ConversationView) -> Void)?
  ) -> (any CallMedia)? {
    guard !state.withLock({ $0.draining }) else { return nil }
    let (events, continuation) = AsyncStream.makeStream(of: TurnEvent.self)
    let context = context
    let surface = LiveConversation.Surface.text { event in
      if case .effect(.end) = event { handle.send(.hangUp) }
    }
    let conversation = make(call.channel, from: nil, surface: surface, context, show: show, logger: logger)
    let opening = opening(of: conversation.id, call.channel, from: nil, context)
    Task {
      await conversation.open(opening)
      for await event in events {
        await conversation.receive(event)
        if case .ended = event { break }
      }
    }
    return TextMedia(transport: transport) { continuation.yield($0) }
  }

  /// Opens a conversation by text, on the house's own back ends or on a standing of its own. `show` is called with everything
  /// that happens, in order.
  public func chat(
    channel: Channel = .chat, standing: Standing? = nil, show: @escaping @Sendable (TextEvent) -> Void
  ) async -> Chat {
    let context = standing.map(context.standing) ?? context
    let conversation = make(
      channel, from: nil, surface: .text(show), context, isPractice: standing != nil, logger: logger)
    await conversation.open(opening(of: conversation.id, channel, from: nil, context))
    return Chat(conversation)
  }

  private func opening(
    of id: String, _ channel: Channel, from: String?, _ context: HouseContext
  ) -> Opening {
    Opening(
      conversation: id, channel: channel, from: from,
      recorded: channel.isSpoken && context.settings.recordsCalls, seed: context.surroundings.random(),
      utcOffsetSeconds: context.surroundings.utcOffsetSeconds(context.surroundings.now()),
      artefacts: context.artefacts.hashes)
  }

  private func make(
    _ channel: Channel, from: String?, surface: LiveConversation.Surface, _ context: HouseContext,
    isPractice: Bool = false, show: (@Sendable (ConversationView) -> Void)? = nil, logger: Logger
  ) -> LiveConversation {
    let id = UUID().uuidString.lowercased()
    var logger = logger
    logger[metadataKey: "conversation"] = "\(id)"
    // Practice is not shown among what really goes on.
    let shown = !isPractice
    let conversation = LiveConversation(
      id: id, channel: channel, subject: context.journal.subjectKey(from ?? "conversation:\(id)"),
      caller: from, context: context,
      surface: surface, logger: logger,
      onChange: { [weak self] view in
        show?(view)
        guard let self, shown else { return }
        self.state.withLock { if $0.live[view.id] != nil { $0.views[view.id] = view } }
        self.feed.publish(view)
      },
      onEnd: { [weak self] id in
        self?.state.withLock {
          $0.live[id] = nil
          if let view = $0.views.removeValue(forKey: id) { $0.ended.append(view) }
          if $0.ended.count > 100 { $0.ended.removeFirst() }
        }
      },
      onJournalFailure: { [weak self] in self?.state.withLock { $0.journalFailedAt = .now } })
    state.withLock { $0.live[id] = conversation }
    return conversation
  }

  // MARK: What goes on

  /// Conversations going on now, newest first.
  public func live() async -> [ConversationView] {
    state.withLock { Array($0.views.values) }.filter { $0.endedAt == nil }
      .sorted { ($1.openedAt, $0.id) < ($0.openedAt, $1.id) }
  }

  /// Conversations that ended, newest first; those that ended long ago or before a restart without their turns.
  public func past(limit: Int) async throws -> [ConversationView] {
    let ended = state.withLock { $0.ended }
    return try await context.journal.store.conversations(open: false, limit: limit).map { row in
      guard var recent = ended.last(where: { $0.id == row.id }) else { return view(row) }
      recent.hasRecording = context.recordings?.exists(row.id) ?? false
      return recent
    }
  }

  private func view(_ row: ConversationRow) -> ConversationView {
    var view = ConversationView(id: row.id, channel: Channel(rawValue: row.channel) ?? .phone, openedAt: row.openedAt)
    view.endedAt = row.endedAt
    view.outcome = row.outcome
    view.intent = row.intent
    view.hasRecording = context.recordings?.exists(row.id) ?? false
    return view
  }

  /// One conversation, live or from the journal.
  public func conversation(_ id: String) async throws -> ConversationView? {
    if let live = state.withLock({ $0.live[id] }) { return await live.snapshot }
    guard let row = try await context.journal.store.row(of: id) else { return nil }
    var view = view(row)
    for entry in try await context.journal.store.entries(of: id) {
      view.take(try JournalItem(entry, sealing: context.journal.sealing), at: entry.time)
    }
    return view
  }

  /// Each change of any conversation from now on.
  public func updates() async -> AsyncStream<ConversationView> { feed.subscribe() }

  /// A recording as wav.
  public func recording(_ id: String, access: RecordingAccess) async throws -> (any RecordingReader)? {
    try context.recordings?.open(id, access: access)
  }

  /// When recordings are erased by their age, as the documents in force have it.
  public var recordingDays: Int { context.artefacts.policy.recording.keepDays }
}
