internal import Conversations
internal import Discourse
internal import Glibc

/// How sure to be of a decoded path. The decoder's acoustic scores are relative to the best of all model states in each frame,
/// so the mean over the words of a path says how much worse they fit than anything that could have been said: a ratio against
/// a free loop of sounds, for nothing. The curves were fitted by eye to right and wrong answers (README).
enum Confidence {
  /// The confidence of a path in a search, 0 to 1; 0 for a path without words. `samples`: how many were heard.
  static func of(_ segments: [Segment], search: SearchName, samples: Int) -> Double {
    let words = segments.filter { !$0.isFiller }
    let frames = words.reduce(0) { $0 + $1.frames }
    guard frames > 0 else { return 0 }
    let mean = words.reduce(0.0) { $0 + $1.score * Double($1.frames) } / Double(frames)
    let (middle, slope) = search == .free ? (-58.0, 7.0) : (-68.0, 7.0)
    // Stray words in a long stretch of noise fit well by chance; an answer fills more than a sixth of what was heard.
    // Counted from the samples: the decoder itself drops frames it takes for noise.
    let heard = Double(samples) / Double(SpeechFormat.sampleRate) * Decoder.frameRate
    let share = min(1, 6 * Double(frames) / max(heard, 1))
    return share / (1 + exp(-(mean - middle) / slope))
  }

  /// How likely it is that all words are right, for an utterance as a whole. Free speech: fitted to 138 recordings over a simulated telephone;
  /// a grammar hears what it lists in anything else that is said, so it is believed less. Yes and no: fitted to 424 that were heard of 810
  /// answers, a third of them neither. Digits, which noise makes of anything: fitted to 774 numbers that were heard, of real and synthetic voices in noise
  /// (docs/speech-engines.md).
  ///
  /// - Parameter contrast: how far the utterance stood out of what was behind it, in dB (`Levels.contrast`).
  static func calibrated(_ alternative: Alternative, _ search: SearchName, contrast: Double) -> Alternative {
    let raw = min(max(alternative.confidence, 0.001), 0.999)
    let logit = log(raw / (1 - raw))
    let words = Double(max(1, alternative.text.split(separator: " ").count))
    let odds =
      switch search {
      case .free: 0.784 * logit - 0.882 * log(words) - 0.895
      // From 30 dB on more makes nothing surer.
      case .digits: 0.925 * logit + 0.128 * min(contrast, 30) - 6.73
      case .yesNo: 0.615 * logit + 0.091 * min(contrast, 30) - 1.58
      case .store, .menu: logit - 1.73
      }
    return Alternative(text: alternative.text, confidence: 1 / (1 + exp(-odds)))
  }
}
