internal import Audio
internal import CSherpaONNX
public import Conversations

/// A voice of sherpa-onnx on this machine: VITS with a lexicon, or Kokoro.
public final class SherpaSynthesizer: SpeechSynthesizer {
  /// "sherpa"; the model's folder.
  public let name = "sherpa", voice: String
  private let model: Model
  private let thread = EngineThread(name: "sherpa voice", niceness: 0)
  private let speaker: Int32

  /// Loads library and model. Throws a `SpeechEngineError`.
  /// - Parameter speaker: Which of the model's voices.
  public init(library: String, folder: String, speaker: Int = 0) throws {
    let place = try SherpaFolder(folder)
    model = try Model(library: try SherpaLibrary(path: library), folder: place)
    voice = place.path.split(separator: "/").last.map(String.init) ?? ""
    self.speaker = Int32(clamping: speaker)
  }

  deinit { thread.stop() }

  /// Renders one sentence; sentences wait for each other.
  public func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> {
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: [Int16].self)
    let stop = Flag()
    continuation.onTermination = { _ in stop.raise() }
    let (model, speaker) = (model, speaker)
    thread.async {
      guard !stop.isRaised else { return }
      let sink = Sink(rate: model.rate, stop: stop) { continuation.yield($0) }
      let isDone = withExtendedLifetime(sink) {
        model.generate(text.filter { $0 >= " " }, speaker: speaker, into: sink)
      }
      if isDone || stop.isRaised {
        sink.finish()
        continuation.finish()
      } else {
        continuation.finish(throwing: SpeechEngineError(.failed, "sherpa: a sentence could not be rendered"))
      }
    }
    return stream
  }

  /// The loaded voice.
  // Unchecked: it is used on one thread only.
  private final class Model: @unchecked Sendable {
    let rate: Int
    private let library: SherpaLibrary
    private let voice: UnsafeMutableRawPointer

    init(library: SherpaLibrary, folder: SherpaFolder) throws {
      self.library = library
      let strings = CStrings()
      var settings = aisle_sherpa_tts()
      settings.model.num_threads = 1
      settings.model.provider = strings("cpu")
      settings.max_num_sentences = 1
      settings.silence_scale = 0.2
      switch try folder.voice() {
      case .vits(let model, let lexicon):
        settings.model.vits.model = strings(model)
        settings.model.vits.tokens = strings(try folder.tokens())
        settings.model.vits.lexicon = strings(lexicon)
        settings.model.vits.noise_scale = 0.667
        settings.model.vits.noise_scale_w = 0.8
        settings.model.vits.length_scale = 1
      case .kokoro(let model, let voices, let lexicon):
        settings.model.kokoro.model = strings(model)
        settings.model.kokoro.voices = strings(voices)
        settings.model.kokoro.tokens = strings(try folder.tokens())
        settings.model.kokoro.lexicon = strings(lexicon)
        settings.model.kokoro.length_scale = 1
      }
      let made = withExtendedLifetime(strings) { library.createVoice(&settings) }
      guard let made else {
        throw SpeechEngineError(
          .unavailable, "sherpa: the voice in \(folder.path) cannot be loaded; what it lacks stands above")
      }
      voice = made
      rate = Int(library.rate(made))
    }

    deinit { library.destroyVoice(voice) }

    func generate(_ text: String, speaker: Int32, into sink: Sink) -> Bool {
      let context = Unmanaged.passUnretained(sink).toOpaque()
      let audio = library.generate(
        voice, text, speaker, 1,
        { samples, count, context in
          guard let samples, let context, count >= 0 else { return 0 }
          let sink = Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
          return sink.take(UnsafeBufferPointer(start: samples, count: Int(count))) ? 1 : 0
        }, context)
      guard let audio else { return false }
      library.destroyAudio(audio)
      return true
    }
  }

  private final class Sink {
    private var converter: RateConverter
    private let stop: Flag
    private let emit: ([Int16]) -> Void

    init(rate: Int, stop: Flag, emit: @escaping ([Int16]) -> Void) {
      converter = RateConverter(from: rate, to: SpeechFormat.sampleRate)
      self.stop = stop
      self.emit = emit
    }

    func take(_ samples: UnsafeBufferPointer<Float>) -> Bool {
      guard !stop.isRaised else { return false }
      let whole = samples.map { Int16(max(-1, min(1, $0.isFinite ? $0 : 0)) * 32_767) }
      let output = converter.process(whole)
      if !output.isEmpty { emit(output) }
      return true
    }

    func finish() {
      let rest = converter.finish()
      if !rest.isEmpty, !stop.isRaised { emit(rest) }
    }
  }
}
