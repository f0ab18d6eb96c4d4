public import Conversations
internal import Discourse
internal import Synchronization

/// Hears the same words in every utterance, at no cost: for load tests and demonstrations of the rest.
public struct StubRecognizer: SpeechRecognizer {
  /// "stub".
  public let name = "stub"
  private let reply: String

  /// Makes a recogniser that hears `reply`.
  public init(reply: String) { self.reply = reply }

  /// Always has room.
  public func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
    Session(reply: reply, onEvent: onEvent)
  }

  private final class Session: RecognitionSession {
    let tellsPartials = false
    private let reply: String
    private let onEvent: @Sendable (RecognitionEvent) -> Void
    private let utterance = Mutex<Int?>(nil)

    init(reply: String, onEvent: @escaping @Sendable (RecognitionEvent) -> Void) {
      self.reply = reply
      self.onEvent = onEvent
    }

    func expect(_ expectation: Expectation) {}
    func begin(utterance: Int) { self.utterance.withLock { $0 = utterance } }
    func feed(_ samples: [Int16]) {}

    func end(utterance: Int) {
      guard take(utterance) else { return }
      onEvent(.final(utterance: utterance, Transcript(alternatives: [Alternative(text: reply, confidence: 1)]), cpu: 0))
    }

    func cancel(utterance: Int) { _ = take(utterance) }
    func close() { utterance.withLock { $0 = nil } }

    private func take(_ number: Int) -> Bool {
      utterance.withLock { current in
        guard current == number else { return false }
        current = nil
        return true
      }
    }
  }
}
