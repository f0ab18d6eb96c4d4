internal import Conversations
internal import Discourse
internal import Synchronization

/// A recogniser that knows what is said: it hears every word of what it was fed, a little late, and nothing else. What turn-taking does is
/// then turn-taking's own doing.
final class OracleRecogniser: RecognitionSession {
  /// A word and when it is over, in ms of the far side.
  struct Word: Sendable {
    var text: String
    var at: Int
  }

  private struct State {
    var now = 0
    /// Up to which time of the far side it was fed.
    var fed = 0
    var words: [Word] = []
    var open: (number: Int, from: Int, told: String)?
    var events: [(at: Int, event: RecognitionEvent)] = []
  }

  let tellsPartials: Bool
  private let state = Mutex(State())

  /// How long it takes to know a word, and to be done, in ms.
  private static let (lag, finishing) = (160, 80)
  /// What was fed before the utterance began (the pre-roll), in ms.
  private static let preRoll = 300

  init(tellsPartials: Bool) { self.tellsPartials = tellsPartials }

  /// More words are heard at our side.
  func add(_ words: [Word]) { state.withLock { $0.words += words } }

  /// Audio of that time of the far side has come.
  func hears(_ time: Int) { state.withLock { $0.fed = max($0.fed, time) } }

  /// Time passes. Gives what it reports by now.
  func advance(to time: Int) -> [RecognitionEvent] {
    state.withLock { state in
      state.now = time
      if tellsPartials, let open = state.open, time.isMultiple(of: 100) {
        let text = Self.text(state.words, from: open.from, to: state.fed - Self.lag)
        if text != open.told {
          state.open?.told = text
          state.events.append((time, .partial(utterance: open.number, text: text, satisfied: false)))
        }
      }
      let ready = state.events.filter { $0.at <= time }
      state.events.removeAll { $0.at <= time }
      return ready.map(\.event)
    }
  }

  private static func text(_ words: [Word], from: Int, to: Int) -> String {
    words.filter { $0.at > from && $0.at <= to }.sorted { $0.at < $1.at }.map(\.text).joined(separator: " ")
  }

  func expect(_ expectation: Expectation) {}
  func begin(utterance: Int) {
    state.withLock { $0.open = (utterance, $0.fed - Self.preRoll, "") }
  }
  func feed(_ samples: [Int16]) {}
  func end(utterance: Int) {
    state.withLock { state in
      guard let open = state.open, open.number == utterance else { return }
      state.open = nil
      let text = Self.text(state.words, from: open.from, to: state.fed)
      let heard = Transcript(alternatives: text.isEmpty ? [] : [Alternative(text: text, confidence: 1)])
      state.events.append((state.now + Self.finishing, .final(utterance: utterance, heard, cpu: 0)))
    }
  }
  func cancel(utterance: Int) { state.withLock { $0.open = nil } }
  func close() {}
}
