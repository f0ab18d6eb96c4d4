import Conversations
import Discourse
import Testing

@testable import SpeechEngines

/// Every engine elsewhere with every habit, behind the same door with one that works: the call is always answered.
@Suite(.enabled(if: SpeechPeers.shared != nil, "\(SpeechPeers.unavailable)"), .timeLimit(.minutes(2)))
struct RemoteHearingTests {
  static let vendors = ["deepgram", "vosk", "wyoming", "openai"]
  static let sound = ["good", "slow", "twice", "wrongrate"]
  static let bad = ["late", "never", "garbage", "closes", "refuses", "redirects", "deaf", "error"]

  /// Two utterances of one call at the pace of speech.
  private func call(_ ears: [FailoverRecognizer.Ear], _ desk: EngineDesk) async throws -> (
    answers: [String], partials: [String], replaced: [EngineReplacement]
  ) {
    let (events, continuation) = AsyncStream.makeStream(of: RecognitionEvent.self)
    let session = try await FailoverRecognizer(ears, desk: desk).open { continuation.yield($0) }
    defer { session.close() }
    session.expect(.anything)
    var heard: (answers: [String], partials: [String], replaced: [EngineReplacement]) = ([], [], [])
    try await Task.sleep(for: .milliseconds(250))
    for number in 1...2 {
      let start = ContinuousClock.now
      session.begin(utterance: number)
      for frame in 0..<90 {
        try await Task.sleep(until: start + .milliseconds(20 * (frame + 1)), clock: .continuous)
        session.feed(VirtualCall.voice(frame))
      }
      session.end(utterance: number)
      listening: for await event in events {
        switch event {
        case .final(number, let transcript, _):
          heard.answers.append(transcript.text)
          break listening
        case .failed(number, _):
          heard.answers.append("(failed)")
          break listening
        case .replaced(let replacement): heard.replaced.append(replacement)
        case .partial(_, let text, _): heard.partials.append(text)
        case .final, .failed: Issue.record("an answer to another utterance than \(number)")
        }
      }
    }
    return heard
  }

  @Test(arguments: vendors, sound) func whoWorksIsHeard(_ vendor: String, _ habit: String) async throws {
    let peers = try #require(SpeechPeers.shared)
    let desk = EngineDesk(role: .hearing, names: [vendor, "stub"])
    let stub = FailoverRecognizer.Ear(StubRecognizer(reply: "stood in"), streams: false, patience: .seconds(5))
    let heard = try await call([try peers.ear(vendor, habit), stub], desk)
    #expect(heard.answers.count == 2)
    for answer in heard.answers { #expect(answer.hasPrefix("where is my order"), "\(vendor) \(habit): \(answer)") }
    #expect(heard.replaced.isEmpty)
    #expect(desk.statuses().map(\.worked) == [2, 0])
    if ["deepgram", "vosk"].contains(vendor) { #expect(heard.partials.contains { $0.hasPrefix("where is") }) }
  }

  @Test(arguments: vendors, bad) func whoDoesNotIsReplaced(_ vendor: String, _ habit: String) async throws {
    let peers = try #require(SpeechPeers.shared)
    let desk = EngineDesk(role: .hearing, names: [vendor, "stub"])
    let stub = FailoverRecognizer.Ear(StubRecognizer(reply: "stood in"), streams: false, patience: .seconds(5))
    let heard = try await call([try peers.ear(vendor, habit), stub], desk)
    #expect(heard.answers == ["stood in", "stood in"], "\(vendor) \(habit)")
    #expect(desk.statuses().first?.failed ?? 0 > 0)
    let reasons: [String: Set<EngineFailure>] = [
      "late": [.late], "never": [.late], "deaf": [.deaf], "garbage": [.rubbish], "closes": [.lost],
      // A plain stream has no other way to refuse or to be told of trouble than to end.
      "refuses": [.refused, .lost], "redirects": [.refused, .lost], "error": [.refused, .lost],
    ]
    let reason = try #require(desk.statuses().first?.lastFailure)
    #expect(reasons[habit]?.contains(reason) ?? false, "\(vendor) \(habit): \(reason)")
    #expect(heard.replaced.allSatisfy { $0.engine == vendor && $0.by == "stub" })
  }

  @Test func aHandshakeThatNeverEndsIsGivenUp() async throws {
    // It listens and says nothing: what it speaks otherwise does not matter.
    let address = try #require(SpeechPeers.shared).address("wyoming", "never", "ws", "/v1/listen")
    let engine = RemoteRecognizer.deepgram(address, key: "k", model: "nova-3", language: "en", terms: [])
    await #expect(throws: SpeechEngineError.self) { _ = try await engine.open { _ in } }
  }

  @Test func aClosedAnswerIsHeardAsSuchWhereTheModelTakesAGrammar() async throws {
    var machine = VoskListening(takesGrammar: true)
    guard case .send(.text(let text))? = machine.begin(1, expecting: .digits(count: 5)).first else {
      Issue.record("no configuration")
      return
    }
    #expect(text.contains("\"phrase_list\":[\"zero\",\"oh\",\"one\""))
    #expect(text.contains("\"sample_rate\":8000"))
  }
}
