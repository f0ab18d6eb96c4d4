public import Audio
internal import CSherpaONNX
internal import Foundation
internal import Synchronization

/// Silero's voice detection in sherpa-onnx: detectors in readiness, since making one takes a call longer than a frame.
public final class SileroDetectors: Sendable {
  private struct State {
    var idle: [SileroModel] = []
    var isFilling = false
  }

  private let library: SherpaLibrary
  private let path: String
  private let room: Int
  private let whenNoneIsReady: @Sendable () -> Void
  private let state = Mutex(State())
  private let thread = EngineThread(name: "silero", niceness: 5)

  /// Loads the library and the first detectors. Throws a `SpeechEngineError`.
  /// - Parameters:
  ///   - library: The path of libsherpa-onnx-c-api.so.
  ///   - model: The path of silero_vad.onnx.
  ///   - room: How many calls may begin at the same instant; the next ones are watched by `VoiceActivityDetector`.
  ///   - whenNoneIsReady: Called each time that happens.
  public init(library: String, model: String, room: Int = 8, whenNoneIsReady: @escaping @Sendable () -> Void = {})
    throws
  {
    guard FileManager.default.isReadableFile(atPath: model) else {
      throw SpeechEngineError(.unavailable, "silero: there is no file \(model)")
    }
    self.library = try SherpaLibrary(path: library)
    path = model
    self.whenNoneIsReady = whenNoneIsReady
    self.room = max(1, room)
    let first = try (0..<self.room).map { _ in try SileroModel(self.library, path: model) }
    state.withLock { $0.idle = first }
  }

  deinit { thread.stop() }

  /// How many are ready.
  var readyCount: Int { state.withLock { $0.idle.count } }

  /// A call's own detector, at once; where none is ready, the embedded one.
  public func make() -> any VoiceDetector {
    let (model, fills) = state.withLock { state -> (SileroModel?, Bool) in
      let model = state.idle.popLast()
      guard state.idle.count < room / 2 + 1, !state.isFilling else { return (model, false) }
      state.isFilling = true
      return (model, true)
    }
    if fills { fill() }
    guard let model else {
      whenNoneIsReady()
      return VoiceActivityDetector()
    }
    return SileroDetector(model, giveBack: { [weak self] in self?.take(back: $0) })
  }

  private func take(back model: SileroModel) {
    model.reset()
    state.withLock { if $0.idle.count < room * 2 { $0.idle.append(model) } }
  }

  private func fill() {
    let (library, path, room) = (library, path, room)
    thread.async { [weak self] in
      while let self, self.state.withLock({ $0.idle.count < room }), let model = try? SileroModel(library, path: path) {
        self.state.withLock { $0.idle.append(model) }
      }
      self?.state.withLock { $0.isFilling = false }
    }
  }
}

/// One of the library's detectors.
// Unchecked: who holds it, the shelf or one call's media, is the only one to use it.
final class SileroModel: @unchecked Sendable {
  /// 32 ms at 16,000 samples a second; the library ends the program at another length.
  private static let window = 512
  /// From this probability on a window is speech; it may fall by 0.15 once somebody speaks.
  private static let threshold: Float = 0.5
  /// Two windows in a row begin speech, four without it end it. The library takes 0 for its own defaults.
  private static let (leastSpeech, leastSilence): (Float, Float) = (0.032, 0.096)
  static let hangoverMilliseconds = 128
  /// For how many seconds the library has room to keep what is said, and after how many it would want to be surer of what it hears.
  private static let (buffered, longest): (Float, Float) = (30, 25)

  private let library: SherpaLibrary
  private let detector: UnsafeMutableRawPointer

  init(_ library: SherpaLibrary, path: String) throws {
    let strings = CStrings()
    var settings = aisle_sherpa_vad()
    settings.silero_vad.model = strings(path)
    settings.silero_vad.threshold = Self.threshold
    settings.silero_vad.min_silence_duration = Self.leastSilence
    settings.silero_vad.min_speech_duration = Self.leastSpeech
    settings.silero_vad.window_size = Int32(Self.window)
    settings.silero_vad.max_speech_duration = Self.longest
    settings.sample_rate = 16_000
    settings.num_threads = 1
    settings.provider = strings("cpu")
    let made = withExtendedLifetime(strings) { library.createDetector(&settings, Self.buffered) }
    guard let made else {
      throw SpeechEngineError(.unavailable, "silero: \(path) cannot be loaded; what it lacks stands above")
    }
    (self.library, detector) = (library, made)
  }

  deinit { library.destroyDetector(detector) }

  /// Whether somebody speaks at the end of these samples, 16,000 a second.
  func isSpeech(after samples: [Float]) -> Bool {
    library.watch(detector, samples, Int32(samples.count))
    // What was said is kept for whoever wants it: nobody.
    library.dropSegments(detector)
    return library.isSpeech(detector) != 0
  }

  func reset() { library.resetDetector(detector) }
}

/// Watches one call's caller. Costs some 4 ms of processor time an audio second, sixty times what the embedded detector does, and tells nothing of
/// how sure it is.
// A class, so that the model goes back when the call is over.
final class SileroDetector: VoiceDetector {
  private let model: SileroModel
  private let giveBack: (SileroModel) -> Void
  private var resampler = Resampler(.up)
  /// Frames of speech without a pause; frames that count as speech while the model finds into it again.
  private var run = 0, held = 0

  /// With each frame of one long utterance the library copies all of it: it begins anew after so many (8 s), and its next verdict is waited for.
  private static let longestRun = 400, finding = 8

  init(_ model: SileroModel, giveBack: @escaping (SileroModel) -> Void) {
    (self.model, self.giveBack) = (model, giveBack)
  }

  deinit { giveBack(model) }

  var hangoverMilliseconds: Int { SileroModel.hangoverMilliseconds }

  func process(_ frame: [Int16]) -> Voice {
    let isHeard = model.isSpeech(after: resampler.process(frame).map { Float($0) / 32_768 })
    held = isHeard ? 0 : max(0, held - 1)
    run = isHeard ? run + 1 : 0
    if run >= Self.longestRun {
      model.reset()
      (run, held) = (0, Self.finding)
    }
    let isSpeech = isHeard || held > 0
    return Voice(isSpeech: isSpeech, level: Levels.rms(frame), probability: isSpeech ? 1 : 0)
  }
}
