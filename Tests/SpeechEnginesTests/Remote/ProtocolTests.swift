import Discourse
import Testing

@testable import SpeechEngines

/// Protocols where the documents leave room, message by message.
@Suite struct ProtocolTests {
  private func results(_ text: String, _ start: Double, _ duration: Double, final: Bool, finalize: Bool = false)
    -> WireMessage
  {
    .text(
      #"{"type":"Results","start":\#(start),"duration":\#(duration),"is_final":\#(final),"from_finalize":\#(finalize),"channel":{"alternatives":[{"transcript":"\#(text)","confidence":0.9}]}}"#
    )
  }

  private func spoken(_ machine: inout DeepgramListening, _ number: Int) {
    _ = machine.begin(number, expecting: .anything)
    for _ in 0..<50 { _ = machine.feed([Int16](repeating: 500, count: 160)) }
  }

  @Test func piecesOfAnUtteranceAreJoined() {
    var machine = DeepgramListening()
    spoken(&machine, 1)
    #expect(machine.take(results("Where is", 0, 0.5, final: true)) == [.partial(1, "where is")])
    #expect(machine.take(results("my", 0.5, 0.3, final: false)) == [.partial(1, "where is my")])
    _ = machine.end()
    let last = machine.take(results("my order?", 0.5, 0.5, final: true, finalize: true))
    #expect(last == [.final(1, Transcript(alternatives: [Alternative(text: "where is my order", confidence: 0.9)]))])
    #expect(machine.take(results("my order?", 0.5, 0.5, final: true, finalize: true)).isEmpty)
  }

  @Test func whatBelongsToACancelledUtteranceIsNotHeardInTheNext() {
    var machine = DeepgramListening()
    spoken(&machine, 1)
    _ = machine.cancel()
    spoken(&machine, 2)
    #expect(machine.take(results("cough", 0, 1.0, final: true, finalize: true)).isEmpty)
    #expect(machine.take(results("yes", 1.0, 0.4, final: false)) == [.partial(2, "yes")])
  }

  @Test func anUtteranceIsAnsweredAlsoWhereNothingSaysThatItIsFinal() {
    var machine = DeepgramListening()
    spoken(&machine, 1)
    _ = machine.take(results("yes", 0, 1.0, final: true))
    _ = machine.end()
    #expect(machine.tick(400).isEmpty)
    #expect(machine.tick(800) == [.final(1, Transcript(alternatives: [Alternative(text: "yes", confidence: 0.9)]))])
  }

  @Test func aWyomingServerIsToldOfTheCallsNamesWithEachUtterance() throws {
    var machine = WyomingListening(language: "en", terms: ["Ballard"])
    func hints(_ steps: [HearingStep]) throws -> [String]? {
      var reader = WyomingReader()
      for case .send(.binary(let bytes)) in steps {
        for event in try reader.take(bytes) where event.type == "transcribe" { return event.lists["transcript_terms"] }
      }
      return nil
    }
    machine.expect(terms: ["Maria Keller"])
    #expect(try hints(machine.begin(1, expecting: .anything)) == ["Maria Keller", "Ballard"])
    _ = machine.cancel()
    machine.expect(terms: [])
    #expect(try hints(machine.begin(2, expecting: .anything)) == ["Ballard"])
  }

  @Test(arguments: [
    ("http://127.0.0.1:8000/v1", false, true), ("https://localhost:8000/v1", false, true),
    ("https://api.example.com/v1", false, false), ("https://api.example.com/v1", true, true),
  ]) func namesLeaveThisMachineOnlyWhereThatIsWanted(_ place: String, _ wanted: Bool, _ told: Bool) throws {
    let engine = OpenAIRecognizer(
      try RemoteAddress(place, schemes: ["http"]), key: nil, model: "whisper-1", language: "en", terms: ["Ballard"],
      tellsNames: wanted)
    let body = String(decoding: engine.request([0], names: ["Maria Keller"]).body, as: UTF8.self)
    #expect(body.contains("Ballard"))
    #expect(body.contains("Maria Keller") == told)
  }

  @Test func aStreamInWhichNobodySpeaksIsKept() {
    var machine = DeepgramListening()
    #expect(machine.tick(3_900).isEmpty)
    #expect(machine.tick(4_000) == [.send(.text(#"{"type":"KeepAlive"}"#))])
    #expect(machine.tick(4_200).isEmpty)
    spoken(&machine, 1)
    #expect(machine.tick(9_000).isEmpty)
  }

  @Test func voskIsWaitedForUntilAllItsAnswersAreThere() {
    var machine = VoskListening(takesGrammar: false)
    _ = machine.begin(1, expecting: .anything)
    for _ in 0..<10 { _ = machine.feed([Int16](repeating: 500, count: 160)) }
    #expect(machine.end() == [.send(.text(#"{"eof" : 1}"#))])
    // An answer to audio, with a piece that ended at a pause; then the last one.
    #expect(machine.take(.text(#"{"text":"where is"}"#)) == [.partial(1, "where is")])
    #expect(machine.take(.text(#"{"partial":"my"}"#)) == [.partial(1, "where is my")])
    let last = machine.take(.text(#"{"text":"my order","result":[{"conf":0.5,"word":"my"}]}"#))
    #expect(
      last == [
        .final(1, Transcript(alternatives: [Alternative(text: "where is my order", confidence: 0.625)])), .reconnect,
      ])
  }

  /// Whoever tells no confidence is sure enough for a yes to be acted on.
  @Test func noConfidenceIsEnoughForAYes() {
    var vosk = VoskListening(takesGrammar: false)
    _ = vosk.begin(1, expecting: .yesNo)
    for _ in 0..<10 { _ = vosk.feed([Int16](repeating: 500, count: 160)) }
    _ = vosk.end()
    for _ in 0..<2 { _ = vosk.take(.text(#"{"partial":""}"#)) }
    let last = vosk.take(.text(#"{"text":"yes"}"#))
    #expect(last.contains(.final(1, Transcript(alternatives: [Alternative(text: "yes", confidence: 0.75)]))))
  }

  @Test(arguments: [
    ("Where's my order #40217?", "where's my order 40217"), ("Yes.", "yes"), ("  Um, 4-0-2 — ", "4-0-2"),
    ("jo.smith@example.com.", "jo.smith@example.com"), ("$20.50", "$20.50"), ("…", ""),
  ])
  func wordsAreAsThePortWantsThem(_ said: String, _ plain: String) { #expect(EngineWords.plain(said) == plain) }

  @Test(arguments: [
    ("40217", true), ("4021 7", true), ("four oh 2 one seven", true), ("4021", false), ("402178", false),
  ])
  func digitsAreCounted(_ text: String, _ isComplete: Bool) {
    #expect(EngineWords.satisfies(text, .digits(count: 5)) == isComplete)
  }

  @Test(arguments: [
    ("wss://api.deepgram.com/v1/listen", true), ("ws://127.0.0.1:2700", true), ("ws://localhost:2700", true),
    ("ws://[::1]:2700", true), ("ws://127.evil.example:80", false), ("ws://api.example.com", false),
    ("https://user:secret@api.example.com", false), ("wss://", false), ("api.example.com", false),
    ("wss://example.com:99999", false), ("ws://localhost.evil.example", false),
  ])
  func speechLeavesTheMachineEncryptedOrNotAtAll(_ text: String, _ isTaken: Bool) {
    #expect(((try? RemoteAddress(text, schemes: ["ws", "http"])) != nil) == isTaken)
  }
}
