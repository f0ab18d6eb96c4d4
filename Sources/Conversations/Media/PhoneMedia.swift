internal import Audio
internal import Discourse
internal import TurnTaking

/// The media engine of one call: judges the caller's frames, feeds the recogniser, runs the turn machine, plays prompts paced
/// to real time, and tells the conversation what it concludes. Confined to the call's event loop.
final class PhoneMedia: CallMedia {
  private let transport: any MediaTransport
  private let report: @Sendable (TurnEvent) -> Void
  private var machine: TurnMachine
  private var detector = VoiceActivityDetector()
  private var playout = PlayoutQueue(encode: MuLaw.encode)
  private var tape: RecordingTape?
  private var session: (any RecognitionSession)?
  private var preRoll: [[Int16]] = []
  private var partial: [Int16] = []
  private var trace: TurnTrace?
  private var newestPrompt = 0
  private var agentSpeaking = false
  private var hangUpAt: Int?
  private var wantsHangUp = false
  private var closed = false
  private var clock: UInt64 = 0

  /// How long, in ms, the line stays open after our last word.
  private static let goodbyePatience = 3_000
  /// 300 ms before the voice was noticed belong to the utterance.
  private static let preRollFrames = 15

  init(
    transport: any MediaTransport, settings: TurnSettings, recording: Bool,
    report: @escaping @Sendable (TurnEvent) -> Void
  ) {
    self.transport = transport
    self.report = report
    machine = TurnMachine(settings: settings, detectorHangover: VoiceActivityDetector.hangoverMilliseconds)
    tape = recording ? RecordingTape() : nil
  }

  private func milliseconds(_ now: UInt64) -> Int {
    clock = max(clock, now)
    return Int(clock / 1_000_000)
  }

  func receive(samples: [Int16], now: UInt64) {
    let time = milliseconds(now)
    tape?.receive(samples, now: time)
    partial += samples
    var start = 0
    while partial.count - start >= SpeechFormat.frameLength {
      let frame = Array(partial[start..<start + SpeechFormat.frameLength])
      start += SpeechFormat.frameLength
      let voiced = detector.process(frame).isSpeech
      for action in machine.handle(.frame(voiced: voiced), now: time) { perform(action, frame: frame, time) }
      preRoll.append(frame)
      if preRoll.count > Self.preRollFrames { preRoll.removeFirst() }
    }
    partial.removeFirst(start)
  }

  func receive(digit: Character, now: UInt64) {
    let time = milliseconds(now)
    for action in machine.handle(.digit(digit), now: time) { perform(action, frame: nil, time) }
  }

  func receive(mark name: String, now: UInt64) {
    let time = milliseconds(now)
    guard name.hasPrefix("p"), let prompt = Int(name.dropFirst()), playout.confirm(prompt: prompt) else { return }
    report(.played(prompt: prompt))
    if playout.isIdle { agentFinished(time) }
  }

  func perform(_ command: MediaCommand, now: UInt64) {
    let time = milliseconds(now)
    switch command {
    case .play(let prompt, let samples):
      // What is still being made of an earlier prompt answers nothing.
      if trace != nil, trace?.prompt == nil, prompt > newestPrompt {
        trace?.decided = time
        trace?.prompt = prompt
      }
      if !samples.isEmpty, trace?.prompt == prompt, trace?.firstSamples == nil { trace?.firstSamples = time }
      newestPrompt = max(newestPrompt, prompt)
      playout.append(prompt: prompt, samples)
      send(time)
    case .finish(let prompt):
      playout.finish(prompt: prompt)
      send(time)
    case .expect(let expectation):
      session?.expect(expectation)
      for action in machine.handle(.expect(expectation), now: time) { perform(action, frame: nil, time) }
    case .recognised(let event): recognised(event, time)
    case .listen(let session):
      if closed { return session.close() }
      self.session = session
      session.expect(machine.expectation)
    case .hangUp: wantsHangUp = true
    }
  }

  func tick(now: UInt64) {
    let time = milliseconds(now)
    send(time)
    for action in machine.handle(.tick, now: time) { perform(action, frame: nil, time) }
    if agentSpeaking, !playout.isIdle, time > playout.playsUntil + 4_000 {
      // A carrier that never returns marks must not leave us waiting for ever.
      _ = playout.clear(time)
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

  func ended(_ end: CallEnd) {
    closed = true
    session?.close()
    session = nil
    report(.ended(end, recording: tape?.sides(decode: MuLaw.decode)))
    tape = nil
  }

  private func send(_ time: Int) {
    guard !closed else { return }
    for output in playout.due(time) {
      switch output {
      case .frame(let bytes, let number, let at, let audible):
        if !agentSpeaking {
          agentSpeaking = true
          for action in machine.handle(.agentStarted, now: time) { perform(action, frame: nil, time) }
        }
        transport.send(audio: bytes)
        tape?.play(bytes, at: at)
        if audible, let trace, let prompt = trace.prompt, number >= prompt {
          report(.answered(prompt: prompt, stages: trace.stages(sent: max(time, at))))
          self.trace = nil
        }
      case .endOfPrompt(let number): transport.send(mark: "p\(number)")
      }
    }
  }

  private func agentFinished(_ time: Int) {
    agentSpeaking = false
    for action in machine.handle(.agentFinished, now: time) { perform(action, frame: nil, time) }
  }

  private func perform(_ action: TurnMachine.Action, frame: [Int16]?, _ time: Int) {
    switch action {
    case .beginUtterance(let number):
      guard let session else { return }
      session.begin(utterance: number)
      for frame in preRoll { session.feed(frame) }
    case .feed: if let frame { session?.feed(frame) }
    case .endUtterance(let number, let silence):
      // Latency counts from the voice's own end, which the detector notices late.
      var trace = TurnTrace(speechEnded: time - silence - VoiceActivityDetector.hangoverMilliseconds)
      trace.endpointed = time
      self.trace = trace
      if let session {
        session.end(utterance: number)
      } else {
        report(.recognitionFailed)
        for action in machine.handle(.final(utterance: number), now: time) { perform(action, frame: nil, time) }
      }
    case .cancelUtterance(let number): session?.cancel(utterance: number)
    case .stopAgent:
      let progress = playout.clear(time)
      transport.sendClear()
      tape?.clear(time)
      if let progress { report(.interrupted(prompt: progress.prompt, heard: progress.heard, of: progress.of)) }
      agentFinished(time)
    case .keys(let keys):
      trace = TurnTrace(speechEnded: time)
      report(.keys(keys))
    case .noInput: report(.silence)
    }
  }

  private func recognised(_ event: RecognitionEvent, _ time: Int) {
    switch event {
    case .partial(let number, let text, let satisfied):
      let event = TurnMachine.Event.partial(utterance: number, hasWords: !text.isEmpty, satisfied: satisfied)
      for action in machine.handle(event, now: time) { perform(action, frame: nil, time) }
    case .final(let number, let transcript, _):
      trace?.recognised = time
      for action in machine.handle(.final(utterance: number), now: time) { perform(action, frame: nil, time) }
      report(.utterance(transcript))
    case .failed(let number, _):
      trace?.recognised = time
      for action in machine.handle(.final(utterance: number), now: time) { perform(action, frame: nil, time) }
      report(.recognitionFailed)
    case .replaced: return  // concerns the conversation, not its media
    }
  }
}
