public import Conversations

/// Several engines that hear, best first: each call is heard by the first that works, and another takes over within the call.
public final class FailoverRecognizer: SpeechRecognizer {
  /// One of them.
  public struct Ear: Sendable {
    /// The engine.
    public var recognizer: any SpeechRecognizer
    /// Whether it speaks while it listens: a sign of life each second.
    public var streams: Bool
    /// How long after an utterance's end its answer may take.
    public var patience: Duration

    /// Makes one.
    public init(_ recognizer: any SpeechRecognizer, streams: Bool, patience: Duration) {
      self.recognizer = recognizer
      self.streams = streams
      self.patience = patience
    }
  }

  /// Their names, best first.
  public let name: String
  private let ears: [Ear]
  private let desk: EngineDesk

  /// Puts engines behind one door. The desk has the same engines in the same order.
  public init(_ ears: [Ear], desk: EngineDesk) {
    self.ears = ears
    self.desk = desk
    name = ears.map(\.recognizer.name).joined(separator: ", ")
  }

  /// Opens the best engine in the background; what is said meanwhile is not lost. Does not throw: an engine that cannot be opened
  /// is replaced like any other that fails.
  public func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
    let session = FailoverSession(ears: ears, desk: desk, onEvent: onEvent)
    session.start()
    return session
  }
}
