public import Discourse

/// Decides when the caller has begun and finished, when we must stop talking, and when nothing is being said. A value:
/// events in, actions out, time given with each event in milliseconds of one monotonic clock.
public struct TurnMachine: Sendable {
  /// What happens on the line.
  public enum Event: Sendable {
    /// 20 ms of the caller's audio were judged.
    case frame(voiced: Bool)
    /// The recogniser has words for this utterance; `satisfied` when they already answer what was expected.
    case partial(utterance: Int, hasWords: Bool, satisfied: Bool)
    /// The recogniser is done with this utterance.
    case final(utterance: Int)
    /// Our audio began to play, or all of it has been played.
    case agentStarted, agentFinished
    /// A key was pressed.
    case digit(Character)
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
    /// The caller has finished: close the utterance. `silence` is how long the caller had been silent, in ms.
    case endUtterance(Int, silence: Int)
    /// It was a cough: throw the utterance away.
    case cancelUtterance(Int)
    /// The caller speaks over us: stop our audio.
    case stopAgent
    /// Keys were pressed and are complete.
    case keys(String)
    /// Nothing was said for the time allowed.
    case noInput
  }

  private enum Phase: Equatable, Sendable {
    case idle
    case speaking(since: Int, lastVoice: Int, voicedFrames: Int)
    case deciding(since: Int)
  }

  /// What the caller is expected to say.
  public private(set) var expectation: Expectation = .nothing
  private let settings: TurnSettings
  /// A detector says "voice" for so long after the voice has ended; waiting includes it.
  private let detectorHangover: Int
  private var phase = Phase.idle
  private var utterance = 0
  private var recent: [Bool] = []
  private var satisfied = false
  /// The longest silence inside this utterance, in ms: how this caller pauses.
  private var longestPause = 0
  private var hasWords = false
  private var agentSpeaking = false
  private var stopped = false
  private var quietSince: Int?
  private var keys = ""
  private var lastKey = 0

  /// Starts idle.
  /// - Parameter detectorHangover: How long, in ms, the detector behind `frame(voiced:)` goes on after the voice's end.
  public init(settings: TurnSettings = TurnSettings(), detectorHangover: Int = 0) {
    self.settings = settings
    self.detectorHangover = detectorHangover
  }

  /// Handles one event at time `now`.
  public mutating func handle(_ event: Event, now: Int) -> [Action] {
    switch event {
    case .frame(let voiced): return frame(voiced, now)
    case .partial(let number, let words, let complete):
      if number == utterance, case .speaking = phase {
        hasWords = words
        satisfied = complete
      }
      return []
    case .final(let number):
      if number == utterance, case .deciding = phase { phase = .idle }
      quietSince = agentSpeaking ? nil : now
      return []
    case .agentStarted:
      agentSpeaking = true
      stopped = false
      quietSince = nil
      return []
    case .agentFinished:
      agentSpeaking = false
      quietSince = now
      return []
    case .digit(let digit): return press(digit, now)
    case .expect(let next):
      expectation = next
      if !agentSpeaking { quietSince = now }
      return []
    case .tick: return watch(now)
    }
  }

  private mutating func frame(_ voiced: Bool, _ now: Int) -> [Action] {
    recent.append(voiced)
    if recent.count > 6 { recent.removeFirst() }
    let count = recent.count { $0 }
    switch phase {
    case .idle:
      guard count >= settings.startFrames, keys.isEmpty else { return watch(now) }
      utterance += 1
      satisfied = false
      hasWords = false
      longestPause = 0
      phase = .speaking(since: now, lastVoice: now, voicedFrames: count)
      return [.beginUtterance(utterance), .feed]
    case .speaking(let since, var lastVoice, var voicedFrames):
      var actions: [Action] = [.feed]
      if voiced {
        longestPause = max(longestPause, now - lastVoice - 20)
        lastVoice = now
        voicedFrames += 1
      }
      phase = .speaking(since: since, lastVoice: lastVoice, voicedFrames: voicedFrames)
      if agentSpeaking && !stopped && voicedFrames * 20 >= settings.bargeIn {
        stopped = true
        actions.append(.stopAgent)
      }
      return actions + finish(since: since, lastVoice: lastVoice, voicedFrames: voicedFrames, now)
    case .deciding:
      return watch(now)
    }
  }

  private mutating func finish(since: Int, lastVoice: Int, voicedFrames: Int, _ now: Int) -> [Action] {
    let silence = now - lastVoice
    let cough = voicedFrames * 20 < 120 && !hasWords
    // Who says digits one by one, with pauses, may only seem to have finished: wait longer than those pauses were.
    let paced = longestPause > 0 ? min(longestPause + detectorHangover + 160, settings.endSilenceDigits) : 0
    let enough = max(settings.endSilence(expectation, satisfied: satisfied), paced)
    if silence + detectorHangover >= (cough ? 400 : enough) {
      recent = []
      if cough {
        phase = .idle
        quietSince = agentSpeaking ? nil : (quietSince ?? now)
        return [.cancelUtterance(utterance)]
      }
      phase = .deciding(since: now)
      return [.endUtterance(utterance, silence: silence)]
    }
    if now - since >= settings.longestUtterance {
      recent = []
      phase = .deciding(since: now)
      return [.endUtterance(utterance, silence: silence)]
    }
    return []
  }

  private mutating func press(_ digit: Character, _ now: Int) -> [Action] {
    var actions: [Action] = []
    if case .speaking = phase {
      actions.append(.cancelUtterance(utterance))
      phase = .idle
    }
    if agentSpeaking && !stopped {
      stopped = true
      actions.append(.stopAgent)
    }
    lastKey = now
    quietSince = nil
    if digit == "*" {
      keys = ""
      quietSince = now
      return actions
    }
    if digit != "#" { keys.append(digit) }
    let wanted: Int
    switch expectation {
    case .digits(let count): wanted = count
    case .menu, .yesNo: wanted = 1
    default: wanted = 20
    }
    if digit == "#" || keys.count >= wanted { return actions + takeKeys(now) }
    return actions
  }

  private mutating func takeKeys(_ now: Int) -> [Action] {
    defer { keys = "" }
    quietSince = now
    return keys.isEmpty ? [] : [.keys(keys)]
  }

  /// What only time decides.
  private mutating func watch(_ now: Int) -> [Action] {
    if !keys.isEmpty, now - lastKey >= settings.interDigit { return takeKeys(now) }
    switch phase {
    case .speaking(let since, let lastVoice, let voicedFrames):
      // Frames may stop coming in the middle of a word: the wall clock ends the utterance all the same.
      return finish(since: since, lastVoice: lastVoice, voicedFrames: voicedFrames, now)
    case .deciding(let since):
      // A recogniser that never answers must not make us deaf.
      if now - since > 8_000 {
        phase = .idle
        quietSince = now
      }
      return []
    case .idle:
      guard keys.isEmpty, !agentSpeaking, expectation != .nothing, let since = quietSince,
        now - since >= settings.noInput(expectation)
      else { return [] }
      quietSince = now
      return [.noInput]
    }
  }
}
