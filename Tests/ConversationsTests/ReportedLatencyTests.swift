import Audio
import Dialogue
import Discourse
import Policy
import Testing

@testable import Conversations

/// "The published latency does not match the recording." What the trace tells of an answer is measured again in the two sides of the recording:
/// the silence between the caller's last sound and our first.
@Suite struct ReportedLatencyTests {
  /// What takes time in an answer, in ms of the line: the recogniser, the dialogue with its back ends, the voice; and the silence that the
  /// voice begins with.
  struct Way {
    var hearing = 0, deciding = 0, making = 0, lead = 0
    /// Whether the caller speaks over what we are saying.
    var bargesIn = false
    /// Whether the conversation asks for patience meanwhile: then that is what is heard first.
    var patience = false
  }

  static let ways = [
    Way(), Way(hearing: 300), Way(deciding: 1_200), Way(making: 460), Way(lead: 240),
    Way(hearing: 200, deciding: 600, making: 180, lead: 100), Way(hearing: 200, deciding: 100, bargesIn: true),
    Way(deciding: 2_400, patience: true),
  ]

  /// So far, in ms, may they be apart: a frame at either end.
  static let tolerance = 40.0

  @Test(arguments: ways.indices) func theTraceTellsWhatIsHeard(_ index: Int) throws {
    let way = Self.ways[index]
    let call = FakeCall(recording: true)
    call.perform(.treat(MediaOrders(recording: .on)))
    call.perform(.expect(.anything))
    var prompt = 0
    func say(lead: Int, _ length: Int, making: Int = 0) {
      prompt += 1
      call.perform(.announce(prompt: prompt, sentences: ["One sentence."]))
      call.line(making)
      call.perform(.nextSentence(prompt: prompt))
      call.perform(
        .play(
          prompt: prompt,
          samples: [Int16](repeating: 0, count: lead * 8) + Tone.sine(frequency: 440, level: -20, count: length * 8)))
      call.perform(.finish(prompt: prompt))
    }
    for turn in 1...4 {
      if way.bargesIn {
        say(lead: 0, 4_000)
        call.line(800)
      }
      call.voice(700 + turn * 60)
      call.hear(.partial(utterance: turn, text: "where is it", satisfied: false))
      for _ in 0..<200 where !call.session.asked.contains(.end(turn)) { call.line(20) }
      call.line(way.hearing)
      call.hear(
        .final(utterance: turn, Transcript(alternatives: [Alternative(text: "where is it", confidence: 1)]), cpu: 0))
      if way.patience {
        call.line(1_200)
        say(lead: 0, 400)
        call.line(way.deciding - 1_200)
      } else {
        call.line(way.deciding)
      }
      say(lead: way.lead, 600, making: way.making)
      call.line(3_000)
    }
    call.media.ended(.callerHungUp)
    let told = call.events.compactMap { event -> Double? in
      if case .answered(_, let stages) = event { stages.reduce(0) { $0 + $1.milliseconds } } else { nil }
    }
    let heard = LineSilences(caller: call.recorded.caller, agent: call.recorded.agent).answers
    #expect(told.count == 4)
    #expect(heard.count == 4, "\(heard)")
    for (told, heard) in zip(told, heard) {
      #expect(abs(told - Double(heard)) <= Self.tolerance, "told \(told), heard \(heard)")
    }
  }

  /// The same through the house: the figure of each of the agent's turns, as the console shows it, is in the recording.
  @Test func theConsoleTellsWhatIsOnTheRecording() async throws {
    let shelf = SecretDoorsTests.Shelf()
    let words = ["where is my order", "four oh two one seven", "nine eight one oh one"]
    let test = try TestHouse(
      recognizer: EchoRecognizer(words: words), sentence: 400, recordings: shelf, consent: .oneParty)
    let line = CallLine(test.house, from: "+12065550123")
    #expect(await line.run(untilMarks: 1))
    for _ in words {
      // Whoever speaks into a pause between two of our prompts speaks over us.
      await line.run(2_000)
      let before = line.marks.count
      await line.run(800, voice: true)
      await line.run(1_400)
      #expect(await line.run(untilMarks: before + 1))
    }
    await line.run(2_000)
    line.hangUp()
    for _ in 0..<500 where test.house.liveCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
    let id = try #require(try await test.house.past(limit: 1).first?.id)
    let told = try #require(try await test.house.conversation(id)).turns.compactMap(\.latency)
    let both = shelf.all
    let places = stride(from: 0, to: both.count, by: 2)
    let heard = LineSilences(
      caller: MuLaw.decode(places.map { both[$0] }), agent: MuLaw.decode(places.map { both[$0 + 1] })
    ).answers
    #expect(told.count == words.count)
    #expect(heard.count == words.count, "\(heard)")
    for (told, heard) in zip(told, heard) {
      #expect(abs(told - Double(heard)) <= Self.tolerance, "told \(told), heard \(heard)")
    }
  }
}

/// The silences of a call by its two sides, samples of one time axis.
struct LineSilences {
  /// Of each of our answers, how long, in ms, the line was silent between the caller's last sound and our first.
  private(set) var answers: [Int] = []

  init(caller: [Int16], agent: [Int16]) {
    var callerEnded: Int?
    for place in 0..<min(caller.count, agent.count) {
      if abs(Int(caller[place])) > 1_000 { callerEnded = place }
      // A sound of ours is an answer when the caller has been silent for longer than between two swings of a voice; a caller who speaks over
      // us hears the rest of what is cut.
      guard abs(Int(agent[place])) > 500, let ended = callerEnded, place - ended > 1_600 else { continue }
      answers.append((place - ended) / 8)
      callerEnded = nil
    }
  }
}
