public import Discourse

/// Decides when the caller has begun and finished, when we must stop talking and may go on, and when nothing is being said. A value:
/// events in, actions out, time given with each event in milliseconds of one monotonic clock.
///
/// | part | file |
/// |---|---|
/// | the caller's voice: beginning and end of an utterance | `TurnMachine+Utterances` |
/// | our voice: pausing, going on, stopping, what was said over it | `TurnMachine+Interruptions` |
/// | keys | `TurnMachine+Keypad` |
/// | what only time decides | `TurnMachine+Watch` |
public struct TurnMachine: Sendable {
  /// What happens on the line.
  public enum Event: Sendable {
    /// 20 ms of the caller's audio were judged. A voice that is faint stands little out of a background of voices: it is listened to, and
    /// only its words pause us.
    case frame(voiced: Bool, isFaint: Bool = false)
    /// It was found out that our own voice comes back over the line and is taken out of it from now on, or that it does so no more.
    case echo(known: Bool)
    /// The recogniser has words for this utterance; `satisfied` when it takes them for a complete answer to what was expected.
    case partial(utterance: Int, text: String, satisfied: Bool)
    /// The recogniser is done with this utterance; nil: it failed. `understood`: whether the words mean anything here.
    case final(utterance: Int, text: String?, understood: Bool)
    /// Whether the recogniser tells words as they come, or only at the end; whether it makes whole answers of half ones.
    case recogniser(tellsPartials: Bool, fillsExpectation: Bool)
    /// Our audio begins to play, or all of it has been played.
    case agentStarted, agentFinished
    /// This sentence of ours is heard from now on, for so many ms where that is known.
    case agentSays(String, lasting: Int?)
    /// A key was pressed.
    case digit(Character)
    /// A key was pressed that is not for here, as one of a secret.
    case hiddenDigit
    /// Something was typed, and is on its way to the dialogue.
    case typed
    /// What the caller is expected to say next.
    case expect(Expectation)
    /// Time passed; sent at least every 100 ms, also when no frames come.
    case tick
  }

  /// What is to be done.
  public enum Action: Hashable, Sendable {
    /// An utterance begins: open the recogniser and feed it the pre-roll first.
    case beginUtterance(Int)
    /// Feed this frame to the recogniser.
    case feed
    /// The caller has paused, and may have finished: what can be decided of the utterance by now may be. Then the caller goes on after all.
    case rest(Int), goesOn(Int)
    /// These are likely to be the utterance's words, although it has not ended: what an answer needs can be got ready.
    case likely(String)
    /// The caller has finished: close the utterance. `silence` is how long the caller had been silent, in ms.
    case endUtterance(Int, silence: Int)
    /// It was a knock: throw the utterance away.
    case cancelUtterance(Int)
    /// What the utterance's words are is for the dialogue, or nothing to it.
    case deliver(Int)
    case disregard(Int, Reason)
    /// The caller may be speaking over us: our audio stops, and is kept.
    case pauseAgent
    /// It was nothing: our audio goes on where it stopped.
    case resumeAgent
    /// The caller has the turn: what we were saying is given up.
    case stopAgent
    /// Keys were pressed and are complete.
    case keys(String)
    /// Nothing was said for the time allowed.
    case noInput
  }

  /// Why words, or their absence, are nothing to the dialogue.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// Sound without words; "mm-hm" over a statement; our own voice; words that mean nothing here, said to somebody else.
    case noise, backchannel, echo, aside
  }

  enum Agent: Equatable, Sendable {
    case silent, speaking
    case paused(since: Int)
  }

  /// What the caller is expected to say.
  public internal(set) var expectation: Expectation = .nothing
  /// Whether somebody is clearly speaking.
  public var isSpokenTo: Bool { current != nil && (current?.clearFrames ?? 0) * 20 >= settings.bargeIn }
  let settings: TurnSettings
  /// A detector says "voice" for so long after the voice has ended; waiting includes it.
  let detectorHangover: Int
  var tellsPartials = true
  /// Whether it has told any in this call.
  var hasToldPartials = false
  var fillsExpectation = true

  // The caller.
  var recent: [(isVoiced: Bool, isClear: Bool)] = []
  var utterances = 0
  /// The one that goes on, and those the recogniser still owes an answer.
  var current: Utterance?
  var awaited: [Utterance] = []
  var pace = CallerPace()
  /// When the latest utterance ended, and after how long a silence; nil once we have spoken since.
  var ended: (at: Int, silence: Int)?
  var quietSince: Int?
  /// When voice was last heard in an utterance that has ended.
  var lastSound = Int.min / 2
  /// Utterances in a row in which no words were heard although we were silent.
  var wordlessInARow = 0

  // We.
  var agent = Agent.silent
  var own = OwnVoice()
  /// Whether we were told the sentences of this prompt; since when a question of it has been heard.
  var knowsSentences = false
  var askedSince: Int?
  /// Pauses that brought nothing, lately; until when only words pause us.
  var fruitless: [Int] = []
  var guardedUntil = 0
  /// Since when our own voice, which comes back over the line, is taken out; nil: it is not.
  var echoKnownSince: Int?
  /// Something was said over the present prompt that meant nothing: a second time it counts.
  var heardAside = false

  // Keys.
  var keys = ""
  var lastKey = 0

  /// Starts idle.
  /// - Parameter detectorHangover: How long, in ms, the detector behind `frame(voiced:)` goes on after the voice's end.
  public init(settings: TurnSettings = TurnSettings(), detectorHangover: Int = 0) {
    self.settings = settings
    self.detectorHangover = detectorHangover
  }

  /// Handles one event at time `now`.
  public mutating func handle(_ event: Event, now: Int) -> [Action] {
    switch event {
    case .frame(let voiced, let isFaint): return frame(voiced, isClear: voiced && !isFaint, now)
    case .echo(let known):
      echoKnownSince = known ? now : nil
      // What it stopped us for until now says nothing of what will be heard.
      (guardedUntil, fruitless) = (now, [])
      return []
    case .partial(let number, let text, let satisfied): return partial(number, text, satisfied, now)
    case .final(let number, let text, let understood): return final(number, text, understood, now)
    case .recogniser(let tells, let fills):
      (tellsPartials, fillsExpectation) = (tells, fills)
      return []
    case .agentStarted: return agentStarts(now)
    case .agentFinished: return agentFinishes(now)
    case .agentSays(let sentence, let length):
      own.begins(sentence, lasting: length, now: now)
      knowsSentences = true
      if sentence.hasSuffix("?") { askedSince = askedSince ?? now }
      return []
    case .digit(let digit): return press(digit, now)
    case .hiddenDigit, .typed: return touch(now)
    case .expect(let next):
      expectation = next
      if agent == .silent { quietSince = now }
      return []
    case .tick: return watch(now)
    }
  }
}
