internal import CONNXRuntime

/// ONNX Runtime's C library, loaded at run time from where the operator has it.
///
/// Source: onnxruntime_c_api.h; the table of version 11 is asked for, which every later library keeps.
// Unchecked: the environment and the table are made once and only read afterwards, as the library allows from all threads.
final class ONNXLibrary: @unchecked Sendable {
  static let tableVersion: UInt32 = 11

  let api: UnsafePointer<aisle_ort_api>
  let environment: UnsafeMutableRawPointer
  /// Memory of this machine's processor.
  let memory: UnsafeMutableRawPointer
  /// "1.23.2".
  let version: String

  /// Loads the library; it stays loaded. Throws a `SpeechEngineError`.
  init(path: String) throws {
    let library = try EngineLibrary(engine: "moonshine", name: "ONNX Runtime", path: path)
    guard let base = library.function("OrtGetApiBase", aisle_ort_base_fn.self)?() else {
      throw SpeechEngineError(.unavailable, "moonshine: \(path) is no ONNX Runtime")
    }
    version = base.pointee.version().map { String(cString: $0) } ?? ""
    guard let api = base.pointee.api(Self.tableVersion) else {
      throw SpeechEngineError(.unavailable, "moonshine: ONNX Runtime \(version) is too old; 1.11 or later is needed")
    }
    self.api = api
    var environment: UnsafeMutableRawPointer?
    var memory: UnsafeMutableRawPointer?
    // 3: errors only. 1, 0: the arena's allocator, default memory.
    try Self.check(api.pointee.create_environment(3, "aisle", &environment), api)
    try Self.check(api.pointee.create_memory(1, 0, &memory), api)
    guard let environment, let memory else {
      throw SpeechEngineError(.unavailable, "moonshine: ONNX Runtime \(version) gave no environment")
    }
    (self.environment, self.memory) = (environment, memory)
  }

  deinit {
    api.pointee.release_memory(memory)
    api.pointee.release_environment(environment)
  }

  /// Throws what a status says.
  func check(_ status: UnsafeMutableRawPointer?) throws(SpeechEngineError) { try Self.check(status, api) }

  private static func check(
    _ status: UnsafeMutableRawPointer?, _ api: UnsafePointer<aisle_ort_api>
  ) throws(SpeechEngineError) {
    guard let status else { return }
    defer { api.pointee.release_status(status) }
    let words = api.pointee.error_message(status).map { String(cString: $0) } ?? "no reason given"
    throw SpeechEngineError(.failed, "moonshine: ONNX Runtime: \(words)")
  }
}
