/// Decides frame by frame whether the caller speaks: eight bands against their own adaptive floors and the level against the line's
/// quiet, weighed by a small trained net (``VoiceNet``), and a hangover that bridges stops and soft ends of words.
///
/// The floors learn from speech and from what is none.
public struct VoiceActivityDetector: VoiceDetector, Sendable {
  /// Below this level nothing is speech, in dBFS: soft speech on a telephone lies about -45.
  private static let quietest: Float = -55
  /// From this probability on a frame is speech where it stands out little, and where it stands out by 35 dB: on a very quiet line the net
  /// is slow to believe in the first vowel of a voice, which may be a tone; and what is so loud is worth a pause, which can be undone.
  private static let (threshold, loudThreshold): (Float, Float) = (0.6, 0.1)
  /// From how many dB above the line's quiet on the threshold falls, and where it has fallen.
  private static let (loud, loudest): (Float, Float) = (20, 35)
  /// Frames that stay speech after the last clear one: 120 ms, a stop consonant.
  private static let hangover = 6
  private var features = VoiceFeatures()
  private var hanging = 0
  private var run = 0

  /// Makes a detector that has heard nothing yet.
  public init() {}

  /// 120.
  public var hangoverMilliseconds: Int { Self.hangover * 20 }

  /// Judges the next frame.
  public mutating func process(_ frame: [Int16]) -> Voice {
    let level = Levels.rms(frame)
    let isReady = features.take(frame, level: level)
    let probability = VoiceNet.probability(features)
    var voice = Voice(
      isSpeech: false, level: level, probability: probability, background: isReady ? features.background : nil)
    if isReady, probability > Self.threshold(above: features.now.level * 10), level > Self.quietest {
      run += 1
      // One frame alone is a click: it gets no hangover.
      if run >= 2 { hanging = Self.hangover }
      voice.isSpeech = true
    } else {
      run = 0
      hanging = max(0, hanging - 1)
      voice.isSpeech = hanging > 0
    }
    voice.isRestless = voice.isSpeech && features.isRestless
    return voice
  }

  /// From which probability on a frame so many dB above the line's quiet is speech.
  private static func threshold(above quiet: Float) -> Float {
    let share = min(max((quiet - loud) / (loudest - loud), 0), 1)
    return threshold + (loudThreshold - threshold) * share
  }

  /// The numbers that the latest frame was judged by: for training.
  package var latestFeatures: [Float] { features.values }
}
