internal import Foundation

/// A Moonshine model: sound in, likelihoods of the next piece of a word out.
///
/// Source: the PyPI package `moonshine-voice` (MIT), which brings `encoder_model.ort`, `decoder_model_merged.ort` and `tokenizer.bin`; shapes
/// are those of its networks. Sound is 16,000 samples a second, one channel, -1 to 1.
final class MoonshineNetwork: Sendable {
  /// What the decoder remembers of the pieces so far, a row for each text that is being tried.
  struct Memory {
    /// Keys and values of each layer: decoder key, decoder value, encoder key, encoder value.
    fileprivate var past: [ONNXTensor]
    fileprivate var hidden: ONNXTensor
    fileprivate var attention: ONNXTensor
    var rows: Int
  }

  private static let heads = 8
  let vocabulary: MoonshineVocabulary
  private let library: ONNXLibrary
  private let encoder: ONNXSession
  private let decoder: ONNXSession
  private let layers: Int
  private let headSize: Int
  private let pastNames: [String]
  private let outputNames: [String]

  /// Loads the model of a folder (a second). Throws a `SpeechEngineError`.
  init(library path: String, folder: String) throws {
    let library = try ONNXLibrary(path: path)
    self.library = library
    guard let file = FileManager.default.contents(atPath: folder + "/tokenizer.bin") else {
      throw SpeechEngineError(.unavailable, "moonshine: there is no \(folder)/tokenizer.bin")
    }
    vocabulary = try MoonshineVocabulary([UInt8](file))
    encoder = try ONNXSession(folder + "/encoder_model.ort", library)
    decoder = try ONNXSession(folder + "/decoder_model_merged.ort", library)
    // Mask, pieces, what was heard, and a flag; four tensors a layer between them.
    let layers = (decoder.inputs - 4) / 4
    guard layers > 0, decoder.inputs == 4 + 4 * layers, decoder.outputs == 1 + 4 * layers, encoder.inputs == 2 else {
      throw SpeechEngineError(.unavailable, "moonshine: the networks in \(folder) are of another kind")
    }
    self.layers = layers
    var (pastNames, outputNames) = ([String](), ["logits"])
    for layer in 0..<layers {
      for part in ["decoder.key", "decoder.value", "encoder.key", "encoder.value"] {
        pastNames.append("past_key_values.\(layer).\(part)")
        outputNames.append("present.\(layer).\(part)")
      }
    }
    (self.pastNames, self.outputNames) = (pastNames, outputNames)
    // The width of what is heard, shared among the heads, shows in a tone of nothing.
    let probe = try Self.hear([Float](repeating: 0, count: 8_000), encoder, library)
    headSize = (probe.shape.last ?? 0) / Self.heads
  }

  private static func hear(
    _ sound: [Float], _ encoder: ONNXSession, _ library: ONNXLibrary
  ) throws(SpeechEngineError) -> ONNXTensor {
    let samples = try ONNXTensor.floats([1, sound.count], library) { _ = $0.initialize(from: sound) }
    let mask = try ONNXTensor.integers([Int64](repeating: 1, count: sound.count), [1, sound.count], library)
    return try encoder.run(
      [("input_values", samples), ("attention_mask", mask)], outputs: ["last_hidden_state"])[0]
  }

  /// Hears sound of at least a quarter of a second; the likelihoods (natural logarithms, one a piece) of the first piece come with it.
  func listen(_ sound: [Float]) throws -> (memory: Memory, rows: [[Float]]) {
    let hidden = try Self.hear(sound, encoder, library)
    let length = hidden.shape[1]
    // The decoder takes the samples' own mask, of which it keeps one in 384: one a frame.
    let attention = try ONNXTensor.integers(
      [Int64](repeating: 1, count: sound.count), [1, sound.count], library)
    var past: [ONNXTensor] = []
    for _ in 0..<layers {
      for length in [0, 0, length, length] {
        past.append(
          try ONNXTensor.floats([1, Self.heads, length, headSize], library) { $0.initialize(repeating: 0) })
      }
    }
    let empty = Memory(past: past, hidden: hidden, attention: attention, rows: 1)
    return try step(empty, [MoonshineVocabulary.start], isFirst: true)
  }

  /// Goes on with one piece for each of `rows` of the memory (a row may be named several times).
  func next(_ memory: Memory, rows: [Int], pieces: [Int]) throws -> (memory: Memory, rows: [[Float]]) {
    var moved = memory
    let isSame = rows == Array(0..<memory.rows)
    for place in moved.past.indices {
      // What was heard is the same for all texts: only its number of rows counts.
      let isOfSound = place % 4 >= 2
      if isOfSound ? rows.count == memory.rows : isSame { continue }
      moved.past[place] = try moved.past[place].rows(isOfSound ? rows.map { _ in 0 } : rows)
    }
    if rows.count != memory.rows {
      moved.hidden = try moved.hidden.rows(rows.map { _ in 0 })
      let length = moved.attention.shape[1]
      moved.attention = try ONNXTensor.integers(
        [Int64](repeating: 1, count: length * rows.count), [rows.count, length], library)
    }
    moved.rows = rows.count
    return try step(moved, pieces, isFirst: false)
  }

  private func step(_ memory: Memory, _ pieces: [Int], isFirst: Bool) throws -> (memory: Memory, rows: [[Float]]) {
    var inputs: [(name: String, tensor: ONNXTensor)] = [
      ("encoder_attention_mask", memory.attention), ("encoder_hidden_states", memory.hidden),
      ("input_ids", try ONNXTensor.integers(pieces.map(Int64.init), [pieces.count, 1], library)),
      ("use_cache_branch", try ONNXTensor.flag(!isFirst, library)),
    ]
    for (name, tensor) in zip(pastNames, memory.past) { inputs.append((name, tensor)) }
    let outputs = try decoder.run(inputs, outputs: outputNames)
    var next = memory
    for (place, tensor) in outputs.dropFirst().enumerated() where isFirst || place % 4 < 2 { next.past[place] = tensor }
    let rows = try outputs[0].withFloats { scores in
      let size = vocabulary.count
      guard scores.count == pieces.count * size else {
        throw SpeechEngineError(.failed, "moonshine: the decoder gave \(scores.count) numbers")
      }
      return pieces.indices.map { Self.logarithms(scores[$0 * size..<($0 + 1) * size]) }
    }
    return (next, rows)
  }

  /// Scores as logarithms of probabilities.
  private static func logarithms(_ scores: Slice<UnsafeBufferPointer<Float>>) -> [Float] {
    let top = scores.max() ?? 0
    var sum: Float = 0
    // What lies 20 below the best adds nothing that a float could show.
    for score in scores where score > top - 20 { sum += exp(score - top) }
    let offset = top + log(sum)
    return scores.map { $0 - offset }
  }
}
