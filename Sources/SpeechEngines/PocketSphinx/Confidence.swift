internal import Conversations
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
}
