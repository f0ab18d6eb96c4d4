/// What one frame sounded like.
public struct Voice: Sendable, Hashable {
  /// Whether somebody near the telephone is speaking.
  public var isSpeech: Bool
  /// The frame's root mean square level in dBFS.
  public var level: Float
  /// How likely the frame is speech, 0 to 1, before the hangover.
  public var probability: Float
  /// The level in dBFS at which the line lies when nobody near speaks; nil: not known.
  public var background: Float?
  /// Whether that background may be voices; told of speech only.
  public var isRestless = false

  /// Makes a judgement.
  public init(
    isSpeech: Bool, level: Float, probability: Float, background: Float? = nil, isRestless: Bool = false
  ) {
    self.background = background
    self.isRestless = isRestless
    self.isSpeech = isSpeech
    self.level = level
    self.probability = probability
  }
}

/// Decides frame by frame whether the caller speaks. One for each call: feed every frame of it in order, 160 samples each (20 ms at 8,000 Hz),
/// speech or not.
///
/// It judges single frames; how many make a beginning or an end is turn-taking's matter.
public protocol VoiceDetector {
  /// How long, in ms, it goes on saying speech after the last frame that sounded like it.
  var hangoverMilliseconds: Int { get }

  /// Judges the next frame.
  mutating func process(_ frame: [Int16]) -> Voice
}
