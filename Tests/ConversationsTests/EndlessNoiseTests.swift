import Audio
import Dialogue
import Discourse
import Policy
import Synchronization
import Testing
import TurnTaking

@testable import Conversations

/// "Background television is taken for the caller; continuous audio stalls turn detection: a silent call of eighty minutes." What comes from the
/// line never stops, and nobody says a word.
@Suite(.timeLimit(.minutes(3)))
struct EndlessNoiseTests {
  /// Minutes of frames that a detector takes for voice, straight into a turn machine whose every conclusion is spoken to: how many there were in
  /// each minute, and how much the machine held at its end.
  private func minutes(
    _ count: Int, tellsPartials: Bool, television: String?, _ settings: TurnSettings = TurnSettings()
  ) -> (told: [Int], held: [Int]) {
    var machine = TurnMachine(
      settings: settings, detectorHangover: VoiceActivityDetector().hangoverMilliseconds)
    _ = machine.handle(.recogniser(tellsPartials: tellsPartials, fillsExpectation: false), now: 0)
    _ = machine.handle(.expect(.anything), now: 0)
    var now = 0
    var number = 0
    var (all, held): ([Int], [Int]) = ([], [])
    var agentUntil: Int?
    for _ in 1...count {
      var told = 0
      for frame in 0..<3_000 {
        now += 20
        var actions = machine.handle(.frame(voiced: true), now: now)
        if let until = agentUntil, now >= until {
          agentUntil = nil
          actions += machine.handle(.agentFinished, now: now)
        }
        if let television, frame % 50 == 0, number > 0 {
          let text = String(repeating: television, count: 1 + frame / 50 % 10)
          actions += machine.handle(.partial(utterance: number, text: text, satisfied: false), now: now)
        }
        var done = 0
        while done < actions.count {
          done += 1
          switch actions[done - 1] {
          case .beginUtterance(let begun): number = begun
          case .endUtterance(let ended, _):
            actions += machine.handle(.final(utterance: ended, text: television ?? "", understood: false), now: now)
          case .noInput, .deliver:
            told += 1
            // It is spoken to.
            actions += machine.handle(.agentStarted, now: now)
            actions += machine.handle(.agentSays("Are you still there?", lasting: 1_200), now: now)
            agentUntil = now + 1_200
          case .stopAgent: agentUntil = nil
          default: continue
          }
        }
      }
      all.append(told)
      held.append(Held.count(machine))
    }
    return (all, held)
  }

  /// Behind either kind of recogniser: in every minute the conversation learns that nobody speaks to it, and what the machine keeps does not grow.
  @Test(arguments: [(true, nil), (false, nil), (true, "and now the weather ")])
  func eightyMinutesOfVoiceStallNoTurn(_ tellsPartials: Bool, _ television: String?) {
    let (told, held) = minutes(80, tellsPartials: tellsPartials, television: television)
    #expect(told.allSatisfy { $0 >= 2 }, "\(told)")
    // Our own latest words are kept, which takes some minutes until there are as many as are kept.
    #expect(held.suffix(40).max() ?? 0 <= (held.prefix(40).max() ?? 0) + 20, "\(held)")
    #expect(held.max() ?? 0 <= 2_000, "\(held)")
  }

  /// It would notice: a machine without its bounds waits for the end of the noise.
  @Test(arguments: [true, false]) func withoutBoundsItStalls(_ tellsPartials: Bool) {
    var settings = TurnSettings()
    (settings.longestUtterance, settings.wordless) = (36_000_000, 36_000_000)
    #expect(minutes(3, tellsPartials: tellsPartials, television: nil, settings).told.suffix(2) == [0, 0])
  }

  /// A line that keeps nothing, so that what grows is ours.
  private final class Wire: MediaTransport {
    var marks: [String] = []
    private(set) var frames = 0
    func send(audio frame: [UInt8]) { frames += 1 }
    func send(mark name: String) { marks.append(name) }
    func sendClear() {}
    func close() {}
  }

  /// A recogniser that never hears a word.
  private final class Wordless: RecognitionSession {
    let ended = Mutex(0)
    func expect(_ expectation: Discourse.Expectation) {}
    func begin(utterance: Int) {}
    func feed(_ samples: [Int16]) {}
    func end(utterance: Int) { ended.withLock { $0 = utterance } }
    func cancel(utterance: Int) {}
    func close() {}
  }

  private final class Told: Sendable {
    let silences = Mutex(0)
    let recorded = Mutex(0)
  }

  /// Sounds of a second, over and over.
  enum Sound: String, CaseIterable {
    case hiss, buzz, speech

    var frames: [[Int16]] {
      var dice = UInt64(5)
      let samples = (0..<80_000).map { index -> Int16 in
        dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let hiss = Int(dice >> 52) - 2_048
        let time = Double(index) / 8_000
        let saw = (time * 120).truncatingRemainder(dividingBy: 1) * 2 - 1
        switch self {
        case .hiss: return Int16(hiss * 3)
        case .buzz: return Int16(saw * 9_000)
        // Syllables with a breath between every few.
        case .speech:
          let swell = (time * 4).truncatingRemainder(dividingBy: 1)
          return Int16(saw * 9_000 * (time.truncatingRemainder(dividingBy: 2) < 1.7 ? swell : 0)) + Int16(hiss / 64)
        }
      }
      return stride(from: 0, to: samples.count, by: 160).map { Array(samples[$0..<$0 + 160]) }
    }
  }

  /// The whole media path with its voice detection and its tape: the caller is asked again and again, and what is held stays within bounds.
  @Test(arguments: Sound.allCases) func aLineThatIsNeverQuietIsAskedAndHoldsNothingBack(_ sound: Sound) {
    let wire = Wire(), session = Wordless(), told = Told()
    let media = PhoneMedia(transport: wire, settings: TurnSettings(), recording: true) { event in
      switch event {
      case .silence: told.silences.withLock { $0 += 1 }
      case .recorded(let samples): told.recorded.withLock { $0 += samples.count }
      default: return
      }
    }
    var now = UInt64(0)
    media.perform(.listen(session), now: now)
    media.perform(.treat(MediaOrders(recording: .on)), now: now)
    media.perform(.expect(.anything), now: now)
    let frames = sound.frames
    let words = Tone.sine(frequency: 440, level: -20, count: 6_400)
    var (spoken, answered, prompt) = (0, 0, 0)
    var held: [Int] = []
    for step in 1...Self.steps {
      now += 20_000_000
      media.tick(now: now)
      media.receive(samples: frames[step % frames.count], now: now)
      for mark in wire.marks { media.receive(mark: mark, now: now) }
      wire.marks = []
      let ended = session.ended.withLock { $0 }
      if ended > answered {
        answered = ended
        media.perform(.recognised(.final(utterance: ended, Transcript(alternatives: []), cpu: 0)), now: now)
      }
      if told.silences.withLock({ $0 }) > spoken {
        spoken += 1
        prompt += 1
        media.perform(.announce(prompt: prompt, sentences: ["Are you still there?"]), now: now)
        media.perform(.nextSentence(prompt: prompt), now: now)
        media.perform(.play(prompt: prompt, samples: words), now: now)
        media.perform(.finish(prompt: prompt), now: now)
      }
      if step % 3_000 == 0 { held.append(Held.count(media)) }
    }
    let minutes = Self.steps / 3_000
    #expect(spoken >= 2 * minutes, "asked \(spoken) times in \(minutes) minutes")
    #expect(wire.frames >= spoken * 40)
    // Two sides of 45 s at 8,000 samples a second, and little besides: of what came, a fifth.
    #expect(held.max() ?? 0 <= 2 * 46 * 8_000 + 20_000, "\(held)")
    #expect(told.recorded.withLock { $0 } >= (minutes * 60 - 47) * 16_000)
  }

  /// Three minutes a sound: four times what the tape holds back, and longer than anything that waits for a recogniser.
  private static let steps = 9_000

  /// Through the house: whoever is never quiet and never says a word is let go like a silent caller.
  @Test func theHouseLetsALineGoThatIsNeverQuiet() async throws {
    let test = try TestHouse()
    let line = CallLine(test.house, from: nil)
    #expect(await line.run(untilMarks: 1))
    for _ in 0..<900 where !line.isClosed { await line.run(100, voice: true) }
    #expect(line.isClosed)
    line.hangUp()
    for _ in 0..<500 where test.house.liveCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
    let row = try #require(try await test.house.past(limit: 1).first)
    #expect(row.outcome == "abandoned")
    #expect(try await test.difference(row.id) == nil)
  }
}

/// How much a value holds: the elements of all collections in it, those of classes that it holds included.
enum Held {
  static func count(_ value: Any) -> Int {
    switch value {
    case let text as String: return text.utf8.count
    case let numbers as [Int16]: return numbers.count
    case let bytes as [UInt8]: return bytes.count
    case let flags as [Bool]: return flags.count
    default:
      let mirror = Mirror(reflecting: value)
      let isCollection = [.collection, .dictionary, .set].contains(mirror.displayStyle)
      return mirror.children.reduce(isCollection ? mirror.children.count : 0) { $0 + count($1.value) }
    }
  }
}
