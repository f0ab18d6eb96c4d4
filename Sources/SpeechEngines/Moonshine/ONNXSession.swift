internal import CONNXRuntime

/// A loaded network.
// Unchecked: a session may be run from several threads at once, as the library promises.
final class ONNXSession: @unchecked Sendable {
  private let session: UnsafeMutableRawPointer
  private let library: ONNXLibrary
  /// How many tensors go in; come out.
  let inputs: Int, outputs: Int

  /// Loads a network (.onnx or .ort). Throws a `SpeechEngineError`.
  init(_ path: String, _ library: ONNXLibrary) throws(SpeechEngineError) {
    let api = library.api.pointee
    var options: UnsafeMutableRawPointer?
    try library.check(api.create_session_options(&options))
    defer { api.release_session_options(options) }
    // Calls are heard side by side: a thread each, and none of the library's own.
    try library.check(api.set_threads(options, 1))
    var session: UnsafeMutableRawPointer?
    do { try library.check(api.create_session(library.environment, path, options, &session)) } catch {
      throw SpeechEngineError(.unavailable, "\(error.message) (\(path))")
    }
    guard let session else { throw SpeechEngineError(.unavailable, "moonshine: \(path) cannot be loaded") }
    (self.session, self.library) = (session, library)
    var (inputs, outputs) = (0, 0)
    try library.check(api.input_count(session, &inputs))
    try library.check(api.output_count(session, &outputs))
    (self.inputs, self.outputs) = (inputs, outputs)
  }

  deinit { library.api.pointee.release_session(session) }

  /// What comes out of what goes in, by name. Throws a `SpeechEngineError`.
  func run(_ inputs: [(name: String, tensor: ONNXTensor)], outputs: [String]) throws(SpeechEngineError) -> [ONNXTensor]
  {
    let strings = CStrings()
    let inputNames = inputs.map { strings($0.name) }
    let outputNames = outputs.map { strings($0) }
    let values = inputs.map { UnsafeRawPointer($0.tensor.value) as UnsafeRawPointer? }
    var made = [UnsafeMutableRawPointer?](repeating: nil, count: outputs.count)
    let status = withExtendedLifetime((strings, inputs)) {
      library.api.pointee.run(
        session, nil, inputNames, values, inputs.count, outputNames, outputs.count, &made)
    }
    try library.check(status)
    var tensors: [ONNXTensor] = []
    for value in made {
      guard let value else { throw SpeechEngineError(.failed, "moonshine: the network gave too little") }
      tensors.append(try ONNXTensor(value, library))
    }
    return tensors
  }
}
