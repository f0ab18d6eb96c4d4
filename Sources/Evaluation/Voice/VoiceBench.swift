public import Audio
internal import Conversations
internal import Discourse
public import TurnTaking

/// Scripted callers on the media engine in virtual time: what they do while we speak and when we are silent, under several circumstances.
public struct VoiceBench: Sendable {
  /// Speaks a sentence in a voice: samples, 8,000 a second.
  public typealias Speak = @Sendable (_ text: String, _ voice: String) async throws -> [Int16]

  /// A voice, and how much faster than by itself it speaks.
  public struct Voice: Sendable {
    /// Its name; its speed.
    public var name: String
    /// See `name`.
    public var speed: Double

    /// Names a voice.
    public init(_ name: String, speed: Double = 1) {
      self.name = name
      self.speed = speed
    }
  }

  /// A real person's recorded digits: of each from 0 to 9 some takes, 8,000 samples a second.
  public struct Recorded: Sendable {
    var name: String
    var digits: [[[Int16]]]

    /// Puts a speaker together. Every digit has a take.
    public init(name: String, digits: [[[Int16]]]) {
      self.name = name
      self.digits = digits
    }
  }

  /// How loud callers speak, in dBFS over a clip; how loud the agent does.
  static let (callerLevel, agentLevel) = (Float(-27), Float(-22))
  /// From the end of recognition to the first sound of the answer: what understanding and synthesis take, measured elsewhere.
  static let answering = 20
  /// The number of the prompt that callers speak over; the greeting is the first.
  static let tested = 2

  let settings: TurnSettings
  let makeDetector: @Sendable () -> any VoiceDetector
  let makeCanceller: (@Sendable () -> any EchoCanceller)?
  let greeting: VoicePrompt
  let understands: @Sendable (String) -> Bool
  let prompts: [VoicePrompt]
  /// What was said, by text, in each caller's voice.
  let clips: [[String: SpokenClip]]
  let crowd: [SpokenClip]
  let recorded: [Recorded]
  let seed: UInt64
  private(set) var ear: VoiceEar?

  /// Prepares all that will be heard.
  /// - Parameters:
  ///   - makeDetector: makes what notices that a call's caller speaks.
  ///   - makeCanceller: makes what takes our own voice out of a speakerphone's; nil: nothing is taken out.
  ///   - agent: the agent's voice.
  ///   - callers: voices of callers.
  ///   - recorded: people whose digits were recorded.
  ///   - ear: the real engine that hears; nil: one that knows what is said.
  ///   - understands: whether words mean anything to the house.
  public init(
    settings: TurnSettings, makeDetector: @escaping @Sendable () -> any VoiceDetector = { VoiceActivityDetector() },
    makeCanceller: (@Sendable () -> any EchoCanceller)? = nil, agent: Voice, callers: [Voice], recorded: [Recorded],
    seed: UInt64, ear: VoiceEar? = nil,
    speak: Speak, understands: @escaping @Sendable (String) -> Bool
  ) async throws {
    self.settings = settings
    self.makeDetector = makeDetector
    self.makeCanceller = makeCanceller
    self.ear = ear
    self.understands = understands
    self.seed = seed
    self.recorded = recorded
    func clip(_ text: String, _ voice: Voice, _ level: Float) async throws -> SpokenClip {
      SpokenClip(saying: text, samples: Self.faster(try await speak(text, voice.name), voice.speed)).at(level: level)
    }
    let greeting = try await clip(VoiceLines.greeting, agent, Self.agentLevel)
    self.greeting = VoicePrompt(sentences: [(VoiceLines.greeting, greeting)], expectation: .anything)
    var prompts: [VoicePrompt] = []
    for prompt in VoiceLines.prompts {
      var sentences: [(text: String, clip: SpokenClip)] = []
      for text in prompt.sentences {
        sentences.append((text, try await clip(text, agent, Self.agentLevel)))
      }
      prompts.append(VoicePrompt(sentences: sentences, expectation: prompt.expectation))
    }
    self.prompts = prompts
    let texts = Set(
      VoiceLines.interruptions + VoiceLines.backchannels + VoiceLines.asides + VoiceLines.answers.flatMap(\.pieces)
        + VoiceLines.wishes.flatMap { $0 })
    var clips: [[String: SpokenClip]] = []
    for voice in callers {
      var spoken: [String: SpokenClip] = [:]
      for text in texts.sorted() {
        spoken[text] = try await clip(text, voice, Self.callerLevel)
      }
      clips.append(spoken)
    }
    self.clips = clips
    crowd = clips.flatMap { spoken in spoken.sorted { $0.key < $1.key }.map(\.value) }.filter { $0.length > 700 }
  }

  /// The same bench with another engine that hears; nil: one that knows what is said.
  public func heard(by ear: VoiceEar?) -> VoiceBench {
    var bench = self
    bench.ear = ear
    return bench
  }

  /// Runs everything under one condition.
  /// - Parameters:
  ///   - step: how many ms lie between the moments at which callers speak over a prompt.
  ///   - repeats: how often each answer and wish is said by each voice, with other pauses.
  public func run(_ condition: VoiceCondition, step: Int = 100, repeats: Int = 4) -> VoiceReport {
    var number = seed &* 1_000
    var outcomes = overlaps(condition, step, &number) + turns(condition, repeats, &number)
    number += 1
    outcomes.append(silence(condition, number))
    return VoiceReport(condition: condition.name, outcomes: outcomes)
  }

  /// Runs what callers say when it is their turn, heard by the bench's real engine; blocks while it works (`VoiceEar.onOwnThread`).
  public func runTurns(_ condition: VoiceCondition, repeats: Int = 1) -> VoiceReport {
    var number = seed &* 1_000
    return VoiceReport(
      condition: condition.name, ear: ear?.name, outcomes: turns(condition, repeats, &number))
  }

  private func overlaps(_ condition: VoiceCondition, _ step: Int, _ number: inout UInt64) -> [VoiceOutcome] {
    var outcomes: [VoiceOutcome] = []
    for (index, prompt) in prompts.enumerated() {
      for offset in stride(from: 100, to: prompt.length - 500, by: step) {
        number += 1
        outcomes.append(interruption(prompt, offset, condition, number))
        number += 1
        outcomes.append(cough(prompt, offset, condition, number))
        if (offset / step).isMultiple(of: 2), offset < prompt.statements - 900 {
          number += 1
          outcomes.append(backchannel(prompt, offset, condition, number))
        }
        if (offset / step).isMultiple(of: 4), !prompt.asks, offset < prompt.statements {
          number += 1
          outcomes.append(aside(prompt, offset, condition, number))
        }
      }
      number += 1
      outcomes.append(leftAlone(prompt, index, condition, number))
    }
    return outcomes
  }

  private func turns(_ condition: VoiceCondition, _ repeats: Int, _ number: inout UInt64) -> [VoiceOutcome] {
    var outcomes: [VoiceOutcome] = []
    for voice in clips.indices {
      for answer in VoiceLines.answers {
        for _ in 0..<repeats {
          number += 1
          outcomes.append(turn(answer.pieces, answer.expectation, .answer, voice, condition, number))
        }
      }
      for wish in VoiceLines.wishes {
        for _ in 0..<repeats {
          number += 1
          outcomes.append(turn(wish, .anything, .free, voice, condition, number))
        }
      }
    }
    for speaker in recorded {
      for _ in 0..<20 {
        number += 1
        outcomes.append(digits(of: speaker, condition, number))
      }
    }
    return outcomes
  }

  /// The same sound in less time, and higher: every sample at its new place between two old ones.
  static func faster(_ samples: [Int16], _ speed: Double) -> [Int16] {
    guard speed != 1, samples.count > 1 else { return samples }
    return (0..<Int(Double(samples.count - 1) / speed)).map { index in
      let place = Double(index) * speed
      let whole = Int(place)
      let part = place - Double(whole)
      return Int16(Double(samples[whole]) * (1 - part) + Double(samples[min(whole + 1, samples.count - 1)]) * part)
    }
  }

  func call(
    _ condition: VoiceCondition, _ length: Int, _ number: UInt64, _ ear: VoiceEar? = nil
  ) -> SimulatedCall {
    SimulatedCall(
      condition, settings: settings, detector: makeDetector(), makeCanceller: makeCanceller, length: length,
      voices: crowd, ear: ear ?? self.ear,
      seed: number, understands: understands)
  }

  /// Begins a call in which the prompt is being said; gives when its first sound was heard.
  func begin(_ prompt: VoicePrompt, _ call: SimulatedCall, _ condition: VoiceCondition) -> Int {
    // A second of the line alone, as every call has it before the greeting.
    call.run(until: 1_000)
    if condition.echo != nil {
      // On a speakerphone our own voice is known from the greeting.
      call.say(1, greeting.sentences, expecting: .anything)
      call.run(until: 20_000) { call.isPlayed || call.isTaken }
      call.run(until: call.now + 700)
      call.forget()
    }
    let asked = call.now
    call.say(Self.tested, prompt.sentences, expecting: prompt.expectation)
    call.run(until: asked + 3_000) { !call.heard(of: Self.tested).isEmpty }
    return call.heard(of: Self.tested).first?.at ?? call.now
  }

  func pick(_ list: [String], _ number: UInt64) -> (text: String, clip: SpokenClip) {
    var dice = VoiceDice(number)
    let text = list[dice.below(list.count)]
    let clip = clips[dice.below(clips.count)][text] ?? SpokenClip(sound: [])
    return (text, clip)
  }
}
