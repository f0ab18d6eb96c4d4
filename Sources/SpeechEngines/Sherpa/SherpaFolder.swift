internal import Foundation

/// A folder with a model, as sherpa-onnx's pages of models give them out: what kind it is shows from the files' names.
struct SherpaFolder {
  /// What hears.
  enum Ear: Equatable {
    /// encoder*.onnx, decoder*.onnx, joiner*.onnx.
    case transducer(encoder: String, decoder: String, joiner: String)
    /// encoder*.onnx, decoder*.onnx.
    case paraformer(encoder: String, decoder: String)
    /// One model; its family stands in its name or the folder's.
    case zipformerCTC(String), nemoCTC(String), toneCTC(String)
  }

  /// What speaks; with lexica, since the library makes no sounds of letters by itself any more: it reads no espeak-ng-data from 2.0 on.
  enum Voice: Equatable {
    case vits(model: String, lexicon: String)
    /// A model with voices.bin.
    case kokoro(model: String, voices: String, lexicon: String)
  }

  let path: String
  private let files: [String]

  /// Throws a `SpeechEngineError`.
  init(_ path: String) throws(SpeechEngineError) {
    guard let files = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw SpeechEngineError(.unavailable, "sherpa: there is no folder \(path)")
    }
    self.path = path
    self.files = files.sorted()
  }

  /// tokens.txt. Throws a `SpeechEngineError`.
  func tokens() throws(SpeechEngineError) -> String {
    guard files.contains("tokens.txt") else { throw missing("tokens.txt") }
    return "\(path)/tokens.txt"
  }

  /// Throws a `SpeechEngineError`.
  func ear() throws(SpeechEngineError) -> Ear {
    if let encoder = model("encoder"), let decoder = model("decoder") {
      guard let joiner = model("joiner") else { return .paraformer(encoder: encoder, decoder: decoder) }
      return .transducer(encoder: encoder, decoder: decoder, joiner: joiner)
    }
    guard let only = model("") else { throw missing("a model (encoder, decoder and joiner, or one .onnx)") }
    let name = (URL(filePath: path).lastPathComponent + " " + URL(filePath: only).lastPathComponent).lowercased()
    if name.contains("nemo") { return .nemoCTC(only) }
    if name.contains("t-one") || name.contains("t_one") { return .toneCTC(only) }
    return .zipformerCTC(only)
  }

  /// Throws a `SpeechEngineError`.
  func voice() throws(SpeechEngineError) -> Voice {
    guard let model = model("") else { throw missing("a model (one .onnx)") }
    // Kokoro's come with one for each language.
    let lexica = files.filter { $0.hasPrefix("lexicon") && $0.hasSuffix(".txt") }.map { "\(path)/\($0)" }
    guard !lexica.isEmpty else {
      throw missing(
        "lexicon.txt; sherpa-onnx 2 reads no espeak-ng-data, so that piper's voices are for the engine 'wyoming'")
    }
    let lexicon = lexica.joined(separator: ",")
    if files.contains("voices.bin") { return .kokoro(model: model, voices: "\(path)/voices.bin", lexicon: lexicon) }
    return .vits(model: model, lexicon: lexicon)
  }

  /// The model whose name begins so; the smaller kind (int8) where there are two.
  private func model(_ prefix: String) -> String? {
    let found = files.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".onnx") }
    return (found.first { $0.contains("int8") } ?? found.first).map { "\(path)/\($0)" }
  }

  private func missing(_ what: String) -> SpeechEngineError {
    SpeechEngineError(.unavailable, "sherpa: \(path) holds no \(what)")
  }
}
