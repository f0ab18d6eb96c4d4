internal import CSherpaONNX

/// sherpa-onnx's C library, loaded at run time from where the operator has it (the PyPI package `sherpa-onnx-core` brings it).
///
/// Source: sherpa-onnx/c-api/c-api.h of version 2.0.1. A library of another layout would read settings from the wrong places, so that other
/// versions than those that were looked at are refused.
final class SherpaLibrary: Sendable {
  /// Versions whose layouts are those of `CSherpaONNX`.
  static let versions = ["2.0."]

  let createRecognizer: aisle_sherpa_create_recognizer_fn
  let destroyRecognizer: aisle_sherpa_destroy_fn
  let createStream: aisle_sherpa_create_stream_fn
  let createBiasedStream: aisle_sherpa_create_biased_fn
  let destroyStream: aisle_sherpa_destroy_fn
  let accept: aisle_sherpa_accept_fn
  let finish: aisle_sherpa_destroy_fn
  let isReady: aisle_sherpa_ready_fn
  let decode: aisle_sherpa_decode_fn
  let result: aisle_sherpa_result_fn
  let destroyResult: aisle_sherpa_destroy_result_fn
  let createVoice: aisle_sherpa_create_tts_fn
  let destroyVoice: aisle_sherpa_destroy_fn
  let rate: aisle_sherpa_rate_fn
  let generate: aisle_sherpa_generate_fn
  let destroyAudio: aisle_sherpa_destroy_audio_fn
  let createDetector: aisle_sherpa_create_vad_fn
  let destroyDetector: aisle_sherpa_destroy_fn
  let watch: aisle_sherpa_watch_fn
  let isSpeech: aisle_sherpa_detected_fn
  let dropSegments: aisle_sherpa_destroy_fn
  let resetDetector: aisle_sherpa_destroy_fn
  /// "2.0.1".
  let version: String

  /// Loads the library; it stays loaded. Throws a `SpeechEngineError`.
  init(path: String) throws {
    let library = try EngineLibrary(engine: "sherpa", name: "the library", path: path)
    func find<Function>(_ name: String, _ type: Function.Type) throws -> Function {
      guard let function = library.function("SherpaOnnx" + name, type) else {
        throw SpeechEngineError(
          .unavailable, "sherpa: \(path) has no function SherpaOnnx\(name); install sherpa-onnx-core 2.0.1")
      }
      return function
    }
    let told = try find("GetVersionStr", aisle_sherpa_version_fn.self)()
    let version = told.map { String(cString: $0) } ?? ""
    guard Self.versions.contains(where: { version.hasPrefix($0) }) else {
      throw SpeechEngineError(.unavailable, "sherpa: version \(version) is not known; install sherpa-onnx-core 2.0.1")
    }
    self.version = version
    createRecognizer = try find("CreateOnlineRecognizer", aisle_sherpa_create_recognizer_fn.self)
    destroyRecognizer = try find("DestroyOnlineRecognizer", aisle_sherpa_destroy_fn.self)
    createStream = try find("CreateOnlineStream", aisle_sherpa_create_stream_fn.self)
    destroyStream = try find("DestroyOnlineStream", aisle_sherpa_destroy_fn.self)
    accept = try find("OnlineStreamAcceptWaveform", aisle_sherpa_accept_fn.self)
    finish = try find("OnlineStreamInputFinished", aisle_sherpa_destroy_fn.self)
    isReady = try find("IsOnlineStreamReady", aisle_sherpa_ready_fn.self)
    decode = try find("DecodeOnlineStream", aisle_sherpa_decode_fn.self)
    result = try find("GetOnlineStreamResult", aisle_sherpa_result_fn.self)
    destroyResult = try find("DestroyOnlineRecognizerResult", aisle_sherpa_destroy_result_fn.self)
    createBiasedStream = try find("CreateOnlineStreamWithHotwords", aisle_sherpa_create_biased_fn.self)
    createVoice = try find("CreateOfflineTts", aisle_sherpa_create_tts_fn.self)
    destroyVoice = try find("DestroyOfflineTts", aisle_sherpa_destroy_fn.self)
    rate = try find("OfflineTtsSampleRate", aisle_sherpa_rate_fn.self)
    generate = try find("OfflineTtsGenerateWithCallbackWithArg", aisle_sherpa_generate_fn.self)
    destroyAudio = try find("DestroyOfflineTtsGeneratedAudio", aisle_sherpa_destroy_audio_fn.self)
    createDetector = try find("CreateVoiceActivityDetector", aisle_sherpa_create_vad_fn.self)
    destroyDetector = try find("DestroyVoiceActivityDetector", aisle_sherpa_destroy_fn.self)
    watch = try find("VoiceActivityDetectorAcceptWaveform", aisle_sherpa_watch_fn.self)
    isSpeech = try find("VoiceActivityDetectorDetected", aisle_sherpa_detected_fn.self)
    dropSegments = try find("VoiceActivityDetectorClear", aisle_sherpa_destroy_fn.self)
    resetDetector = try find("VoiceActivityDetectorReset", aisle_sherpa_destroy_fn.self)
  }
}
