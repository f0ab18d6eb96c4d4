internal import Discourse
internal import Foundation

/// Deepgram's live transcription over one WebSocket a call.
///
/// Sources (stored copies of November 2026): developers.deepgram.com reference/speech-to-text/listen-streaming (`Results` with
/// `is_final`, `speech_final`, `from_finalize`, `start`, `duration`), docs/finalize, docs/audio-keep-alive (10 s without audio end the
/// stream, `KeepAlive` as text every 3 to 5 s), docs/keyterm (Nova-3: `keyterm`, 500 tokens in all). Not tried against the live service.
struct DeepgramListening: HearingProtocol {
  private struct Utterance {
    var number: Int
    /// Seconds of the stream before it.
    var start: Double
    var finals: [Alternative] = []
    var interim = ""
    var endedAt: Int?
  }

  private var utterance: Utterance?
  private var sent = 0
  private var lastSent = 0
  private var now = 0

  /// Milliseconds of silence after which the stream is told that it is still wanted; after which a finalised utterance counts as
  /// answered although nothing says so: the document does not promise `from_finalize`.
  private static let keepAlive = 4_000, settled = 700
  /// What timestamps may be off, in seconds.
  private static let slack = 0.05

  mutating func connected() -> [HearingStep] { [] }

  mutating func disconnected() -> [HearingStep] { [.fail(.lost, "the stream was ended from there")] }

  mutating func begin(_ number: Int, expecting expectation: Expectation) -> [HearingStep] {
    utterance = Utterance(number: number, start: Double(sent) / 8_000)
    return []
  }

  mutating func feed(_ samples: [Int16]) -> [HearingStep] {
    guard utterance != nil, !samples.isEmpty else { return [] }
    sent += samples.count
    lastSent = now
    return [.send(.binary(EngineWords.bytes(samples)))]
  }

  mutating func end() -> [HearingStep] {
    utterance?.endedAt = now
    return [Self.control("Finalize")]
  }

  mutating func cancel() -> [HearingStep] {
    utterance = nil
    // What was heard of it comes out now, and not in the next one.
    return [Self.control("Finalize")]
  }

  mutating func tick(_ milliseconds: Int) -> [HearingStep] {
    now = milliseconds
    if let current = utterance, let endedAt = current.endedAt, now - endedAt >= Self.settled, !current.finals.isEmpty,
      current.interim.isEmpty
    {
      return answer(current)
    }
    guard utterance == nil, now - lastSent >= Self.keepAlive else { return [] }
    lastSent = now
    return [Self.control("KeepAlive")]
  }

  mutating func take(_ message: WireMessage) -> [HearingStep] {
    guard case .text(let text) = message, let reply = try? JSONDecoder().decode(Reply.self, from: Data(text.utf8))
    else {
      return [.fail(.garbled, "a message that is not Deepgram's")]
    }
    switch reply.type {
    case "Results": return take(reply)
    case "Error": return [.fail(.refused, "an error was reported")]
    // SpeechStarted, UtteranceEnd, Metadata and what may come to be.
    default: return []
    }
  }

  private mutating func take(_ reply: Reply) -> [HearingStep] {
    guard var current = utterance else { return [] }
    let end = (reply.start ?? 0) + (reply.duration ?? 0)
    guard end.isFinite, end > current.start + Self.slack else { return [] }
    guard let heard = reply.channel?.alternatives.first else {
      return [.fail(.garbled, "results without alternatives")]
    }
    let words = EngineWords.plain(heard.transcript)
    if reply.isFinal ?? false {
      current.interim = ""
      if !words.isEmpty {
        current.finals.append(Alternative(text: words, confidence: heard.confidence ?? EngineWords.untold))
      }
    } else {
      current.interim = words
    }
    utterance = current
    if current.endedAt != nil, reply.isFinal ?? false, reply.fromFinalize ?? false { return answer(current) }
    let text = (current.finals.map(\.text) + [current.interim]).filter { !$0.isEmpty }.joined(separator: " ")
    return [.partial(current.number, text)]
  }

  private mutating func answer(_ current: Utterance) -> [HearingStep] {
    utterance = nil
    let pieces = current.finals
    guard !pieces.isEmpty else { return [.final(current.number, Transcript(alternatives: []))] }
    let weight = pieces.reduce(0) { $0 + $1.text.count }
    let confidence = pieces.reduce(0) { $0 + $1.confidence * Double($1.text.count) } / Double(weight)
    let text = Words.normalized(pieces.map(\.text).joined(separator: " "))
    return [.final(current.number, Transcript(alternatives: [Alternative(text: text, confidence: confidence)]))]
  }

  private static func control(_ type: String) -> HearingStep { .send(.text(#"{"type":"\#(type)"}"#)) }

  private struct Reply: Decodable {
    struct Channel: Decodable { var alternatives: [Heard] }
    struct Heard: Decodable {
      var transcript: String
      var confidence: Double?
    }
    var type: String
    var isFinal: Bool?
    var fromFinalize: Bool?
    var start: Double?
    var duration: Double?
    var channel: Channel?

    enum CodingKeys: String, CodingKey {
      case type, start, duration, channel
      case isFinal = "is_final"
      case fromFinalize = "from_finalize"
    }

    init(from decoder: any Swift.Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      type = try fields.decode(String.self, forKey: .type)
      // Only results have these in these shapes: `channel` of a SpeechStarted is a list of numbers.
      guard type == "Results" else { return }
      isFinal = try fields.decodeIfPresent(Bool.self, forKey: .isFinal)
      fromFinalize = try fields.decodeIfPresent(Bool.self, forKey: .fromFinalize)
      start = try fields.decodeIfPresent(Double.self, forKey: .start)
      duration = try fields.decodeIfPresent(Double.self, forKey: .duration)
      channel = try fields.decodeIfPresent(Channel.self, forKey: .channel)
    }
  }
}
