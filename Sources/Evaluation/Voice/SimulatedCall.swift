internal import Audio
internal import Conversations
internal import Discourse
internal import Synchronization
internal import TurnTaking

/// One call in virtual time: the media engine as it runs in the house, with its voice detection, between a far end and a recogniser
/// that knows what is said, or a real one.
final class SimulatedCall {
  /// What the media engine concluded, and when.
  struct Concluded: Sendable {
    var at: Int
    var event: TurnEvent
  }

  let far: FarEnd
  let ear: SimulatedEar
  private let media: PhoneMedia
  private let condition: VoiceCondition
  private let mailbox = Mailbox()
  private(set) var concluded: [Concluded] = []
  private(set) var now = 0
  /// The frames of each prompt, and what is said in each.
  private var scripts: [Int: PromptScript] = [:]
  private var echoed = 0
  /// Called with each conclusion.
  var onEvent: ((TurnEvent, SimulatedCall) -> Void)?
  private var later: [(at: Int, command: MediaCommand)] = []

  private final class Mailbox: Sendable {
    let events = Mutex<[TurnEvent]>([])
  }

  /// - Parameters:
  ///   - length: the longest it may take, in ms.
  ///   - voices: what voices around are mixed from.
  ///   - ear: the real engine that hears; nil: one that knows.
  init(
    _ condition: VoiceCondition, settings: TurnSettings, detector: any VoiceDetector,
    makeCanceller: (() -> any EchoCanceller)?, length: Int, voices: [SpokenClip],
    ear: VoiceEar?, seed: UInt64, understands: @escaping @Sendable (String) -> Bool
  ) {
    self.condition = condition
    var dice = VoiceDice(seed)
    let noise = VoiceSounds.noise(
      condition.noise, level: condition.noiseLevel, count: length * 8, voices: voices, &dice)
    far = FarEnd(condition, microphone: noise, seed: seed &+ 1)
    self.ear = SimulatedEar(ear, tellsPartials: condition.tellsPartials)
    let mailbox = mailbox
    media = PhoneMedia(
      transport: far, settings: settings, detector: detector, makeCanceller: makeCanceller, recording: false,
      understands: understands
    ) { event in mailbox.events.withLock { $0.append(event) } }
    perform(.listen(self.ear))
  }

  deinit { ear.close() }

  /// What was concluded so far does not count.
  func forget() { concluded = [] }

  func perform(_ command: MediaCommand) { media.perform(command, now: UInt64(now) * 1_000_000) }

  /// A command of the house in so many ms.
  func perform(_ command: MediaCommand, in milliseconds: Int) { later.append((now + milliseconds, command)) }

  /// We say this; the first sound is there after `delay` ms.
  func say(
    _ prompt: Int, _ sentences: [(text: String, clip: SpokenClip)], expecting expectation: Expectation,
    after delay: Int = 0
  ) {
    scripts[prompt] = PromptScript(sentences.map(\.clip))
    perform(.announce(prompt: prompt, sentences: sentences.map(\.text)), in: 0)
    perform(.expect(expectation), in: 0)
    for sentence in sentences {
      perform(.nextSentence(prompt: prompt), in: delay)
      perform(
        .play(prompt: prompt, samples: sentence.clip.samples + [Int16](repeating: 0, count: PromptScript.gap)),
        in: delay)
    }
    perform(.finish(prompt: prompt), in: delay)
  }

  /// The caller says or does this at a time of the far side.
  func hear(_ clip: SpokenClip, at time: Int) {
    far.add(clip, at: time)
    ear.oracle.add(clip.words.map { .init(text: $0.text, at: time + $0.to) })
  }

  /// Lets time pass, until `time` or until `done`.
  func run(until time: Int, _ done: () -> Bool = { false }) {
    while now < time, !done() {
      now += 10
      far.advance(to: now)
      let stamp = UInt64(now) * 1_000_000
      let ready = later.filter { $0.at <= now }
      later.removeAll { $0.at <= now }
      for command in ready { perform(command.command) }
      for item in far.arrived() {
        if let samples = item.samples { ear.oracle.hears(item.from, samples, echo: far.echoes[item.from]) }
        if let samples = item.samples { media.receive(samples: samples, now: stamp) }
        if let mark = item.mark { media.receive(mark: mark, now: stamp) }
      }
      for event in ear.advance(to: now) { perform(.recognised(event)) }
      if now.isMultiple(of: 20) { media.tick(now: stamp) }
      echo()
      let events = mailbox.events.withLock { events in
        defer { events = [] }
        return events
      }
      for event in events {
        concluded.append(Concluded(at: now, event: event))
        onEvent?(event, self)
      }
    }
  }

  /// Our words in the caller's microphone are words, too.
  private func echo() {
    guard let echo = condition.echo else { return }
    while echoed < far.heard.count {
      let frame = far.heard[echoed]
      echoed += 1
      for script in scripts.sorted(by: { $0.key < $1.key }).map(\.value) {
        guard let word = script.word(in: frame.frame) else { continue }
        ear.oracle.add([.init(text: word, at: frame.at + echo.delay, isEcho: true)])
      }
    }
  }

  /// What of a prompt the caller heard: the places of its frames in it, in the order heard, with their times.
  func heard(of prompt: Int) -> [(at: Int, place: Int)] {
    guard let script = scripts[prompt] else { return [] }
    return far.heard.compactMap { frame in script.place(of: frame.frame).map { (frame.at, $0) } }
  }

  func script(_ prompt: Int) -> PromptScript? { scripts[prompt] }

  /// When the caller heard a sound of ours last before `time`, and first from it on.
  func lastHeard(before time: Int) -> Int? { far.heard.last { $0.at < time && Self.isLoud($0.frame) }?.at }
  func firstHeard(from time: Int) -> Int? { far.heard.first { $0.at >= time && Self.isLoud($0.frame) }?.at }

  private static func isLoud(_ frame: [UInt8]) -> Bool { Levels.rms(MuLaw.decode(frame)) > -50 }
}

/// The frames that a prompt is sent in, so that what was heard can be told from them.
struct PromptScript {
  private(set) var frames: [[UInt8]] = []
  private var places: [[UInt8]: Int] = [:]
  /// The words that end in each frame.
  private var words: [Int: String] = [:]
  /// At which frame each sentence begins.
  private(set) var sentences: [Int] = []

  /// Samples of silence behind each sentence.
  static let gap = 1_600

  init(_ clips: [SpokenClip]) {
    var samples: [Int16] = []
    for clip in clips {
      sentences.append(samples.count / 160)
      for word in clip.words { words[(samples.count / 8 + word.to) / 20] = word.text }
      samples += clip.samples + [Int16](repeating: 0, count: Self.gap)
    }
    samples += [Int16](repeating: 0, count: (160 - samples.count % 160) % 160)
    for start in stride(from: 0, to: samples.count, by: 160) {
      let frame = MuLaw.encode(Array(samples[start..<start + 160]))
      // Silence is everywhere and tells no place.
      if Levels.rms(samples[start..<start + 160]) > -60, places[frame] == nil { places[frame] = frames.count }
      frames.append(frame)
    }
  }

  /// Where in the prompt this frame is; nil: it is silence, or of another prompt.
  func place(of frame: [UInt8]) -> Int? { places[frame] }

  func word(in frame: [UInt8]) -> String? { places[frame].flatMap { words[$0] } }

  /// How many frames tell their place.
  var telling: Int { places.count }
  /// The last frame that tells its place.
  var lastTelling: Int { places.values.max() ?? 0 }
}
