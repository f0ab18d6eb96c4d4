internal import Audio
public import Conversations
internal import Foundation
internal import Synchronization

/// Keeps fixed prompts as samples, so that they start at once and cost nothing: greeting, holding phrases, menus. Any other
/// text goes to the synthesiser behind it.
public final class PromptCache: SpeechSynthesizer {
  /// The name of the synthesiser behind it.
  public var name: String { synthesizer.name }
  /// Its voice.
  public var voice: String { synthesizer.voice }

  private let synthesizer: any SpeechSynthesizer
  private let prompts = Mutex<[String: [[Int16]]]>([:])

  /// Wraps a synthesiser; nothing is kept yet.
  public init(_ synthesizer: any SpeechSynthesizer) { self.synthesizer = synthesizer }

  /// Keeps what was recorded in place of what would be synthesised.
  public func keep(_ recorded: RecordedPrompts) {
    prompts.withLock { prompts in
      for (text, samples) in recorded.samples { prompts[text] = [samples] }
    }
  }

  /// Synthesises the texts once and keeps them: about 16 kB a second of speech. What is kept already is left as it is.
  /// - Parameters:
  ///   - speaker: Who speaks them; nil: the synthesiser behind it. Where several engines stand there, only the best one's voice is worth
  ///     keeping.
  ///   - folder: Where they are kept between starts, since engines elsewhere cost money; nil: nowhere.
  public func prepare(
    _ texts: [String], by speaker: (any SpeechSynthesizer)? = nil, keptIn folder: String? = nil
  ) async throws {
    for text in texts where prompts.withLock({ $0[text] == nil }) {
      let file = folder.map { "\($0)/\(RecordedPrompts.fileName(text))" }
      var chunks: [[Int16]] = file.flatMap(Self.read).map { [$0] } ?? []
      if chunks.isEmpty {
        for try await chunk in (speaker ?? synthesizer).speak(text) { chunks.append(chunk) }
        // A consumer that was cancelled has heard only half.
        try Task.checkCancellation()
        if let folder, let file { Self.write(Array(chunks.joined()), to: file, in: folder) }
      }
      prompts.withLock { [chunks] in $0[text] = chunks }
    }
  }

  private static func read(_ file: String) -> [Int16]? {
    guard let data = FileManager.default.contents(atPath: file), let wav = try? WAVFile(bytes: Array(data)),
      wav.sampleRate == SpeechFormat.sampleRate, let samples = wav.channels.first, !samples.isEmpty
    else { return nil }
    return samples
  }

  /// What cannot be written is spoken anew at the next start.
  private static func write(_ samples: [Int16], to file: String, in folder: String) {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? Data(WAVFile(mono: samples).bytes).write(to: URL(filePath: file), options: .atomic)
  }

  /// The kept samples.
  public func prepared(_ text: String) -> [Int16]? { prompts.withLock { $0[text] }.map { Array($0.joined()) } }

  /// The kept samples at once, or the synthesiser's.
  public func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> { speak(text) { _ in } }

  /// The same.
  public func speak(
    _ text: String, onReplacement: @escaping @Sendable (EngineReplacement) -> Void
  ) -> AsyncThrowingStream<[Int16], any Error> {
    guard let chunks = prompts.withLock({ $0[text] }) else {
      return synthesizer.speak(text, onReplacement: onReplacement)
    }
    return AsyncThrowingStream { continuation in
      for chunk in chunks { continuation.yield(chunk) }
      continuation.finish()
    }
  }
}
