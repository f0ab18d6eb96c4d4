internal import Audio
internal import Conversations
internal import Discourse
internal import Operations

/// Watches over the engines that hear one call: which of them listens to the utterance under way, whether it gives signs of life, and
/// who takes over, with all the audio not yet answered, when it does not. No socket, no clock: sessions are known by their tickets,
/// times come in.
///
/// An engine is replaced when its session breaks or cannot be opened, when it answers what cannot have been said, when it is silent
/// for `patience` after the end of an utterance or, if it is one that speaks while it listens, over as much voice. One that hears no
/// words where there is voice is only suspected: the next engine hears the same, and its words decide.
struct HearingWatch: Sendable {
  /// What is known of an engine beforehand.
  struct Trait: Sendable {
    /// It says something at least each second of an utterance.
    var streams = false
    /// How long after an utterance's end its answer may take; how long to open it.
    var patience = Duration.milliseconds(1_500), opening = Duration.milliseconds(1_500)
  }

  enum Input: Sendable {
    case start, expect(Expectation), begin(Int), feed([Int16]), rest(Int), goesOn(Int), end(Int), cancel(Int), close
    case opened(Int), notOpened(Int, EngineFailure), event(Int, RecognitionEvent), tick
  }

  enum Action: Sendable {
    /// Open a session of an engine and know it by the ticket from now on.
    case open(engine: Int, ticket: Int)
    case expect(Int, Expectation), begin(Int, Int), feed(Int, [Int16]), rest(Int, Int), goesOn(Int, Int)
    case end(Int, Int), cancel(Int, Int), close(Int)
    /// Tell the call; tell people; come back with a tick.
    case report(RecognitionEvent), note(EngineNote), wake(Duration)
  }

  /// A session that is open or being opened.
  struct Line: Sendable {
    var ticket: Int
    var isOpen = false
    var openBy: Duration
  }

  /// The utterance under way.
  struct Utterance: Sendable {
    var number: Int
    var samples: [Int16] = []
    var choice: EngineRoster.Choice
    /// Engines that are through with it.
    var tried: Set<Int> = []
    /// The engine that heard no words in it; it and how it was chosen.
    var suspect: EngineRoster.Choice?
    /// Whether that engine had decided so, at the end.
    var suspectDecided = false
    var endedAt: Duration?
    /// When the engine must have answered.
    var answerBy: Duration?
    /// Milliseconds of voice in all, and since the engine's last sign of life.
    var voice = 0, voiceSinceSign = 0
    var text = ""
  }

  let traits: [Trait]
  var lines: [Int: Line] = [:]
  var utterance: Utterance?
  var expectation: Expectation?
  /// Engines this call does without, until when.
  var struck: [Int: Duration] = [:]
  /// How often a session broke while nobody spoke.
  private var losses: [Int: Int] = [:]
  private var tickets = 0
  private var detector = VoiceActivityDetector()
  private var isClosed = false

  /// How long a call does without an engine that failed it.
  static let strike = Duration.seconds(30)
  /// Voice, in ms, after which an engine that speaks while it listens must have said something, and heard something.
  static let signWithin = 1_400
  /// Voice, in ms, in which words are expected: a cough is shorter.
  static let wordsWithin = 600
  /// How sure a second engine must be of its words to put the first one in the wrong: grammars hear words in any noise.
  /// It is about whether it was speech at all, so less than for acting on the words; a number is hardly ever sure to its last digit, and a yes
  /// or no is quickly found in anything. Set from the curves of `Confidence`, not measured.
  static func sure(expecting expectation: Expectation?) -> Double {
    switch expectation {
    case .digits, .telephone: 0.03
    case .yesNo: 0.4
    default: 0.2
    }
  }
  /// The audio that is kept of an utterance, in samples: 30 s.
  static let longest = 240_000

  init(traits: [Trait]) { self.traits = traits }

  /// Takes an input; the roster is what all calls know of the engines.
  mutating func handle(_ input: Input, now: Duration, roster: inout EngineRoster) -> [Action] {
    guard !isClosed else {
      // What was opened meanwhile is not wanted any more.
      if case .opened(let ticket) = input { return [.close(ticket)] }
      return []
    }
    switch input {
    case .start:
      guard let engine = roster.favourite(now: now, except: ruledOut(now)) else { return [] }
      return open(engine, now)
    case .expect(let expectation):
      self.expectation = expectation
      // The next utterance may be heard by any of them.
      return lines.sorted { $0.key < $1.key }.filter(\.value.isOpen).map { .expect($0.value.ticket, expectation) }
    case .begin(let number): return begin(number, now, &roster)
    case .feed(let samples): return feed(samples, now, &roster)
    case .rest(let number): return ticket(hearing: number).map { [.rest($0, number)] } ?? []
    case .goesOn(let number): return ticket(hearing: number).map { [.goesOn($0, number)] } ?? []
    case .end(let number): return end(number, now)
    case .cancel(let number): return cancel(number, &roster)
    case .close:
      if let utterance { abandon(utterance, &roster) }
      utterance = nil
      isClosed = true
      defer { lines = [:] }
      return lines.sorted { $0.key < $1.key }.map { .close($0.value.ticket) }
    case .opened(let ticket): return opened(ticket, now)
    case .notOpened(let ticket, let failure):
      guard let engine = engine(of: ticket) else { return [] }
      return fail(engine, failure, now, &roster)
    case .event(let ticket, let event):
      guard let engine = engine(of: ticket) else { return [] }
      return take(event, of: engine, now, &roster)
    case .tick: return tick(now, &roster)
    }
  }

  /// Engines that are not asked now.
  func ruledOut(_ now: Duration) -> Set<Int> { Set(struck.filter { $0.value > now }.keys) }

  private func engine(of ticket: Int) -> Int? { lines.first { $0.value.ticket == ticket }?.key }

  /// The open session that hears this utterance, which goes on.
  private func ticket(hearing number: Int) -> Int? {
    guard let utterance, utterance.number == number, utterance.endedAt == nil,
      let line = lines[utterance.choice.engine],
      line.isOpen
    else { return nil }
    return line.ticket
  }

  mutating func open(_ engine: Int, _ now: Duration) -> [Action] {
    guard lines[engine] == nil else { return [] }
    tickets += 1
    let limit = traits[engine].opening
    lines[engine] = Line(ticket: tickets, openBy: now + limit)
    return [.open(engine: engine, ticket: tickets), .wake(limit)]
  }

  private mutating func opened(_ ticket: Int, _ now: Duration) -> [Action] {
    guard let engine = engine(of: ticket) else { return [.close(ticket)] }
    lines[engine]?.isOpen = true
    var actions: [Action] = expectation.map { [.expect(ticket, $0)] } ?? []
    if utterance?.choice.engine == engine { actions += retell(ticket, now) }
    return actions
  }

  private mutating func begin(_ number: Int, _ now: Duration, _ roster: inout EngineRoster) -> [Action] {
    var actions: [Action] = []
    if let utterance { actions += cancel(utterance.number, &roster) }
    guard let choice = roster.choose(now: now, except: ruledOut(now)) ?? roster.choose(now: now) else { return actions }
    utterance = Utterance(number: number, choice: choice)
    if let line = lines[choice.engine] {
      if line.isOpen { actions.append(.begin(line.ticket, number)) }
    } else {
      actions += open(choice.engine, now)
    }
    return actions
  }

  private mutating func feed(_ samples: [Int16], _ now: Duration, _ roster: inout EngineRoster) -> [Action] {
    guard utterance?.endedAt == nil, let kept = utterance?.samples.count, kept < Self.longest else { return [] }
    // In place: a copy of all the samples with each frame would cost more than the hearing.
    utterance?.samples += samples
    if samples.count == SpeechFormat.frameLength, detector.process(samples).isSpeech {
      utterance?.voice += 20
      utterance?.voiceSinceSign += 20
    }
    guard let engine = utterance?.choice.engine, let line = lines[engine], line.isOpen else { return [] }
    if traits[engine].streams, let voice = utterance?.voice, let sinceSign = utterance?.voiceSinceSign {
      if sinceSign >= Self.signWithin { return fail(engine, .late, now, &roster) }
      let hasWords = !(utterance?.text.isEmpty ?? true)
      if voice >= Self.signWithin, !hasWords, utterance?.suspect == nil, let actions = suspect(engine, now, &roster) {
        return actions
      }
    }
    return [.feed(line.ticket, samples)]
  }

  private mutating func end(_ number: Int, _ now: Duration) -> [Action] {
    guard utterance?.number == number, utterance?.endedAt == nil, let engine = utterance?.choice.engine else {
      return []
    }
    utterance?.endedAt = now
    let patience = traits[engine].patience
    utterance?.answerBy = now + patience
    guard let line = lines[engine], line.isOpen else { return [.wake(patience)] }
    return [.end(line.ticket, number), .wake(patience)]
  }

  private mutating func cancel(_ number: Int, _ roster: inout EngineRoster) -> [Action] {
    guard let current = utterance, current.number == number else { return [] }
    abandon(current, &roster)
    utterance = nil
    guard let line = lines[current.choice.engine], line.isOpen else { return [] }
    return [.cancel(line.ticket, number)]
  }

  private func abandon(_ utterance: Utterance, _ roster: inout EngineRoster) {
    roster.abandoned(utterance.choice)
    if let suspect = utterance.suspect { roster.abandoned(suspect) }
  }

  /// Gives an engine the whole utterance so far.
  mutating func retell(_ ticket: Int, _ now: Duration) -> [Action] {
    guard var current = utterance else { return [] }
    var actions: [Action] = [.begin(ticket, current.number)]
    if !current.samples.isEmpty { actions.append(.feed(ticket, current.samples)) }
    current.voiceSinceSign = 0
    if current.endedAt != nil {
      let patience = traits[current.choice.engine].patience
      actions += [.end(ticket, current.number), .wake(patience)]
      current.answerBy = now + patience
    }
    utterance = current
    return actions
  }

  /// A session that broke while nobody spoke: opened anew, twice a call.
  mutating func lostWhileIdle(_ engine: Int, _ now: Duration) -> [Action] {
    losses[engine, default: 0] += 1
    guard losses[engine, default: 0] <= 2, struck[engine].map({ $0 <= now }) ?? true else {
      struck[engine] = now + Self.strike
      return []
    }
    return open(engine, now)
  }
}
