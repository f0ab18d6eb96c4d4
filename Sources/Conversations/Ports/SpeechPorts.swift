public import Discourse

/// Samples are 16-bit linear, mono, 8,000 a second on every port here: the telephone's rate. Frames are 20 ms (160 samples).
public enum SpeechFormat {
  /// Samples a second.
  public static let sampleRate = 8_000
  /// Samples in one 20 ms frame.
  public static let frameLength = 160
}

/// What a recogniser reports.
public enum RecognitionEvent: Sendable {
  /// What the utterance sounds like so far. `satisfied`: it already is a complete answer to what is expected
  /// (the right number of digits, a plain yes), so there is no need to wait for more.
  case partial(utterance: Int, text: String, satisfied: Bool)
  /// The utterance is decided. `cpu` is the processor time it took, in seconds.
  case final(utterance: Int, Transcript, cpu: Double)
  /// The recogniser failed on this utterance; the message carries no words of the caller. For an utterance that is not under way
  /// (0): the session is broken and hears nothing any more.
  case failed(utterance: Int, message: String)
  /// An engine did not do its work in this call, and another took over; the utterance under way is answered by that one.
  case replaced(EngineReplacement)
}

/// That one engine had to stand in for another: kept with the conversation, for people who look into why an answer was late.
public struct EngineReplacement: Sendable, Hashable, Codable {
  /// What the engine was to do.
  public enum Role: String, Sendable, Hashable, Codable {
    /// Recognition; synthesis.
    case hearing, speaking
  }
  /// What it was to do.
  public var role: Role
  /// The engine's name.
  public var engine: String
  /// Who took over; nil: nobody was left.
  public var by: String?
  /// Why, in a few words that hold nothing personal ("no answer in time").
  public var reason: String

  /// Makes a note of it.
  public init(role: Role, engine: String, by: String?, reason: String) {
    self.role = role
    self.engine = engine
    self.by = by
    self.reason = reason
  }

  /// "deepgram did not hear (no answer in time); pocketsphinx took over".
  public var words: String {
    let work = role == .hearing ? "hear" : "speak"
    return "\(engine) did not \(work) (\(reason)); \(by.map { "\($0) took over" } ?? "no other engine is left")"
  }
}

/// Recognition for one call. All calls return at once and may be made from an event loop; work happens on the engine's
/// own thread, in the order of the calls. Events come on that thread.
public protocol RecognitionSession: Sendable {
  /// Whether it reports what it has while the caller still speaks. Who waits for words over our own voice waits otherwise.
  var tellsPartials: Bool { get }
  /// Whether it listens with a grammar that makes a whole answer of half a one (five digits of four): what seems complete is then given
  /// the time of the caller's pauses.
  var fillsExpectation: Bool { get }
  /// What to listen for from the next `begin` on.
  func expect(_ expectation: Expectation)
  /// What this call makes likely besides what always exists: the customer's name, towns, goods of the customer's orders. Takes the place of what was
  /// told before, since somebody else may come to the telephone; from the next `begin` on. Personal data: not for logs.
  func expect(terms: [String])
  /// An utterance begins. Numbers rise.
  func begin(utterance: Int)
  /// The next samples of the utterance.
  func feed(_ samples: [Int16])
  /// The caller has paused: what was fed may be all there is. An engine that decides at the end may decide now and keep the decision; it may
  /// tell it as a partial.
  func rest(utterance: Int)
  /// The caller goes on after all: what was decided at the latest rest counts no more.
  func goesOn(utterance: Int)
  /// The caller has finished: a `final` or `failed` follows for this utterance.
  func end(utterance: Int)
  /// The utterance was nothing; no event follows.
  func cancel(utterance: Int)
  /// The call is over; frees what the session holds. No event follows.
  func close()
  /// Calls back once everything told so far has been worked off and its events have been told, from any thread: for calls in virtual time,
  /// which have to wait for an engine that computes in real time.
  func whenIdle(_ done: @escaping @Sendable () -> Void)
}

extension RecognitionSession {
  /// Most engines do.
  public var tellsPartials: Bool { true }
  /// Most engines do not.
  public var fillsExpectation: Bool { false }
  /// Most engines know only what they were made with.
  public func expect(terms: [String]) {}
  /// Most engines decide as they listen.
  public func rest(utterance: Int) {}
  /// See `rest`.
  public func goesOn(utterance: Int) {}
  /// Who works in the calls themselves is never busy between them.
  public func whenIdle(_ done: @escaping @Sendable () -> Void) { done() }
}

/// An engine that recognises speech.
public protocol SpeechRecognizer: Sendable {
  /// The engine's name as configured ("pocketsphinx", "stub").
  var name: String { get }
  /// Opens recognition for a call. Throws when the engine has no room or is broken: the message says which.
  func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession
}

/// An engine that speaks.
public protocol SpeechSynthesizer: Sendable {
  /// The engine's name as configured ("flite", "stub").
  var name: String { get }
  /// The voice ("cmu_us_rms").
  var voice: String { get }
  /// Speaks one sentence of plain words. Chunks of samples as they are made; ends when all is said. Cancelling the
  /// consuming task stops the engine.
  func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error>
  /// The samples of a sentence that was spoken ahead; nil: it was not.
  func prepared(_ text: String) -> [Int16]?
  /// The same as the first; `onReplacement` is told when one engine had to stand in for another. From any thread.
  func speak(
    _ text: String, onReplacement: @escaping @Sendable (EngineReplacement) -> Void
  ) -> AsyncThrowingStream<[Int16], any Error>
}

extension SpeechSynthesizer {
  /// An engine keeps nothing.
  public func prepared(_ text: String) -> [Int16]? { nil }
  /// A single engine has nobody to stand in for it.
  public func speak(
    _ text: String, onReplacement: @escaping @Sendable (EngineReplacement) -> Void
  ) -> AsyncThrowingStream<[Int16], any Error> { speak(text) }
}

/// What the recogniser needs to know of this retailer, so that it can listen for what exists: made once at start from
/// intents, responses and shop.
public struct RecognitionDomain: Sendable, Hashable {
  /// Whole sentences callers say, lower case, plain words; `<number>` stands for spoken digits, `<store>` for a store.
  public var sentences: [String]
  /// Spoken names of stores: names, nicknames, towns.
  public var storeNames: [String]
  /// Names of stores, goods, brands and towns, as they are written: what free speech is held against.
  public var terms: [String]
  /// How many digits the numbers have that callers say one by one.
  public var numberLengths: [Int]

  /// Makes a domain.
  public init(sentences: [String], storeNames: [String], terms: [String] = [], numberLengths: [Int] = []) {
    self.sentences = sentences
    self.storeNames = storeNames
    self.terms = terms
    self.numberLengths = numberLengths
  }
}
