internal import Discourse

extension TurnMachine {
  /// What an utterance's words are beside what we were saying.
  enum Meaning: Hashable, Sendable { case noise, backchannel, echo, words }

  func meaning(of utterance: Utterance, _ now: Int) -> Meaning {
    let kind = SpokenWords.kind(of: utterance.text)
    if kind == .none { return .noise }
    guard let overlap = utterance.overlap else { return .words }
    // "Yes" to a question is an answer, whoever is speaking; to a statement it says "go on".
    if kind == .backchannel, overlap.isAsked, expectation == .yesNo { return .words }
    guard
      let others = own.others(
        in: utterance.text, from: begin(of: utterance), to: utterance.lastVoice)
    else {
      return kind == .backchannel ? .backchannel : .words
    }
    // Our own words are among them. A stray other one is misheard, unless it says what only a caller would.
    switch SpokenWords.kind(of: others.words.joined(separator: " ")) {
    case .none: return .echo
    case .backchannel: return overlap.isAsked && expectation == .yesNo ? .words : .backchannel
    case .content:
      let isCaller =
        others.words.count * 10 > others.of * 3 || others.words.contains(where: SpokenWords.commands.contains)
      return isCaller ? .words : .echo
    }
  }

  /// What the caller said of what an utterance was heard to be: without our own words, where these came back over the line.
  ///
  /// Ask before the recogniser's end of it is told (`Event.final`), with each way of hearing it.
  public func callersWords(_ text: String, of number: Int) -> String {
    guard let utterance = awaited.first(where: { $0.number == number }), utterance.overlap != nil else { return text }
    return own.without(text, from: begin(of: utterance), to: utterance.lastVoice) ?? text
  }

  private func begin(of utterance: Utterance) -> Int { utterance.since - (utterance.isContinued ? Self.preRoll : 0) }

  /// How long, in ms, our own voice is not yet taken out as well as it will be.
  private static let learningEcho = 4_000

  /// Whether mere sound does not pause us at present.
  private func isGuarded(_ now: Int) -> Bool { now < guardedUntil }

  /// Whether the question was being asked at a time. Where sentences are not told, what is expected is all there is to go by.
  func isAsked(at time: Int) -> Bool { knowsSentences ? askedSince.map { $0 <= time } ?? false : true }

  mutating func agentStarts(_ now: Int) -> [Action] {
    guard agent == .silent else { return [] }
    agent = .speaking
    (ended, quietSince, askedSince, heardAside, knowsSentences) = (nil, nil, nil, false, false)
    // Whoever is speaking when our answer to something earlier comes keeps the floor.
    guard var utterance = current, !utterance.isKnock else { return [] }
    utterance.overlap = utterance.overlap ?? Utterance.Overlap(isAsked: false)
    current = utterance
    agent = .paused(since: now)
    return [.pauseAgent]
  }

  mutating func agentFinishes(_ now: Int) -> [Action] {
    agent = .silent
    quietSince = now
    return []
  }

  /// The caller's voice pauses us at once: that can be undone.
  mutating func pauseForVoice(_ now: Int) -> [Action] {
    guard agent == .speaking, isSpokenTo, current?.isDismissed == false, !isGuarded(now) else { return [] }
    return pause(now)
  }

  /// Where sound does not count, words do.
  mutating func pauseForWords(_ now: Int) -> [Action] {
    guard let utterance = current else { return [] }
    switch meaning(of: utterance, now) {
    case .words where agent == .speaking: return pause(now)
    case .echo:
      hearsEcho(now)
      current?.isDismissed = true
      return goOn(now, fruitless: false)
    default: return []
    }
  }

  /// Our own words were heard: mere sound means nothing for a while, unless they are being taken out.
  private mutating func hearsEcho(_ now: Int) { if echoKnownSince == nil { guardedUntil = now + settings.guarded } }

  private mutating func pause(_ now: Int) -> [Action] {
    agent = .paused(since: now)
    own.stops(now: now)
    return [.pauseAgent]
  }

  /// Goes on with what we were saying, if we are paused in it.
  mutating func goOn(_ now: Int, fruitless isFruitless: Bool) -> [Action] {
    guard case .paused = agent else { return [] }
    agent = .speaking
    // In the beginning something of our own voice is left at times.
    let isLearning = echoKnownSince.map { now - $0 < Self.learningEcho } ?? false
    if isFruitless, !isLearning {
      fruitless = fruitless.filter { now - $0 < settings.guarded } + [now]
      // Twice is no accident: a noisy line, or our own echo.
      if fruitless.count >= 2 { guardedUntil = now + settings.guarded }
    }
    return [.resumeAgent]
  }

  private mutating func yield() -> [Action] {
    fruitless = []
    return agent == .silent ? [] : [.stopAgent]
  }

  /// The recogniser is done: whose turn it is, is settled.
  mutating func final(_ number: Int, _ text: String?, _ understood: Bool, _ now: Int) -> [Action] {
    guard let index = awaited.firstIndex(where: { $0.number == number }) else { return [] }
    var utterance = awaited.remove(at: index)
    // Whatever is said of a recogniser: one that never told a word of so much is one that tells them at the end.
    let isLong = (utterance.endedAt ?? now) - utterance.since >= Self.partialsDue
    if isLong, !hasToldPartials, text.map({ SpokenWords.kind(of: $0) == .content }) ?? false { tellsPartials = false }
    utterance.text = text ?? utterance.text
    // A failed recogniser is told to the caller, as words of theirs went lost.
    guard text != nil else { return delivered(number, now) }
    switch meaning(of: utterance, now) {
    case .words:
      if !understood, !heardAside, isAside(utterance) {
        heardAside = true
        return goOn(now, fruitless: false) + [.disregard(number, .aside)]
      }
      wordlessInARow = 0
      return delivered(number, now)
    case .echo:
      hearsEcho(now)
      return goOn(now, fruitless: false) + [.disregard(number, .echo)]
    case .backchannel:
      // "Okay" as our last word fades is a turn of its own: nothing else would follow.
      if agent == .silent, isLate(utterance) { return delivered(number, now) }
      return goOn(now, fruitless: false) + [.disregard(number, .backchannel)]
    case .noise:
      if utterance.overlap != nil || agent != .silent {
        return goOn(now, fruitless: true) + [.disregard(number, .noise)]
      }
      wordlessInARow += 1
      let isLong = (utterance.endedAt ?? now) - utterance.since >= settings.wordless
      // A recogniser that tells words as they come and had none heard no speech. From another, once or twice somebody mumbled; a line that
      // goes on like that is treated as silent.
      if tellsPartials || wordlessInARow > 2 || isLong { return [.disregard(number, .noise)] }
      return delivered(number, now)
    }
  }

  /// Whether words that mean nothing to the house may be for somebody else: over a statement of ours, and no number.
  private func isAside(_ utterance: Utterance) -> Bool {
    guard let overlap = utterance.overlap, agent != .silent, !overlap.isAsked else { return false }
    return (expectation == .anything || expectation == .yesNo)
      && SpokenDigits(SpokenWords.words(utterance.text)).count == 0
  }

  /// Until so much was said, in ms, a recogniser that tells words as they come has told some.
  private static var partialsDue: Int { 1_500 }

  private func isLate(_ utterance: Utterance) -> Bool {
    guard let quietSince else { return false }
    return utterance.lastVoice > quietSince
  }

  /// What was said goes to the dialogue, and the caller has the turn.
  mutating func delivered(_ number: Int, _ now: Int) -> [Action] {
    let stop = yield()
    quietSince = agent == .silent || !stop.isEmpty ? now : nil
    if !stop.isEmpty { agent = .silent }
    return stop + [.deliver(number)]
  }
}
