import Audio
import Dialogue
import Discourse
import Policy
import Testing
import Understanding

@testable import Conversations

/// What a caller keys and says in secret, through the media engine of a call.
@Suite struct MediaEdgeTests {
  private static let visa = "4111111111111111"
  static let tones: [Character: (Double, Double)] = [
    "1": (697, 1_209), "2": (697, 1_336), "3": (697, 1_477), "4": (770, 1_209), "5": (770, 1_336), "6": (770, 1_477),
    "7": (852, 1_209), "8": (852, 1_336), "9": (852, 1_477), "0": (941, 1_336), "#": (941, 1_477),
  ]

  private func transcript(_ text: String) -> Transcript {
    Transcript(alternatives: [Alternative(text: text, confidence: 1)])
  }

  /// Keys as a telephone sends them: each with its tone on the line, told 40 ms after it began.
  private func key(_ keys: String, _ call: FakeCall) {
    for key in keys {
      let tone = Self.tones[key] ?? (0, 0)
      call.tone(tone.0, tone.1, 40)
      call.press(key)
      call.tone(tone.0, tone.1, 60)
      call.line(80)
    }
  }

  /// Keys that could be read from sound.
  private func readable(_ samples: [Int16]) -> Int {
    var count = 0
    for start in stride(from: 0, to: samples.count - 160, by: 80) {
      var tones = KeypadTones()
      if tones.process(Array(samples[start..<start + 160])) { count += 1 }
    }
    return count
  }

  private func told(_ call: FakeCall) -> String {
    call.events.map { if case .recorded = $0 { "" } else { "\($0)" } }.joined(separator: "\n")
  }

  @Test func aKeyedCardLeavesNoTrace() {
    let call = FakeCall(recording: true)
    call.perform(.treat(MediaOrders(secret: .card, number: .card, recording: .on)))
    call.perform(.expect(.anything))
    call.play(1, milliseconds: 300)
    key(Self.visa, call)
    call.line(2_000)
    #expect(call.cards == [Array(Self.visa.utf8)])
    call.media.ended(.callerHungUp)
    #expect(!call.events.contains { if case .keys = $0 { true } else { false } })
    #expect(!told(call).contains("1111") && !told(call).contains("49, 49"))
    #expect(readable(call.recorded.caller) == 0)
    #expect(call.recorded.caller.count > 3_000 * 8)
    // The voice beside it is there.
    #expect(call.recorded.agent.contains { abs(Int($0)) > 1_000 })
  }

  @Test func tonesReachNoRecogniser() {
    final class Listening: RecognitionSession {
      let heard = Heard()
      final class Heard: Sendable { let samples = MutexBox() }
      func expect(_ expectation: Discourse.Expectation) {}
      func begin(utterance: Int) {}
      func feed(_ samples: [Int16]) { heard.samples.add(samples) }
      func end(utterance: Int) {}
      func cancel(utterance: Int) {}
      func close() {}
    }
    let call = FakeCall(recogniser: false)
    let session = Listening()
    call.perform(.listen(session))
    call.perform(.treat(MediaOrders(secret: .card, number: .card)))
    call.perform(.expect(.anything))
    for key in Self.visa {
      call.voice(300)
      let tone = Self.tones[key] ?? (0, 0)
      call.tone(tone.0, tone.1, 100)
      call.press(key)
    }
    #expect(!session.heard.samples.all.isEmpty)
    #expect(readable(session.heard.samples.all) == 0)
  }

  @Test func aCodeIsToldByItsDigestAlone() {
    let call = FakeCall(recording: true)
    call.perform(.treat(MediaOrders(secret: .code(digits: 6), number: .digits(6), recording: .paused)))
    call.perform(.expect(.digits(count: 6)))
    key("493817", call)
    call.line(500)
    guard case .code(let digest)? = call.events.last else {
      Issue.record("\(call.names)")
      return
    }
    #expect(digest == CodeDigest(Array("digest of 6".utf8)))
    #expect(!told(call).contains("493817"))
  }

  @Test func aCardThatNobodyAskedForIsTakenInSecretToo() {
    for expectation in [Discourse.Expectation.anything, .digits(count: 5), .yesNo, .menu(keys: ["1"])] {
      let call = FakeCall(recording: true)
      call.perform(.treat(MediaOrders(recording: .on)))
      call.perform(.expect(expectation))
      key(Self.visa + "#", call)
      call.line(3_000)
      call.media.ended(.callerHungUp)
      #expect(call.cards == [Array(Self.visa.utf8)], "\(expectation)")
      let keys = call.events.compactMap { if case .keys(let keys) = $0 { keys } else { nil } }
      #expect(keys.joined().count <= 5, "\(keys)")
      #expect(readable(call.recorded.caller) == 0)
    }
  }

  @Test func ordinaryKeysArriveAsBefore() {
    for (keys, expectation) in [
      ("40217", Discourse.Expectation.digits(count: 5)), ("5035550123", .digits(count: 10)), ("1", .yesNo),
      ("15035550123#", .anything),
    ] {
      let call = FakeCall()
      let wanted: MediaOrders =
        if case .digits(let count) = expectation { MediaOrders(number: .digits(count)) } else { MediaOrders() }
      call.perform(.treat(wanted))
      call.perform(.expect(expectation))
      key(keys, call)
      call.line(2_000)
      let told = call.events.compactMap { if case .keys(let keys) = $0 { keys } else { nil } }
      #expect(told == [keys.filter(\.isNumber)])
    }
  }

  @Test func aSpokenCardIsCutFromWordsAndSound() throws {
    let call = FakeCall(recording: true)
    call.perform(.treat(MediaOrders(recording: .on)))
    call.perform(.expect(.anything))
    // Two turns: the half of a number each.
    for (number, words) in [(1, "it is 4111 1111"), (2, "1111 1111")] {
      call.line(600)
      call.voice(1_500)
      call.line(1_800)
      try #require(call.session.asked.contains(.end(number)))
      call.hear(.final(utterance: number, transcript(words), cpu: 0))
    }
    let before = call.time
    call.voice(1_000)
    call.line(1_800)
    call.hear(.final(utterance: 3, transcript("where is my order 40217"), cpu: 0))
    call.media.ended(.callerHungUp)
    let said = call.events.compactMap { if case .utterance(let said) = $0 { said.text } else { nil } }
    #expect(said.last == "where is my order 40217")
    #expect(!said.joined().contains("1111"))
    let caller = call.recorded.caller
    let from = before * 8 - 1_000 * 8  // the call began at one second
    #expect(caller[..<min(from, caller.count)].allSatisfy { abs(Int($0)) < 1_000 })
    #expect(caller[from...].contains { abs(Int($0)) > 1_000 })
  }

  @Test func aRefusalErasesAndNothingMoreIsRecorded() {
    let call = FakeCall(recording: true)
    call.perform(.treat(MediaOrders(recording: .on)))
    call.voice(2_000)
    call.perform(.treat(MediaOrders(recording: .refused)))
    call.voice(60_000)
    call.media.ended(.callerHungUp)
    #expect(call.recorded.caller.isEmpty)
  }

  @Test func whereItIsOnlyStoppedWhatThereWasStays() {
    let call = FakeCall(recording: true)
    call.perform(.treat(MediaOrders(recording: .on)))
    call.voice(2_000)
    call.perform(.treat(MediaOrders(recording: .stopped)))
    call.voice(3_000)
    call.media.ended(.callerHungUp)
    #expect(abs(call.recorded.caller.count - 3_000 * 8) < 400)
  }

  @Test func anythingIsRecordedOnlyOnOrder() {
    let call = FakeCall(recording: true)
    call.voice(2_000)
    call.play(1, milliseconds: 1_000)
    call.line(1_000)
    call.media.ended(.callerHungUp)
    #expect(call.recorded.caller.isEmpty)
  }
}
