package import Audio
internal import Discourse
package import TurnTaking

/// The media engine of one call: judges the caller's frames, feeds the recogniser, runs the turn machine, plays prompts paced
/// to real time, and tells the conversation what it concludes. Confined to the call's event loop.
package final class PhoneMedia: CallMedia {
  private let transport: any MediaTransport
  private let report: @Sendable (TurnEvent) -> Void
  private let understands: @Sendable (String) -> Bool
  private var machine: TurnMachine
  private var detector: any VoiceDetector
  private var near: NearTalker
  private var echo: EchoGuard
  private var knewEcho = false
  private var playout = PlayoutQueue(encode: MuLaw.encode)
  private var edge: MediaEdge
  private let secrets: MediaSecrets?
  /// After how long, in ms, without a word from the recogniser it is told of, for the first and for the second time.
  private let slowAfter: [Int]
  /// What is said, from what was spoken ahead, where the voice leaves the caller in silence, for the first and for the second time.
  private let filler: @Sendable (_ time: Int) -> Filler?
  private var filled = 0
  private var session: RecognitionGate?
  /// What the machine was told of the recogniser; another engine may take over within the call.
  private var told: (tellsPartials: Bool, fillsExpectation: Bool)?
  /// What this customer is likely to say, for a recogniser that comes later.
  private var likelyNames: [String] = []
  private var preRoll: [[Int16]] = []
  private var partial: [Int16] = []
  private var trace: TurnTrace?
  private var newestPrompt = 0
  /// What the recogniser made of an utterance, until it is settled whose turn it is.
  private var finals: [Int: Transcript?] = [:]
  /// Since when the recogniser owes an answer, and how often it was told that it takes long.
  private var owed: (since: Int, told: Int)?
  private var agentSpeaking = false
  private var hangUpAt: Int?
  private var wantsHangUp = false
  private var closed = false
  private var clock: UInt64 = 0
  /// What the caller has heard of us so far.
  private enum Greeting {
    case notBegun
    /// The call's first moment.
    case awaited(since: Int)
    case heard
  }
  private var greeting = Greeting.notBegun

  /// How long, in ms, the line stays open after our last word.
  private static let goodbyePatience = 3_000
  /// 300 ms before the voice was noticed belong to the utterance.
  private static let preRollFrames = 15

  /// - Parameters:
  ///   - detector: This call's own; has heard nothing yet.
  ///   - makeCanceller: Makes what takes our own voice out of a speakerphone's; nil: nothing is taken out.
  ///   - recording: Whether it can come to a recording; `treat` says when there is one.
  ///   - secrets: Takes what is keyed and is for nobody to know; nil: nothing of it is taken.
  ///   - slowAfter: After how long without a word from the recogniser it is told of, for the first and for the second time.
  ///   - filler: A sentence that was spoken ahead, for the first (0) and the second time that the voice leaves the caller in silence for so long.
  ///   - understands: Whether words mean anything here; asked when somebody spoke over us.
  package init(
    transport: any MediaTransport, settings: TurnSettings, detector: any VoiceDetector = VoiceActivityDetector(),
    makeCanceller: (() -> any EchoCanceller)? = nil,
    recording: Bool, secrets: MediaSecrets? = nil,
    slowAfter: [Duration] = HouseSettings.slowAfter, filler: @escaping @Sendable (Int) -> Filler? = { _ in nil },
    understands: @escaping @Sendable (String) -> Bool = { _ in true }, report: @escaping @Sendable (TurnEvent) -> Void
  ) {
    self.transport = transport
    self.understands = understands
    self.report = report
    self.detector = detector
    echo = EchoGuard(makeCanceller)
    near = NearTalker(hangover: detector.hangoverMilliseconds)
    machine = TurnMachine(settings: settings, detectorHangover: detector.hangoverMilliseconds)
    edge = MediaEdge(records: recording)
    self.secrets = secrets
    self.filler = filler
    self.slowAfter = slowAfter.map { Int($0 / .milliseconds(1)) }
  }

  private func milliseconds(_ now: UInt64) -> Int {
    clock = max(clock, now)
    let time = Int(clock / 1_000_000)
    if case .notBegun = greeting { greeting = .awaited(since: time) }
    return time
  }

  package func receive(samples: [Int16], now: UInt64) {
    let time = milliseconds(now)
    // So carriers send it.
    if partial.isEmpty, samples.count == SpeechFormat.frameLength { return hear(samples, time) }
    partial += samples
    var start = 0
    while partial.count - start >= SpeechFormat.frameLength {
      hear(Array(partial[start..<start + SpeechFormat.frameLength]), time)
      start += SpeechFormat.frameLength
    }
    partial.removeFirst(start)
  }

  private func hear(_ samples: [Int16], _ time: Int) {
    let frame = echo.clean(edge.receive(samples, time), at: time)
    if echo.isKnown != knewEcho {
      knewEcho = echo.isKnown
      happen(.echo(known: knewEcho), time)
    }
    let voice = detector.process(frame)
    happen(.frame(voiced: near.isNear(voice), isFaint: NearTalker.isFaint(voice)), time, frame: frame)
    preRoll.append(frame)
    if preRoll.count > Self.preRollFrames { preRoll.removeFirst() }
  }

  package func receive(digit: Character, now: UInt64) {
    let time = milliseconds(now)
    for action in edge.press(digit, time) { perform(action, time) }
  }

  package func receive(text: String, seen: Int?, now: UInt64) {
    let time = milliseconds(now)
    // Whoever types has the turn, as with keys.
    happen(.typed, time)
    trace = TurnTrace(speechEnded: time)
    report(.typed(text, seen: seen))
  }

  package func receive(mark name: String, now: UInt64) {
    let time = milliseconds(now)
    guard let mark = PlayoutQueue.Mark(name), playout.confirm(mark, time) else { return }
    report(.played(prompt: mark.prompt))
    if playout.isIdle { agentFinished(time) }
  }

  package func perform(_ command: MediaCommand, now: UInt64) {
    let time = milliseconds(now)
    switch command {
    case .announce(let prompt, let sentences, let waited):
      answer(prompt, time, waited: waited)
      playout.announce(prompt: prompt, sentences: sentences, time)
    case .nextSentence(let prompt):
      filled = 0
      playout.nextSentence(prompt: prompt)
    case .play(let prompt, let samples):
      answer(prompt, time)
      if !samples.isEmpty, trace?.prompt == prompt, trace?.firstSamples == nil {
        // Whoever bridges the voice's silence speaks to the end: that is the voice's delay, too.
        trace?.firstSamples = playout.bridgedUntil(time)
      }
      playout.append(prompt: prompt, samples)
      send(time)
    case .finish(let prompt):
      playout.finish(prompt: prompt)
      send(time)
    case .expect(let expectation):
      session?.expect(expectation)
      happen(.expect(expectation), time)
    case .expectNames(let names):
      likelyNames = names
      session?.expect(terms: names)
    case .treat(let orders): record(edge.treat(orders, time))
    case .recognised(let event): recognised(event, time)
    case .listen(let session):
      if closed { return session.close() }
      self.session = RecognitionGate(session)
      session.expect(machine.expectation)
      if !likelyNames.isEmpty { session.expect(terms: likelyNames) }
    case .hangUp: wantsHangUp = true
    }
  }

  package func tick(now: UInt64) {
    let time = milliseconds(now)
    send(time)
    session?.tick(now: time)
    for action in edge.tick(time) { perform(action, time) }
    happen(.tick, time)
    record(edge.due(time))
    if let owed, !agentSpeaking, owed.told < slowAfter.count, time - owed.since >= slowAfter[owed.told] {
      self.owed?.told += 1
      report(.slow)
    }
    bridge(time)
    if agentSpeaking, !playout.isIdle, !playout.isPaused, playout.drySince == nil, time > playout.playsUntil + 4_000 {
      // A carrier that never returns marks must not leave us waiting for ever, nor a browser that was suspended play later what is given up now.
      _ = playout.clear(time)
      clear(time)
      agentFinished(time)
    }
    if wantsHangUp, playout.isIdle, !closed {
      // Most callers hang up at a goodbye. Only who does not is hung up on, and hears what the carrier says after a stream.
      let at = hangUpAt ?? time + Self.goodbyePatience
      hangUpAt = at
      if time >= at {
        closed = true
        transport.close()
      }
    }
  }

  /// Says something where something is to be said and the voice does not come.
  private func bridge(_ time: Int) {
    guard !machine.isSpokenTo, let since = playout.drySince, filled < slowAfter.count,
      time - since >= slowAfter[0] * (filled + 1),
      let filler = filler(filled)
    else { return }
    filled += 1
    playout.fill(filler.text, filler.samples)
    report(.filled(filler.text))
    send(time)
  }

  package func ended(_ end: CallEnd) {
    closed = true
    session?.close()
    session = nil
    record(edge.finish(Int(clock / 1_000_000)))
    report(.ended(end))
  }

  private func record(_ samples: [UInt8]) { if !samples.isEmpty { report(.recorded(samples)) } }

  private func perform(_ action: SecureKeypad.Action, _ time: Int) {
    switch action {
    case .pass(let key): happen(.digit(key), time)
    case .hidden: happen(.hiddenDigit, time)
    case .code(let digits):
      trace = TurnTrace(speechEnded: time)
      guard let secrets else { return }
      report(.code(secrets.digest(String(decoding: digits, as: UTF8.self))))
    case .card(let digits):
      trace = TurnTrace(speechEnded: time)
      if let secrets { secrets.card(digits) } else { report(.card(.refused(.noToken))) }
    case .refused(let reason):
      trace = TurnTrace(speechEnded: time)
      report(.card(.refused(reason)))
    }
  }

  /// A prompt that comes first after what the caller said is the answer to it. What is still being made of an earlier one answers nothing.
  private func answer(_ prompt: Int, _ time: Int, waited: Int = 0) {
    if trace != nil, trace?.prompt == nil, prompt > newestPrompt {
      trace?.decided = time
      trace?.prompt = prompt
      trace?.waited = waited
    }
    if prompt > newestPrompt { filled = 0 }
    newestPrompt = max(newestPrompt, prompt)
  }

  private func happen(_ event: TurnMachine.Event, _ time: Int, frame: [Int16]? = nil) {
    for action in machine.handle(event, now: time) { perform(action, frame: frame, time) }
  }

  private func tellOfRecogniser(_ time: Int) {
    guard let session, told.map({ $0 != (session.tellsPartials, session.fillsExpectation) }) ?? true else { return }
    told = (session.tellsPartials, session.fillsExpectation)
    happen(.recogniser(tellsPartials: session.tellsPartials, fillsExpectation: session.fillsExpectation), time)
  }

  private func send(_ time: Int) {
    guard !closed else { return }
    if !agentSpeaking, playout.hasFrame {
      agentSpeaking = true
      // It may have us wait: the caller is speaking.
      happen(.agentStarted, time)
    }
    for output in playout.due(time) {
      switch output {
      case .frame(let bytes, let number, let at, let audible):
        transport.send(audio: bytes)
        edge.play(bytes, at: at)
        echo.plays(bytes, at: at)
        if audible, case .awaited(let since) = greeting {
          greeting = .heard
          report(.greeted(after: max(time, at) - since))
        }
        if audible, let trace, let prompt = trace.prompt, number >= prompt {
          report(.answered(prompt: prompt, stages: trace.stages(sent: max(time, at))))
          self.trace = nil
        }
      case .sentence(let text, let at, let length): happen(.agentSays(text, lasting: length), max(time, at))
      case .mark(let mark): transport.send(mark: mark.name)
      }
    }
  }

  /// What was sent and has not been heard is thrown away, there and on the tape.
  private func clear(_ time: Int) {
    transport.sendClear()
    edge.clear(time)
    echo.clears(time)
  }

  private func agentFinished(_ time: Int) {
    agentSpeaking = false
    happen(.agentFinished, time)
  }

  private func perform(_ action: TurnMachine.Action, frame: [Int16]?, _ time: Int) {
    switch action {
    case .beginUtterance(let number):
      near.begin()
      edge.begins(number, at: time - Self.preRollFrames * 20)
      session?.begin(number, now: time)
      for frame in preRoll { session?.feed(frame, now: time) }
      tellOfRecogniser(time)
    case .feed: if let frame { session?.feed(frame, now: time) }
    case .rest(let number): session?.rest(number)
    case .goesOn(let number): session?.goesOn(number)
    case .likely(let words): if edge.isOpen(words, time) { report(.likely(words)) }
    case .endUtterance(let number, let silence):
      near.end()
      edge.ends(number, time)
      // Latency counts from the voice's own end, which the detector notices late.
      var trace = TurnTrace(speechEnded: time - silence - detector.hangoverMilliseconds)
      trace.endpointed = time
      self.trace = trace
      if session != nil {
        owed = owed ?? (time, 0)
        session?.end(number, now: time)
      } else {
        settle(number, nil, time)
      }
    case .cancelUtterance(let number):
      near.end()
      session?.cancel(number)
    case .pauseAgent:
      for prompt in playout.pause(time) { report(.played(prompt: prompt)) }
      clear(time)
      if playout.isIdle { agentFinished(time) }
    case .resumeAgent:
      playout.resume(time)
      send(time)
    case .stopAgent:
      if !playout.isPaused {
        for prompt in playout.pause(time) { report(.played(prompt: prompt)) }
        clear(time)
      }
      for lost in playout.clear(time) {
        report(.interrupted(prompt: lost.prompt, heard: lost.heard, of: lost.of, sentences: lost.sentences))
      }
      agentFinished(time)
    case .deliver(let number):
      guard let said = finals.removeValue(forKey: number), let said else { return report(.recognitionFailed) }
      report(.utterance(said))
    case .disregard(let number, let reason):
      finals[number] = nil
      trace = nil
      report(.disregarded(reason))
    case .keys(let keys):
      edge.answered()
      trace = TurnTrace(speechEnded: time)
      report(.keys(keys))
    case .noInput: report(.silence)
    }
  }

  private func recognised(_ event: RecognitionEvent, _ time: Int) {
    switch event {
    case .partial(let number, let text, let satisfied):
      happen(.partial(utterance: number, text: text, satisfied: satisfied), time)
    case .final(let number, let transcript, _): settle(number, transcript, time)
    case .failed(let number, _): settle(number, nil, time)
    case .replaced: return  // concerns the conversation, not its media
    }
  }

  /// What an utterance was is known; nil: it could not be recognised.
  private func settle(_ number: Int, _ transcript: Transcript?, _ time: Int) {
    trace?.recognised = time
    owed = nil
    let transcript = transcript.map { edge.heard($0, of: number, time) }
    session?.answered(number, now: time)
    // Our own words that come back are nobody's answer.
    let callers = transcript.map { heard in
      Transcript(
        alternatives: heard.alternatives.map {
          Alternative(text: machine.callersWords($0.text, of: number), confidence: $0.confidence)
        })
    }
    finals = [number: callers]
    // Only what is said over us is weighed: to understand takes time that a plain turn need not spend twice.
    let understood = !agentSpeaking || callers.map { understands($0.text) } ?? true
    happen(.final(utterance: number, text: transcript?.text, understood: understood), time)
    finals = [:]
  }
}
