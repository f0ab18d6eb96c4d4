internal import Audio
internal import Discourse

/// A Wyoming server that hears: one utterance a connection, answered after its end.
///
/// Source: OHF-Voice/wyoming 1.10.2, asr.py: `transcribe` (language, `transcript_terms` as hints), `audio-start`, `audio-chunk`,
/// `audio-stop`; then `transcript`, for some servers in pieces before (`transcript-start`, `-chunk`, `-stop`). The audio is sent at
/// 16,000 samples a second, which every server takes.
struct WyomingListening: HearingProtocol {
  var language: String
  var terms: [String]
  /// What the call makes likely besides.
  private var ofCall: [String] = []

  private var number: Int?
  private var hasEnded = false
  private var isUsed = false
  private var streamed = ""
  private var reader = WyomingReader()
  private var resampler = Resampler(.up)
  private var pending: [Int16] = []

  init(language: String, terms: [String]) {
    self.language = language
    self.terms = terms
  }

  mutating func connected() -> [HearingStep] { [] }

  mutating func disconnected() -> [HearingStep] {
    number == nil && isUsed ? [] : [.fail(.lost, "the connection was ended from there")]
  }

  mutating func expect(terms: [String]) { ofCall = terms }

  mutating func begin(_ number: Int, expecting expectation: Expectation) -> [HearingStep] {
    let steps: [HearingStep] = isUsed ? [.reconnect] : []
    self.number = number
    isUsed = true
    hasEnded = false
    streamed = ""
    pending = []
    reader = WyomingReader()
    resampler = Resampler(.up)
    var transcribe = WyomingEvent(type: "transcribe", texts: ["language": language])
    let hints = ofCall + terms
    if !hints.isEmpty { transcribe.lists["transcript_terms"] = hints }
    return steps + [Self.send(transcribe), Self.send(WyomingEvent(type: "audio-start", numbers: Self.format))]
  }

  mutating func feed(_ samples: [Int16]) -> [HearingStep] {
    guard number != nil, !hasEnded else { return [] }
    pending += samples
    return pending.count < 800 ? [] : flush()
  }

  private mutating func flush() -> [HearingStep] {
    guard !pending.isEmpty else { return [] }
    defer { pending = [] }
    let bytes = EngineWords.bytes(resampler.process(pending))
    return [Self.send(WyomingEvent(type: "audio-chunk", numbers: Self.format, payload: bytes))]
  }

  mutating func end() -> [HearingStep] {
    guard number != nil, !hasEnded else { return [] }
    let rest = flush()
    hasEnded = true
    return rest + [Self.send(WyomingEvent(type: "audio-stop"))]
  }

  mutating func cancel() -> [HearingStep] {
    number = nil
    isUsed = false
    return [.reconnect]
  }

  mutating func tick(_ milliseconds: Int) -> [HearingStep] { [] }

  mutating func take(_ message: WireMessage) -> [HearingStep] {
    guard case .binary(let bytes) = message, let events = try? reader.take(bytes) else {
      return [.fail(.garbled, "a message that is not Wyoming's")]
    }
    var steps: [HearingStep] = []
    for event in events {
      guard let number else { return steps }
      switch event.type {
      case "transcript-chunk":
        streamed += event.texts["text"] ?? ""
        steps.append(.partial(number, EngineWords.plain(streamed)))
      case "transcript":
        guard let text = event.texts["text"] else { return [.fail(.garbled, "a transcript without text")] }
        // One before the end of the audio is somebody else's idea of the end.
        guard hasEnded else { continue }
        self.number = nil
        isUsed = false
        let words = EngineWords.plain(text)
        let heard = words.isEmpty ? [] : [Alternative(text: words, confidence: EngineWords.untold)]
        steps += [.final(number, Transcript(alternatives: heard)), .reconnect]
      case "error": return steps + [.fail(.refused, "an error was reported")]
      default: continue
      }
    }
    return steps
  }

  private static let format = ["rate": 16_000, "width": 2, "channels": 1]

  private static func send(_ event: WyomingEvent) -> HearingStep { .send(.binary(event.bytes)) }
}
