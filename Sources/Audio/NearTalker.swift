/// Tells who speaks into the microphone from voices further away, within one utterance: what lies far below its loud frames is somebody else, or the
/// room. Without it a turn goes on for as long as a television does.
///
/// Only on lines that are not quiet: where nobody else is heard, what is soft is the caller's own.
public struct NearTalker: Sendable {
  /// How far, in dB, below the loud frames the caller may be.
  private static let reach: Float = 16
  /// How many frames of speech tell how loud the caller is: 300 ms.
  private static let enough = 15
  /// From which quiet on, in dBFS, a line has a background.
  private static let noisy: Float = -58
  /// By how many dB a voice has to stand out of a background: six voices at once rise by some 9 over their own quiet.
  private static let clear: Float = 11
  /// How much of a frame's level counts at once, in a mean over some 60 ms; by how many dB the loud frames fade with each frame, 2.5 dB a second.
  private static let (share, fading): (Float, Float) = (0.4, 0.05)

  /// Frames that it goes on after the last one that was near, as the detector does.
  private let hangover: Int
  private var isOpen = false
  private var smooth: Float = -100
  private var loud: Float = -100
  private var heard = 0
  private var hanging = 0

  /// - Parameter hangover: The detector's, in ms.
  public init(hangover: Int) { self.hangover = hangover / 20 }

  /// An utterance begins.
  public mutating func begin() {
    end()
    isOpen = true
  }

  /// It is over: until the next one whoever speaks is noticed.
  public mutating func end() { self = NearTalker(hangover: hangover * 20) }

  /// Whether a voice stands so little out of voices behind it that it may be one of them.
  public static func isFaint(_ voice: Voice) -> Bool {
    guard voice.isRestless, let background = voice.background, background > noisy else { return false }
    return voice.level < background + clear
  }

  /// Whether what the detector takes for speech is the caller's.
  public mutating func isNear(_ voice: Voice) -> Bool {
    smooth = heard == 0 ? voice.level : smooth + (voice.level - smooth) * Self.share
    guard voice.isSpeech, isOpen else { return voice.isSpeech }
    heard += 1
    loud = max(smooth, loud - Self.fading)
    guard heard >= Self.enough, let background = voice.background, background > Self.noisy, smooth <= loud - Self.reach
    else {
      hanging = hangover
      return true
    }
    hanging = max(0, hanging - 1)
    return hanging > 0
  }
}
