/// What the voice detector looks at in one frame: how far each band and the whole frame stand out of the line's own background, now,
/// in the two frames before, and lately.
struct VoiceFeatures: Sendable {
  /// The values of one moment: eight bands above their floors and the frame's level above the line's quiet, in units of 10 dB.
  struct Moment: Sendable {
    var bands = FilterBank.Bands()
    var level: Float = 0
  }

  private var bank = FilterBank()
  private var noise = NoiseFloor()
  private var quiet = LineQuiet()
  /// Whether others may be speaking behind: the level of the line rises and falls.
  var isRestless: Bool { quiet.spread > Self.restless }
  /// More dB than a car's noise has, fewer than six voices.
  private static let restless: Float = 2.1
  /// The line's quiet, in dBFS.
  private(set) var background: Float = -100
  private(set) var now = Moment()
  private(set) var before = Moment()
  private(set) var beforeThat = Moment()
  /// A running mean over about ten frames.
  private(set) var lately = Moment()

  /// How many numbers describe a frame.
  static let count = 36

  /// Takes the next frame, whose level in dBFS is given. False as long as too little was heard to know the line's quiet.
  mutating func take(_ frame: [Int16], level: Float) -> Bool {
    let powers = bank.powers(frame)
    let ratio = powers / noise.power
    noise.update(powers)
    (beforeThat, before) = (before, now)
    for lane in 0..<8 {
      now.bands[lane] = min(max(10 * Decibels.log10(max(ratio[lane], 1e-3)), -5), 30) * 0.1
    }
    let isKnown = quiet.take(level)
    background = quiet.level
    now.level = min(max(level - background, -10), 40) * 0.1
    lately.bands += (now.bands - lately.bands) * 0.1
    lately.level += (now.level - lately.level) * 0.1
    return isKnown
  }

  /// The numbers in the order of the net's weights.
  var values: [Float] {
    let moments = [now, before, beforeThat, lately]
    return moments.flatMap { moment in (0..<8).map { moment.bands[$0] } } + moments.map(\.level)
  }
}
