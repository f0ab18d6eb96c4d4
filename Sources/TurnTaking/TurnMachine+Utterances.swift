internal import Discourse

extension TurnMachine {
  mutating func frame(_ voiced: Bool, isClear: Bool, _ now: Int) -> [Action] {
    recent.append((voiced, isClear))
    if recent.count > 6 { recent.removeFirst() }
    guard var utterance = current else {
      let count = recent.count { $0.isVoiced }
      return count >= settings.startFrames && keys.isEmpty ? begin(voicedFrames: count, now) : watch(now)
    }
    if isClear { utterance.clearFrames += 1 }
    var actions: [Action] = []
    if voiced {
      if utterance.restsSince != nil { actions.append(.goesOn(utterance.number)) }
      utterance.restsSince = nil
      let pause = now - utterance.lastVoice - 20
      if pause > 0 {
        utterance.longestPause = max(utterance.longestPause, pause)
        pace.paused(pause + detectorHangover)
      }
      utterance.lastVoice = now
      utterance.voicedFrames += 1
      utterance.voicedSinceChange += 1
    }
    current = utterance
    return actions + [.feed] + pauseForVoice(now) + watch(now)
  }

  private mutating func begin(voicedFrames: Int, _ now: Int) -> [Action] {
    utterances += 1
    let overlap = agent == .silent ? nil : Utterance.Overlap(isAsked: isAsked(at: now))
    if let ended, now - ended.at < Self.regret {
      // We had taken the turn, and the caller goes on before we have said a word.
      pace.wasCutOff(after: now - ended.at + ended.silence + detectorHangover)
    }
    ended = nil
    var utterance = Utterance(utterances, now: now, voicedFrames: voicedFrames, overlap: overlap)
    utterance.clearFrames = recent.count { $0.isClear }
    utterance.isContinued = now - lastSound < Self.preRoll + 100
    current = utterance
    return [.beginUtterance(utterances), .feed] + pauseForVoice(now)
  }

  /// Who speaks again so soon, in ms, after the end we found had not finished.
  private static var regret: Int { 1_200 }

  /// So much sound, in ms, before its beginning belongs to an utterance.
  static var preRoll: Int { 300 }

  /// Words come so late, in ms, after they were spoken; sound that lasts longer without any is not theirs.
  private static var wordsLate: Int { 400 }
  private static var soundBefore: Int { 900 }

  mutating func partial(_ number: Int, _ text: String, _ satisfied: Bool, _ now: Int) -> [Action] {
    (tellsPartials, hasToldPartials) = (true, true)
    guard var utterance = current, utterance.number == number else {
      // It is still being decided: what it will be may be known by now.
      if let index = awaited.firstIndex(where: { $0.number == number }) { awaited[index].text = text }
      return []
    }
    if utterance.text != text { (utterance.changedAt, utterance.voicedSinceChange) = (now, 0) }
    if utterance.text.isEmpty, !text.isEmpty, agent != .silent, now - utterance.since > Self.soundBefore {
      // There was noise before the words: what they were spoken over counts, not what the noise was.
      utterance.overlap = Utterance.Overlap(isAsked: isAsked(at: now - Self.wordsLate))
    }
    utterance.text = text
    utterance.satisfied = satisfied
    current = utterance
    return pauseForWords(now)
  }

  /// Tells that the caller pauses, and what was likely said when the words stand.
  mutating func rest(_ now: Int) -> [Action] {
    guard let last = current?.lastVoice, now - last + detectorHangover >= settings.rest,
      var utterance = current, !utterance.isKnock
    else { return [] }
    var actions: [Action] = []
    if utterance.restsSince == nil {
      utterance.restsSince = now
      actions.append(.rest(utterance.number))
    }
    // What is said over us may be nothing: it is weighed first.
    if agent == .silent, utterance.text != utterance.likely, now - utterance.changedAt >= settings.stable / 2 {
      utterance.likely = utterance.text
      actions.append(.likely(utterance.text))
    }
    current = utterance
    return actions
  }

  /// Ends the utterance when enough silence has passed.
  mutating func finish(_ now: Int) -> [Action] {
    guard let utterance = current else { return [] }
    let silence = now - utterance.lastVoice
    if utterance.isKnock {
      guard silence + detectorHangover >= (agent == .silent ? Self.knockSilence : settings.backchannelSilence) else {
        return []
      }
      return drop(now)
    }
    let enough = enough(utterance, now)
    // Where sound goes on but brings no more words, it is not the caller's: the words tell the end.
    let wordless = now - utterance.changedAt - enough
    let isOthers = utterance.voicedSinceChange * 20 >= settings.wordlessVoice || wordless >= settings.wordlessVoice
    let hasNoMoreWords = tellsPartials && !utterance.text.isEmpty && wordless >= 0 && isOthers
    guard
      silence + detectorHangover >= enough || hasNoMoreWords || now - utterance.since >= settings.longestUtterance
    else { return [] }
    recent = []
    current = nil
    lastSound = utterance.lastVoice
    awaited.append(utterance)
    awaited[awaited.count - 1].endedAt = now
    ended = agent == .silent ? (now, silence) : nil
    return [.endUtterance(utterance.number, silence: silence)]
  }

  /// Silence after a knock, in ms, before it is thrown away.
  private static var knockSilence: Int { 400 }

  /// Throws the utterance away.
  mutating func drop(_ now: Int) -> [Action] {
    guard let utterance = current else { return [] }
    recent = []
    current = nil
    if agent == .silent { quietSince = quietSince ?? now }
    return [.cancelUtterance(utterance.number)] + goOn(now, fruitless: true)
  }

  /// How long a silence, hangover included, ends this utterance.
  private func enough(_ utterance: Utterance, _ now: Int) -> Int {
    let (base, isComplete) = patience(utterance, now)
    // Words that still change come from a recogniser that has not caught up with the voice.
    let behind =
      tellsPartials && !utterance.text.isEmpty && now - utterance.changedAt < settings.stable ? base + 200 : base
    // Who says digits one by one, with pauses, may only seem to have finished: wait longer than those pauses were. Whose words are known
    // to be all that was asked for has finished.
    let paced =
      utterance.longestPause > 0 && (!isComplete || fillsExpectation)
      ? min(utterance.longestPause + detectorHangover + 160, settings.endSilenceDigits) : 0
    return max(behind, paced)
  }

  /// The same by what was said, and whether that is complete.
  private func patience(_ utterance: Utterance, _ now: Int) -> (silence: Int, isComplete: Bool) {
    if utterance.overlap != nil, agent != .silent, meaning(of: utterance, now) == .backchannel {
      return (settings.backchannelSilence, true)
    }
    let isStable = now - utterance.changedAt >= settings.stable
    if utterance.satisfied { return (settings.endSilenceComplete, true) }
    let judged = utterance.text.isEmpty ? nil : Completeness(of: utterance.text, expecting: expectation)
    switch judged {
    case .complete where isStable: return (settings.endSilenceComplete, true)
    case .incomplete: return (settings.endSilenceIncomplete, false)
    default: return (usual(judged), false)
    }
  }

  /// How long to wait where the words do not tell.
  private func usual(_ judged: Completeness?) -> Int {
    switch expectation {
    // Somebody who answers with no digit at all has answered something else.
    case .digits, .telephone, .email: return judged == .open ? pace.endSilence(settings) : settings.endSilenceDigits
    case .address, .postcode: return settings.endSilenceDigits
    case .yesNo, .menu: return settings.endSilenceYesNo
    case .anything, .store, .nothing: return pace.endSilence(settings)
    }
  }
}
