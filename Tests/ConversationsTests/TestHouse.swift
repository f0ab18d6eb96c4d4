import AisleTesting
import Commerce
import Dialogue
import Discourse
import Journal
import Logging
import Policy
import Synchronization

@testable import Conversations
@testable import TurnTaking

/// A house over a journal in memory, the fixture's retailer and engines by script.
struct TestHouse {
  let house: ConversationHouse
  let journal = InMemoryJournal()
  let sealing = ToySealing()
  let artefacts: Artefacts
  let keeping: JournalKeeping
  let logger: Logger

  private static let trained = Result { try RetailFixture.artefacts() }

  init(
    backend: any CommerceBackend = FixtureBackend(), budget: Duration = .seconds(5), maximumCalls: Int = 10,
    recognizer: (any SpeechRecognizer)? = nil, proposer: (any CommandProposer)? = nil,
    rephraser: (any Rephraser)? = nil, sentence: Int = 100,
    sealsAtMost: Int = .max, recordings: (any RecordingArchive)? = nil, cards: (any CardTokeniser)? = nil,
    consent: RecordingRules.Consent? = nil, synthesizer: (any SpeechSynthesizer)? = nil,
    slowAfter: [Duration]? = nil, promiseLimit: Duration? = nil, tries: (any TryCounter)? = nil,
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  ) throws {
    var artefacts = try Self.trained.get()
    if let consent { artefacts.policy.recording = RecordingRules(otherwise: consent) }
    self.artefacts = artefacts
    self.logger = logger
    keeping = JournalKeeping(store: journal, sealing: LimitedSealing(sealing: sealing, limit: sealsAtMost)) {
      "subject of \($0.hashValue)"
    }
    let clock = Atomic<Int64>(RetailFixture.noon.milliseconds)
    let shared = Shared(clock)
    var settings = HouseSettings(
      maximumCalls: maximumCalls, operationBudget: budget, recordsCalls: recordings != nil, turns: TurnSettings())
    // How busy the machine is changes nothing about what is said.
    settings.slowAfter = slowAfter ?? [.seconds(3_600)]
    if let promiseLimit { settings.promiseLimit = promiseLimit }
    house = ConversationHouse(
      artefacts: artefacts, backend: backend, journal: keeping, recordings: recordings,
      recognizer: recognizer ?? EchoRecognizer(words: []),
      synthesizer: synthesizer ?? ToneSynthesizer(sentence: sentence),
      proposer: proposer, rephraser: rephraser, tries: tries, cards: cards,
      settings: settings,
      surroundings: Surroundings(
        now: { shared.clock.add(7, ordering: .relaxed).newValue }, random: { 4 },
        utcOffsetSeconds: { _ in RetailFixture.utcOffset }),
      logger: logger)
  }

  private final class Shared: Sendable {
    let clock: Atomic<Int64>
    init(_ clock: consuming Atomic<Int64>) { self.clock = clock }
  }

  /// What is stored of a conversation, its chain checked.
  func recorded(_ id: String) async throws -> [Recorded] {
    try JournalItem.recorded(try await journal.entries(of: id), sealing: sealing)
  }

  /// Where a stored conversation parts from what this build does.
  func difference(_ id: String) async throws -> ReplayDifference? {
    Replay.run(try await recorded(id), artefacts: artefacts)
  }
}

/// A chat by script that waits for its turn.
final class TestChat: Sendable {
  private struct State {
    var events: [TextEvent] = []
    var turns = 0
    var taken = 0
  }
  private let state = Mutex(State())

  var show: @Sendable (TextEvent) -> Void {
    { event in
      self.state.withLock { state in
        state.events.append(event)
        switch event {
        case .settled: state.turns += 1
        default: break
        }
      }
    }
  }

  var said: [String] {
    state.withLock { $0.events.compactMap { if case .effect(.say(let prompt)) = $0 { prompt.written } else { nil } } }
  }

  var ended: Bool { state.withLock { $0.events.contains { if case .effect(.end) = $0 { true } else { false } } } }

  /// Returns once something was said that holds these words; false after thirty seconds.
  func hears(_ words: String) async -> Bool {
    for _ in 0..<3_000 {
      if said.contains(where: { $0.contains(words) }) { return true }
      try? await Task.sleep(for: .milliseconds(10))
    }
    return false
  }
}

/// Hears one sentence after the other.
final class EchoRecognizer: SpeechRecognizer {
  let name = "echo"
  private let words: [String]
  /// Told before the first answer.
  private let replacement: EngineReplacement?
  /// What it tells when the caller pauses, one after the other.
  private let atRest: [String]
  /// The names it was told of, in order.
  private let names = Told()
  var told: [[String]] { names.terms.withLock { $0 } }

  final class Told: Sendable { let terms = Mutex<[[String]]>([]) }

  init(words: [String], replacement: EngineReplacement? = nil, atRest: [String] = []) {
    self.atRest = atRest
    self.words = words
    self.replacement = replacement
  }

  func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
    if let replacement { onEvent(.replaced(replacement)) }
    return Session(words: words, atRest: atRest, names: names, onEvent: onEvent)
  }

  final class Session: RecognitionSession {
    private let words: Mutex<[String]>
    private let onEvent: @Sendable (RecognitionEvent) -> Void
    private let atRest: Mutex<[String]>
    private let names: Told
    init(
      words: [String], atRest: [String], names: Told, onEvent: @escaping @Sendable (RecognitionEvent) -> Void
    ) {
      self.names = names
      self.atRest = Mutex(atRest)
      self.words = Mutex(words)
      self.onEvent = onEvent
    }
    func expect(_ expectation: Discourse.Expectation) {}
    func expect(terms: [String]) { names.terms.withLock { $0.append(terms) } }
    func begin(utterance: Int) {}
    func feed(_ samples: [Int16]) {}
    func rest(utterance: Int) {
      guard let next = atRest.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return }
      onEvent(.partial(utterance: utterance, text: next, satisfied: false))
    }
    func end(utterance: Int) {
      let next = words.withLock { $0.isEmpty ? "" : $0.removeFirst() }
      onEvent(.final(utterance: utterance, Transcript(alternatives: [Alternative(text: next, confidence: 1)]), cpu: 0))
    }
    func cancel(utterance: Int) {}
    func close() {}
  }
}

/// Every sentence is a tone of the same length, in ms.
struct ToneSynthesizer: SpeechSynthesizer {
  let name = "tone"
  let voice = "tone"
  var sentence: Int
  func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> {
    AsyncThrowingStream { continuation in
      continuation.yield((0..<sentence * 8).map { $0 % 16 < 8 ? 4_000 : -4_000 })
      continuation.finish()
    }
  }
}

/// A back end that does not stop when it is told to.
struct StubbornBackend: CommerceBackend {
  var delay: Duration
  private let fixture = FixtureBackend()

  init(delay: Duration) { self.delay = delay }

  var name: String { fixture.name }
  var operations: Set<OperationName> { fixture.operations }

  func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let delay = delay
    await Task.detached { try? await Task.sleep(for: delay) }.value
    return try await fixture.perform(operation, context)
  }

  func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome { .notDone }
}

/// Seals so often and no more, as when the database under it breaks in the middle of a call.
final class LimitedSealing: JournalSealing {
  private let sealing: ToySealing
  private let left: Mutex<Int>

  init(sealing: ToySealing, limit: Int) {
    self.sealing = sealing
    left = Mutex(limit)
  }

  func seal(_ plain: [UInt8], subject: SubjectKey, context: [UInt8]) throws -> SealedPart {
    let may = left.withLock { left in
      left -= 1
      return left >= 0
    }
    guard may else { throw JournalError(.storage, "the database is damaged") }
    return try sealing.seal(plain, subject: subject, context: context)
  }

  func open(_ part: SealedPart, subject: SubjectKey, context: [UInt8]) throws -> [UInt8] {
    try sealing.open(part, subject: subject, context: context)
  }

  func digest(_ bytes: [UInt8]) -> [UInt8] { sealing.digest(bytes) }
}
