public import Conversations

/// An engine that speaks over HTTP: a sentence is posted, and its samples come back while they are made.
public struct HTTPSynthesizer: SpeechSynthesizer {
  /// The engine's name as configured; its voice.
  public let name: String, voice: String
  private let rate: Int
  private let request: @Sendable (String) throws -> SpeechRequest

  /// - Parameter rate: Samples a second that were asked for.
  init(name: String, voice: String, rate: Int, request: @escaping @Sendable (String) throws -> SpeechRequest) {
    self.name = name
    self.voice = voice
    self.rate = rate
    self.request = request
  }

  /// Speaks. Throws a `SpeechEngineError`; cancelling ends the request.
  public func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> {
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: [Int16].self)
    let (name, rate, request) = (name, rate, request)
    let task = Task {
      guard var audio = PCMReader(rate: rate) else { return continuation.finish() }
      do {
        try await SpeechHTTP.stream(try request(text)) { bytes in
          let samples = audio.take(bytes)
          if audio.isBroken { throw SpeechEngineError(.garbled, "\(name): sound in a format that is not known") }
          if !samples.isEmpty { continuation.yield(samples) }
        }
        let rest = audio.finish()
        if !rest.isEmpty { continuation.yield(rest) }
        continuation.finish()
      } catch {
        continuation.finish(throwing: error)
      }
    }
    continuation.onTermination = { _ in task.cancel() }
    return stream
  }
}

extension HTTPSynthesizer {
  /// Speech from an endpoint in OpenAI's shape.
  ///
  /// Source: platform.openai.com, API reference, "Create speech" (stored copies of 2026): POST /audio/speech with model, input (at most 4,096
  /// characters), voice, response_format; `pcm` is 24,000 samples a second of 16-bit little-endian mono, sent in chunks.
  /// - Parameter address: The part before /audio/speech ("https://api.openai.com/v1").
  public static func openAI(_ address: RemoteAddress, key: String?, model: String, voice: String) -> HTTPSynthesizer {
    let place = address.appending("/audio/speech")
    let headers = key.map { [(name: "authorization", value: "Bearer \($0)")] } ?? []
    return HTTPSynthesizer(name: "openai", voice: voice, rate: 24_000) { text in
      try .json(
        place, headers: headers,
        ["model": model, "input": String(text.prefix(4_096)), "voice": voice, "response_format": "pcm"])
    }
  }

  /// Speech from ElevenLabs.
  ///
  /// Source: elevenlabs.io docs, API reference, "Stream speech" (stored copy of 2026): POST /v1/text-to-speech/:voice_id/stream with the key in
  /// `xi-api-key`, `output_format` in the query (`pcm_16000`: 16-bit mono), text and model_id in the body. Not tried against the live service.
  /// - Parameter address: "https://api.elevenlabs.io".
  public static func elevenLabs(_ address: RemoteAddress, key: String, model: String, voice: String) -> HTTPSynthesizer
  {
    let place = address.appending("/v1/text-to-speech/\(RemoteAddress.encoded(voice))/stream")
      .asking([("output_format", "pcm_16000")])
    return HTTPSynthesizer(name: "elevenlabs", voice: voice, rate: 16_000) { text in
      try .json(place, headers: [("xi-api-key", key)], ["text": text, "model_id": model])
    }
  }

  /// Speech from Cartesia.
  ///
  /// Source: docs.cartesia.ai, 2026-03-01, "Text to Speech (Bytes)": POST /tts/bytes with `Cartesia-Version` and a bearer token; raw
  /// `pcm_s16le` at 8,000 samples a second, sent while it is made. Not tried against the live service.
  /// - Parameter address: "https://api.cartesia.ai".
  public static func cartesia(
    _ address: RemoteAddress, key: String, model: String, voice: String, language: String
  ) -> HTTPSynthesizer {
    let place = address.appending("/tts/bytes")
    let headers = [(name: "authorization", value: "Bearer \(key)"), (name: "cartesia-version", value: "2026-03-01")]
    return HTTPSynthesizer(name: "cartesia", voice: voice, rate: 8_000) { text in
      try .json(
        place, headers: headers,
        [
          "model_id": model, "transcript": text, "voice": ["mode": "id", "id": voice], "language": language,
          "output_format": ["container": "raw", "encoding": "pcm_s16le", "sample_rate": 8_000] as [String: Any],
        ])
    }
  }
}
