internal import Discourse

/// Whether what an engine says it heard can have been said in that time. Quick talkers reach five words a second; engines that lost
/// themselves repeat a phrase without end.
enum Plausibility {
  /// Words a second at most, and words more for a short utterance.
  private static let wordsPerSecond = 8.0, spare = 4.0
  /// Letters in a word at most: no retailer's words are longer.
  private static let letters = 45

  /// Whether the text may be believed for so many samples.
  static func holds(_ text: String, samples: Int, rate: Int = 8_000) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard Double(words.count) <= spare + wordsPerSecond * Double(samples) / Double(rate) else { return false }
    guard words.allSatisfy({ $0.utf8.count <= letters * 2 && $0.count <= letters }) else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar != "\u{FFFD}" && (scalar.properties.generalCategory != .control || scalar.properties.isWhitespace)
    }
  }

  /// The same transcript with confidences that are numbers from 0 to 1; nil when it cannot be right.
  static func checked(_ transcript: Transcript, samples: Int) -> Transcript? {
    guard transcript.alternatives.allSatisfy({ holds($0.text, samples: samples) }) else { return nil }
    return Transcript(
      alternatives: transcript.alternatives.map { heard in
        let confidence = heard.confidence.isFinite ? min(max(heard.confidence, 0), 1) : 0
        return Alternative(text: heard.text, confidence: confidence)
      })
  }
}
