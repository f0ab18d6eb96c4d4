import AisleTesting
import Commerce
import Dialogue
import Discourse
import Synchronization
import Testing

@testable import Conversations
@testable import TurnTaking

/// "Dead air during slow tools; fillers wanted, then fillers trip the idle timer." Asking for patience is our own speech: it is no silence of the
/// caller's, and no answer that the caller owes one to.
@Suite(.timeLimit(.minutes(2)))
struct PatienceTests {
  private let settings = TurnSettings()

  private func silences(_ call: FakeCall) -> Int { call.names.count { $0 == "silence" } }

  /// The caller says something, which is understood, and a back end is asked.
  private func asked() -> FakeCall {
    let call = FakeCall()
    call.perform(.expect(.digits(count: 5)))
    call.voice(900)
    for _ in 0..<200 where !call.session.asked.contains(.end(1)) { call.line(20) }
    call.hear(
      .final(
        utterance: 1, Transcript(alternatives: [Alternative(text: "four oh two one seven", confidence: 1)]), cpu: 0))
    #expect(call.names == ["utterance"])
    return call
  }

  /// A sentence of ours, heard to its end.
  private func says(_ call: FakeCall, _ prompt: Int, lasting length: Int) {
    call.perform(.announce(prompt: prompt, sentences: ["One moment, please."]))
    call.perform(.nextSentence(prompt: prompt))
    call.play(prompt, milliseconds: length)
    for _ in 0..<500 where call.names.count(where: { $0 == "played" }) < prompt { call.line(20) }
  }

  @Test func theCallersTimeBeginsBehindIt() {
    let call = asked()
    call.line(1_200)
    says(call, 1, lasting: 1_000)
    call.line(2_800)
    says(call, 2, lasting: 1_500)
    // Twice asked for patience, 6.5 s since the caller spoke: nobody has been silent yet.
    #expect(silences(call) == 0)
    call.line(settings.noInputDigits - 60)
    #expect(silences(call) == 0)
    call.line(80)
    #expect(silences(call) == 1)
  }

  /// Behind the answer the caller has all the time that there is, and no more of it, whatever was said meanwhile.
  @Test(arguments: [0, 1, 2]) func theAnswerLeavesTheTimeThatItAlwaysLeaves(_ fillers: Int) {
    let call = asked()
    for prompt in 0..<fillers {
      call.line(1_200)
      says(call, prompt + 1, lasting: 1_000)
    }
    call.line(1_000)
    call.perform(.expect(.digits(count: 5)))
    says(call, fillers + 1, lasting: 2_000)
    let answered = call.time
    for _ in 0..<1_000 where silences(call) == 0 { call.line(20) }
    #expect(abs(call.time - answered - settings.noInputDigits) <= 40)
  }

  /// A noise over it pauses it, and while it is paused nobody is called silent; then it is heard to its end, and the time begins.
  @Test func aPauseInItIsNoSilence() {
    let call = asked()
    call.line(1_200)
    call.perform(.announce(prompt: 1, sentences: ["One moment, please."]))
    call.perform(.nextSentence(prompt: 1))
    call.play(1, milliseconds: 3_000)
    call.line(500)
    call.voice(1_000)
    #expect(call.transport.sent.contains { if case .clear = $0 { true } else { false } })
    for _ in 0..<500 where !call.names.contains("played") {
      call.line(20)
      if call.session.asked.last == .end(2) { call.hear(.final(utterance: 2, Transcript(alternatives: []), cpu: 0)) }
    }
    #expect(call.names.contains("played"))
    #expect(silences(call) == 0)
    let heard = call.time
    for _ in 0..<1_000 where silences(call) == 0 { call.line(20) }
    #expect(abs(call.time - heard - settings.noInputDigits) <= 40)
  }

  /// A caller who says nothing while the recogniser is still at work has said something.
  @Test func aRecogniserAtWorkIsNoSilence() {
    let call = FakeCall()
    call.perform(.expect(.yesNo))
    call.voice(700)
    call.line(2_200)
    #expect(call.names == ["slow"])
    says(call, 1, lasting: 800)
    call.line(4_800)
    #expect(silences(call) == 0)
    call.hear(.final(utterance: 1, Transcript(alternatives: [Alternative(text: "yes", confidence: 1)]), cpu: 0))
    #expect(call.names.last == "utterance")
  }

  /// What the agent has said since the caller spoke so often.
  private func agentsTurns(of test: TestHouse, since spoken: Int) async throws -> [String] {
    let turns = try #require(await test.house.live().first).turns
    let callers = turns.indices.filter { turns[$0].speaker == .caller }
    guard callers.count >= spoken else { return [] }
    return turns[callers[spoken - 1]...].filter { $0.speaker == .agent }.map(\.text)
  }

  /// Through the house: the outside holds its answer back while the line's time passes. The caller is asked for patience, is not asked whether
  /// they are still there, and has all the time behind the answer.
  @Test func nobodyIsCalledSilentWhoWaitsForUs() async throws {
    // The counters of tries stand before each look at whose an order is; unlike a back end they may take as long as the test likes.
    let tries = GatedTries()
    let test = try TestHouse(
      recognizer: EchoRecognizer(words: ["where is my order", "four oh two one seven", "nine eight one oh one"]),
      slowAfter: [.milliseconds(30), .milliseconds(100)], promiseLimit: .seconds(600), tries: tries)
    let line = CallLine(test.house, from: "+12065550123")
    for prompts in 1...3 {
      #expect(await line.run(untilMarks: prompts))
      await line.run(700, voice: true)
      await line.run(1_400)
    }
    for _ in 0..<100 where tries.asked == 0 { await line.run(20) }
    #expect(tries.asked > 0)
    // More of the line's time than a caller is given who is asked for a number.
    await line.run(15_000)
    let since = try await agentsTurns(of: test, since: 3)
    #expect(since.count == 2, "\(since)")
    #expect(since.first?.contains("moment") == true && since.last?.contains("longer than usual") == true, "\(since)")
    let before = line.marks.count
    tries.open()
    #expect(await line.run(untilMarks: before + 1))
    await line.run(1_000)
    let answers = try await agentsTurns(of: test, since: 3).count
    await line.run(settings.noInput - 2_000)
    #expect(try await agentsTurns(of: test, since: 3).count == answers)
    // The first silence that counts: no earlier one did.
    await line.run(4_000)
    let asked = try await agentsTurns(of: test, since: 3).dropFirst(answers).joined(separator: " ")
    #expect(asked.contains("still there") || asked.contains("did not hear"), "\(asked)")
    line.hangUp()
  }
}

/// Counters of wrong tries that answer when they are let.
final class GatedTries: TryCounter {
  private struct State {
    var isOpen = false
    var asked = 0
  }
  private let state = Mutex(State())
  /// How often they were read.
  var asked: Int { state.withLock { $0.asked } }
  func open() { state.withLock { $0.isOpen = true } }

  func counts(of keys: [String], since: Timestamp) async throws -> [Int] {
    state.withLock { $0.asked += 1 }
    while !state.withLock({ $0.isOpen }) { try await Task.sleep(for: .milliseconds(2)) }
    return keys.map { _ in 0 }
  }
  func count(_ keys: [String], at time: Timestamp) async throws {}
  func forget(_ keys: [String]) async throws {}
}
