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
    /// One of ours, come back: it is there to be heard only where it has not been taken out.
    var isEcho = false
  }

  private struct State {
    var now = 0
    /// Up to which time of the far side it was fed.
    var fed = 0
    /// What came in a frame and what of ours was in it, by its time; how much of it was taken out of what was fed, of how much; the time of the frame
    /// that is fed next.
    var came: [Int: (samples: [Int16], echo: [Int16])] = [:]
    var taken: [Int: (taken: Double, all: Double)] = [:]
    var feeding = 0
    var words: [Word] = []
    var open: (number: Int, from: Int, told: String)?
    var events: [(at: Int, event: RecognitionEvent)] = []
  }

  let tellsPartials: Bool
  private let state = Mutex(State())

  /// How long it takes to know a word, and to be done, in ms.
  private static let (lag, finishing) = (160, 80)
  /// A word is made out by what is heard in so many ms before its end.
  private static let ending = 160
  /// How much of our voice's amplitude has to be left for a word of it to be understood: 8 dB less than there was.
  private static let understood = 0.4
  /// What was fed before the utterance began (the pre-roll), in ms.
  private static let preRoll = 300

  init(tellsPartials: Bool) { self.tellsPartials = tellsPartials }

  /// More words are heard at our side.
  func add(_ words: [Word]) { state.withLock { $0.words += words } }

  /// Audio of that time of the far side has come, with so much of ours in it.
  func hears(_ time: Int, _ samples: [Int16], echo: [Int16]?) {
    state.withLock {
      $0.fed = max($0.fed, time)
      if let echo { $0.came[time] = (samples, echo) }
    }
  }

  /// Time passes. Gives what it reports by now.
  func advance(to time: Int) -> [RecognitionEvent] {
    state.withLock { state in
      state.now = time
      if tellsPartials, let open = state.open, time.isMultiple(of: 100) {
        let text = Self.text(state, from: open.from, to: state.fed - Self.lag)
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

  private static func text(_ state: State, from: Int, to: Int) -> String {
    let heard = state.words.filter { word in
      guard word.at > from, word.at <= to else { return false }
      guard word.isEcho else { return true }
      let frames = stride(from: word.at - Self.ending, to: word.at, by: 20).compactMap { state.taken[$0 / 20 * 20] }
      let (taken, all) = frames.reduce((0, 0)) { ($0.0 + $1.taken, $0.1 + $1.all) }
      return all > 0 && abs(1 - taken / all) >= Self.understood
    }
    return heard.sorted { $0.at < $1.at }.map(\.text).joined(separator: " ")
  }

  /// How much of our voice was taken out of a frame, and how much there was: what is missing in what was fed, held against it.
  private static func taken(
    _ samples: [Int16], of came: (samples: [Int16], echo: [Int16])
  ) -> (taken: Double, all: Double) {
    var taken = 0.0, all = 0.0
    for place in came.echo.indices where samples.indices.contains(place) && came.samples.indices.contains(place) {
      let echo = Double(came.echo[place])
      taken += (Double(came.samples[place]) - Double(samples[place])) * echo
      all += echo * echo
    }
    return (taken, all)
  }

  func expect(_ expectation: Expectation) {}
  func begin(utterance: Int) {
    state.withLock {
      $0.open = (utterance, $0.fed - Self.preRoll, "")
      $0.feeding = $0.fed - Self.preRoll
    }
  }
  func feed(_ samples: [Int16]) {
    state.withLock { state in
      let time = state.feeding
      if let came = state.came[time] {
        state.taken[time] = Self.taken(samples, of: came)
      }
      state.feeding = min(time + 20, state.fed)
    }
  }
  func end(utterance: Int) {
    state.withLock { state in
      guard let open = state.open, open.number == utterance else { return }
      state.open = nil
      let text = Self.text(state, from: open.from, to: state.fed)
      let heard = Transcript(alternatives: text.isEmpty ? [] : [Alternative(text: text, confidence: 1)])
      state.events.append((state.now + Self.finishing, .final(utterance: utterance, heard, cpu: 0)))
    }
  }
  func cancel(utterance: Int) { state.withLock { $0.open = nil } }
  func close() {}
}
