internal import Audio
public import Conversations
internal import Discourse
internal import Foundation
internal import Synchronization

/// Transcription by an endpoint in OpenAI's shape: each utterance is posted as a wav when it has ended.
///
/// Source: platform.openai.com, API reference, "Create transcription" (stored copies of 2026): POST /audio/transcriptions as a form with file,
/// model, language, prompt (words to expect), response_format, temperature; the answer's `text`, and with `verbose_json` the mean log
/// probability of each segment.
public struct OpenAIRecognizer: SpeechRecognizer {
  /// "openai".
  public let name = "openai"
  private let address: RemoteAddress
  private let key: String?
  private let model: String, language: String
  private let terms: [String]
  /// Whether the server is told what a call makes likely.
  private let takesNames: Bool

  /// - Parameters:
  ///   - address: The part before /audio/transcriptions ("https://api.openai.com/v1").
  ///   - terms: Words that callers may say, which the model is told to expect.
  ///   - tellsNames: Whether it is also told the names of a call's own customer. A server on this machine is.
  public init(
    _ address: RemoteAddress, key: String?, model: String, language: String, terms: [String], tellsNames: Bool = false
  ) {
    self.address = address.appending("/audio/transcriptions")
    self.key = key
    self.model = model
    self.language = language
    self.terms = terms
    takesNames = tellsNames || address.isLocal
  }

  /// Needs no connection of its own.
  public func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
    Session(engine: self, onEvent: onEvent)
  }

  /// - Parameter names: What the call makes likely besides.
  func request(_ samples: [Int16], names: [String] = []) -> SpeechRequest {
    var fields = [("model", model), ("language", language), ("response_format", "verbose_json"), ("temperature", "0")]
    // The newer models have no segments to tell about.
    if model.contains("transcribe") { fields[2].1 = "json" }
    // Models that take only so much of it read its end.
    let hints = terms + (takesNames ? names.filter { !terms.contains($0) } : [])
    if !hints.isEmpty {
      fields.append(("prompt", "A call to a shop. Names that may come up: \(hints.joined(separator: ", "))."))
    }
    return .form(
      address, headers: key.map { [("authorization", "Bearer \($0)")] } ?? [], fields: fields,
      wav: WAVFile(mono: samples).bytes)
  }

  /// What an answer says. Throws a `SpeechEngineError`.
  static func transcript(_ answer: [UInt8]) throws(SpeechEngineError) -> Transcript {
    guard let reply = try? JSONDecoder().decode(Reply.self, from: Data(answer)) else {
      throw SpeechEngineError(.garbled, "openai: no JSON of a transcription")
    }
    let words = EngineWords.plain(reply.text)
    return Transcript(alternatives: words.isEmpty ? [] : [Alternative(text: words, confidence: reply.confidence)])
  }

  private struct Reply: Decodable {
    struct Segment: Decodable {
      var logProbability: Double?
      enum CodingKeys: String, CodingKey { case logProbability = "avg_logprob" }
    }
    var text: String
    var segments: [Segment]?

    /// The mean probability of a token; what nothing is said about counts as fairly sure.
    var confidence: Double {
      let known = (segments ?? []).compactMap(\.logProbability).filter(\.isFinite)
      guard !known.isEmpty else { return EngineWords.untold }
      return min(1, exp(known.reduce(0, +) / Double(known.count)))
    }
  }

  private final class Session: RecognitionSession {
    private struct State {
      var number: Int?
      var samples: [Int16] = []
      var task: Task<Void, Never>?
    }

    let tellsPartials = false
    private let engine: OpenAIRecognizer
    private let onEvent: @Sendable (RecognitionEvent) -> Void
    private let state = Mutex(State())
    private let names = Mutex<[String]>([])

    init(engine: OpenAIRecognizer, onEvent: @escaping @Sendable (RecognitionEvent) -> Void) {
      self.engine = engine
      self.onEvent = onEvent
    }

    func expect(_ expectation: Expectation) {}
    func expect(terms: [String]) { names.withLock { $0 = terms } }

    func begin(utterance: Int) { replace(State(number: utterance)) }

    func feed(_ samples: [Int16]) {
      // Half a minute is more than anybody is let speak.
      state.withLock { if $0.number != nil, $0.samples.count < 240_000 { $0.samples += samples } }
    }

    func end(utterance: Int) {
      state.withLock { state in
        guard state.number == utterance, state.task == nil else { return }
        let request = engine.request(state.samples, names: names.withLock(\.self))
        let onEvent = onEvent
        state.task = Task {
          do {
            let transcript = try OpenAIRecognizer.transcript(try await SpeechHTTP.text(request))
            guard !Task.isCancelled else { return }
            onEvent(.final(utterance: utterance, transcript, cpu: 0))
          } catch {
            guard !Task.isCancelled else { return }
            onEvent(.failed(utterance: utterance, message: "\(error)"))
          }
        }
      }
    }

    func cancel(utterance: Int) { replace(State()) }
    func close() { replace(State()) }

    private func replace(_ next: State) {
      state.withLock { state in
        state.task?.cancel()
        state = next
      }
    }
  }
}
