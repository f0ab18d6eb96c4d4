import Discourse
import Testing

@testable import SpeechEngines

/// Whatever engines elsewhere send: no trap, no answer to an utterance that is over, no answer twice.
@Suite struct FuzzTests {
  /// Messages of each protocol, whole.
  static let seeds: [String] = [
    #"{"type":"Results","channel_index":[0,1],"start":0.0,"duration":1.2,"is_final":true,"speech_final":true,"from_finalize":true,"channel":{"alternatives":[{"transcript":"where is it","confidence":0.9,"words":[]}]}}"#,
    #"{"type":"SpeechStarted","channel":[0,1],"timestamp":9.5}"#, #"{"type":"Metadata","duration":1e309}"#,
    #"{"partial" : "where is"}"#, #"{"result":[{"conf":0.9,"word":"yes"}],"text":"yes"}"#,
    #"{"alternatives":[{"confidence":190.1,"text":"four oh two"}]}"#,
    #"{"type":"transcript","data":{"text":"where is it","language":"en"}}"#,
    #"{"type":"audio-chunk","data":{"rate":16000,"width":2,"channels":1},"payload_length":4}"#,
    #"{"text":"Where is it?","segments":[{"avg_logprob":-0.2}]}"#, "", "null", "[]", "{", "\u{0}\u{FFFD}",
  ]

  /// A message with pieces cut, doubled and exchanged.
  static func mutated(_ chance: inout SpokenNumbers) -> [UInt8] {
    var bytes = Array(seeds[chance.choose(seeds.count)].utf8)
    for _ in 0..<chance.choose(4) where !bytes.isEmpty {
      let at = chance.choose(bytes.count)
      switch chance.choose(5) {
      case 0: bytes[at] = UInt8(chance.choose(256))
      case 1: bytes.removeSubrange(at...)
      case 2: bytes.insert(contentsOf: Array(seeds[chance.choose(seeds.count)].utf8), at: at)
      case 3: bytes.insert(contentsOf: Array("-9999999999999999999".utf8), at: at)
      default: bytes.remove(at: at)
      }
    }
    return bytes + (chance.choose(2) == 0 ? [UInt8(ascii: "\n")] : [])
  }

  static let machines: [@Sendable () -> any HearingProtocol] = [
    { DeepgramListening() }, { VoskListening(takesGrammar: true) }, { WyomingListening(language: "en", terms: []) },
  ]

  @Test(arguments: 0..<3, 0..<12) func hearingProtocolsBearAnything(_ kind: Int, _ seed: Int) {
    var chance = SpokenNumbers(seed: UInt64(seed * 7 + kind))
    var answered: Set<Int> = []
    var over: Set<Int> = []
    for _ in 0..<60 {
      var machine = Self.machines[kind]()
      var number = 0
      (answered, over) = ([], [])
      var steps = machine.connected()
      for _ in 0..<60 {
        switch chance.choose(8) {
        case 0:
          over.insert(number)
          number += 1
          steps = machine.begin(number, expecting: .digits(count: 5))
        case 1: steps = machine.feed(VirtualCall.voice(3))
        case 2: steps = machine.end()
        case 3:
          over.insert(number)
          steps = machine.cancel()
        case 4: steps = machine.tick(chance.choose(100_000))
        default:
          let bytes = Self.mutated(&chance)
          steps = machine.take(
            kind == 2 || chance.choose(9) == 0 ? .binary(bytes) : .text(String(decoding: bytes, as: UTF8.self)))
        }
        for step in steps {
          guard case .final(let answer, _) = step else { continue }
          #expect(!over.contains(answer) && answered.insert(answer).inserted)
        }
        if steps.contains(where: { if case .fail = $0 { true } else { false } }) { break }
      }
    }
  }

  @Test(arguments: 0..<20) func theReaderTakesAnyPieces(_ seed: Int) throws {
    var chance = SpokenNumbers(seed: UInt64(seed))
    let events = [
      WyomingEvent(type: "transcribe", texts: ["language": "en"], lists: ["transcript_terms": ["a", "b"]]),
      WyomingEvent(type: "audio-chunk", numbers: ["rate": 16_000, "width": 2], payload: [1, 10, 2, 13, 0]),
      WyomingEvent(type: "audio-stop"),
    ]
    let bytes = events.flatMap(\.bytes)
    var reader = WyomingReader()
    var read: [WyomingEvent] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = min(rest.count, 1 + chance.choose(9))
      read += try reader.take(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    #expect(read == events)
    // And garbage ends it for good.
    for _ in 0..<200 { _ = try? reader.take(Self.mutated(&chance)) }
  }

  @Test(arguments: 0..<20) func otherAnswersBearAnything(_ seed: Int) {
    var chance = SpokenNumbers(seed: UInt64(seed))
    for _ in 0..<300 {
      let bytes = Self.mutated(&chance)
      _ = try? OpenAIRecognizer.transcript(bytes)
      var sentence = WyomingSentence()
      _ = sentence.take(bytes) + sentence.take(Self.mutated(&chance)) + sentence.disconnected()
      var audio = PCMReader(rate: 24_000)
      var wav = Array("RIFF....WAVEfmt ".utf8) + bytes
      if chance.choose(2) == 0 { wav[chance.choose(wav.count)] = UInt8(chance.choose(256)) }
      _ = audio?.take(wav)
      _ = audio?.finish()
    }
  }
}
