internal import CSherpaONNX
public import Conversations
internal import Discourse
internal import Foundation
internal import Synchronization

/// A streaming model of sherpa-onnx on this machine: transducer, paraformer or CTC.
public final class SherpaRecognizer: SpeechRecognizer {
  /// "sherpa".
  public let name = "sherpa"
  private let model: SherpaModel
  private let terms: [String]
  private let threads: EngineThreads

  /// Loads library and model (seconds, for a large one). Throws a `SpeechEngineError`.
  /// - Parameters:
  ///   - library: The path of libsherpa-onnx-c-api.so.
  ///   - folder: The model's folder.
  ///   - terms: Names that callers may say, for models that take any: transducers.
  ///   - threads: Calls that are listened to at the same instant; more wait for each other.
  public init(library: String, folder: String, terms: [String] = [], threads: Int = 2) throws {
    model = try SherpaModel(library: try SherpaLibrary(path: library), folder: try SherpaFolder(folder))
    self.terms = terms
    self.threads = EngineThreads(name: "sherpa", count: threads)
  }

  /// Always has room.
  public func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
    SherpaSession(model: model, terms: terms, thread: threads.take(), onEvent: onEvent)
  }
}

/// A loaded model, shared by all calls: its streams are decoded one thread each.
// Unchecked: the recogniser is made once and only read afterwards, as the library allows.
final class SherpaModel: @unchecked Sendable {
  let library: SherpaLibrary
  let recognizer: UnsafeMutableRawPointer
  /// How names are told to it; nil: it takes none.
  let pieces: SherpaPieces?

  init(library: SherpaLibrary, folder: SherpaFolder) throws {
    self.library = library
    let strings = CStrings()
    var settings = aisle_sherpa_online_recognizer()
    settings.feat_config.sample_rate = 16_000
    settings.feat_config.feature_dim = 80
    settings.model_config.tokens = strings(try folder.tokens())
    settings.model_config.num_threads = 1
    settings.model_config.provider = strings("cpu")
    settings.decoding_method = strings("greedy_search")
    settings.max_active_paths = 4
    var pieces: SherpaPieces?
    switch try folder.ear() {
    case .transducer(let encoder, let decoder, let joiner):
      settings.model_config.transducer.encoder = strings(encoder)
      settings.model_config.transducer.decoder = strings(decoder)
      settings.model_config.transducer.joiner = strings(joiner)
      // Several ways of hearing are followed, among which names can win; about a third more work than following one.
      pieces = (try? String(contentsOfFile: folder.tokens(), encoding: .utf8)).flatMap { SherpaPieces($0) }
      if let pieces {
        settings.decoding_method = strings("modified_beam_search")
        settings.hotwords_score = 1.5
        settings.model_config.modeling_unit = strings("cjkchar")
        settings.model_config.tokens = nil
        settings.model_config.tokens_buf = strings(pieces.table)
        settings.model_config.tokens_buf_size = Int32(pieces.table.utf8.count)
      }
    case .paraformer(let encoder, let decoder):
      settings.model_config.paraformer.encoder = strings(encoder)
      settings.model_config.paraformer.decoder = strings(decoder)
    case .zipformerCTC(let model): settings.model_config.zipformer2_ctc.model = strings(model)
    case .nemoCTC(let model): settings.model_config.nemo_ctc.model = strings(model)
    case .toneCTC(let model):
      settings.model_config.t_one_ctc.model = strings(model)
      settings.feat_config.sample_rate = 8_000
    }
    let made = withExtendedLifetime(strings) { library.createRecognizer(&settings) }
    guard let made else {
      throw SpeechEngineError(
        .unavailable, "sherpa: the model in \(folder.path) cannot be loaded; what it lacks stands above")
    }
    (recognizer, self.pieces) = (made, pieces)
  }

  /// A stream that rather hears these names; nil: none could be made.
  func stream(hearing hotwords: String) -> UnsafeMutableRawPointer? {
    // With other models than transducers, the library ends the program at this.
    pieces == nil || hotwords.isEmpty
      ? library.createStream(recognizer) : library.createBiasedStream(recognizer, hotwords)
  }

  deinit { library.destroyRecognizer(recognizer) }
}

/// One call's recognition; all state is touched on its thread.
// Unchecked, because its state is confined to the thread, and `silenced`, the exception, guards itself.
final class SherpaSession: RecognitionSession, @unchecked Sendable {
  private struct Utterance {
    var number: Int
    var stream: UnsafeMutableRawPointer
    var unreported = 0
    var text = ""
    var cpu = 0.0
  }

  private let model: SherpaModel
  private let thread: EngineThread
  private let onEvent: @Sendable (RecognitionEvent) -> Void
  private let silenced = Mutex(false)
  private let terms: [String]
  private var expectation = Expectation.anything
  private var hotwords: String
  private var utterance: Utterance?

  init(
    model: SherpaModel, terms: [String], thread: EngineThread, onEvent: @escaping @Sendable (RecognitionEvent) -> Void
  ) {
    self.model = model
    self.terms = terms
    hotwords = model.pieces?.hotwords(terms) ?? ""
    self.thread = thread
    self.onEvent = onEvent
  }

  deinit { if let utterance { model.library.destroyStream(utterance.stream) } }

  func expect(_ expectation: Expectation) { thread.async { [self] in self.expectation = expectation } }

  func expect(terms more: [String]) {
    thread.async { [self] in hotwords = model.pieces?.hotwords(more + terms) ?? "" }
  }

  func begin(utterance number: Int) {
    thread.async { [self] in
      abandon()
      // Where figures or a yes are wanted, a name is no likelier than ever.
      let likely = expectation.isFree || expectation == .store ? hotwords : ""
      guard let stream = model.stream(hearing: likely) else {
        return report(.failed(utterance: number, message: "sherpa: no stream could be made"))
      }
      utterance = Utterance(number: number, stream: stream)
    }
  }

  func feed(_ samples: [Int16]) {
    thread.async { [self] in
      guard var current = utterance else { return }
      let start = threadCPU()
      accept(samples, current.stream)
      current.unreported += samples.count
      // Ten times a second.
      if current.unreported >= 800 {
        current.unreported = 0
        decode(current.stream)
        let text = read(current.stream).text
        current.text = text
        report(.partial(utterance: current.number, text: text, satisfied: EngineWords.satisfies(text, expectation)))
      }
      current.cpu += threadCPU() - start
      utterance = current
    }
  }

  func end(utterance number: Int) {
    thread.async { [self] in
      guard let current = utterance, current.number == number else { return }
      utterance = nil
      let start = threadCPU()
      // Streaming models look ahead: without what follows, the last word is lost.
      accept([Int16](repeating: 0, count: 4_800), current.stream)
      model.library.finish(current.stream)
      decode(current.stream)
      let heard = read(current.stream)
      model.library.destroyStream(current.stream)
      let alternatives = heard.text.isEmpty ? [] : [Alternative(text: heard.text, confidence: heard.confidence)]
      report(
        .final(
          utterance: number, Transcript(alternatives: alternatives), cpu: current.cpu + threadCPU() - start))
    }
  }

  func cancel(utterance number: Int) {
    thread.async { [self] in if utterance?.number == number { abandon() } }
  }

  func close() {
    silenced.withLock { $0 = true }
    thread.async { [self] in abandon() }
  }

  func whenIdle(_ done: @escaping @Sendable () -> Void) { thread.whenIdle(done) }

  private func abandon() {
    if let current = utterance { model.library.destroyStream(current.stream) }
    utterance = nil
  }

  private func accept(_ samples: [Int16], _ stream: UnsafeMutableRawPointer) {
    let floats = samples.map { Float($0) / 32_768 }
    model.library.accept(stream, Int32(SpeechFormat.sampleRate), floats, Int32(floats.count))
  }

  private func decode(_ stream: UnsafeMutableRawPointer) {
    while model.library.isReady(model.recognizer, stream) == 1 { model.library.decode(model.recognizer, stream) }
  }

  private func read(_ stream: UnsafeMutableRawPointer) -> (text: String, confidence: Double) {
    guard let result = model.library.result(model.recognizer, stream) else { return ("", 0) }
    defer { model.library.destroyResult(result) }
    let text = result.pointee.text.map { String(cString: $0) } ?? ""
    let json = result.pointee.json.map { Data(String(cString: $0).utf8) } ?? Data()
    return (EngineWords.plain(text), Self.confidence(json))
  }

  /// The mean probability of the tokens; fairly sure where the model tells none, as CTC models do.
  static func confidence(_ json: Data) -> Double {
    struct Details: Decodable { var ys_probs: [Double]? }
    let known = (try? JSONDecoder().decode(Details.self, from: json))?.ys_probs?.filter(\.isFinite) ?? []
    guard !known.isEmpty else { return EngineWords.untold }
    return min(1, max(0, exp(known.reduce(0, +) / Double(known.count))))
  }

  private func report(_ event: RecognitionEvent) {
    guard !silenced.withLock({ $0 }) else { return }
    onEvent(event)
  }
}
