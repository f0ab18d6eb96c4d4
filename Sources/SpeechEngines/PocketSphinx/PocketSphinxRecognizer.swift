public import Conversations

/// The embedded recogniser: a grammar where the dialogue knows what comes, the retailer's own language model where it does not.
public final class PocketSphinxRecognizer: SpeechRecognizer {
  /// "pocketsphinx".
  public let name = "pocketsphinx"
  private let pool: DecoderPool

  /// Builds the retailer's models (about a tenth of a second); no decoder is made yet.
  ///
  /// - Throws: `SpeechEngineError` when the dictionary is missing or the models cannot be written.
  public init(settings: PocketSphinxSettings = PocketSphinxSettings(), domain: RecognitionDomain) throws {
    pool = DecoderPool(models: try DomainModels(settings: settings, domain: domain))
  }

  /// Makes the first decoders, so that the first call need not wait and a missing model is found at start.
  public func prepare() async throws { try await pool.prepare() }

  /// Lends the call a decoder. Throws `SpeechEngineError.Code.exhausted` when all are in calls.
  public func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
    PocketSphinxSession(worker: try await pool.acquire(), pool: pool, onEvent: onEvent)
  }
}
