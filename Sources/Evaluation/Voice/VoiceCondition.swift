/// Under what circumstances somebody calls.
public struct VoiceCondition: Sendable {
  /// What it is called in the report.
  public var name: String
  var noise: VoiceSounds.Noise = .quiet
  /// The noise's level, in dBFS; speech lies at -27.
  var noiseLevel: Float = -70
  /// One way, in ms: the way itself, and the mean of what is added by chance.
  var delay = 0
  var jitter = 0.0
  /// Loss of the caller's frames by a channel that is good or bad (E. N. Gilbert, E. O. Elliott): the chance to turn bad and to turn good
  /// again with each frame, and of a loss while bad.
  var turnsBad = 0.0
  var turnsGood = 1.0
  var lossWhenBad = 0.0
  /// How much slower the far side's clock runs, in parts of a million.
  var drift = 0.0
  /// The level of our own voice in the caller's microphone, in dB below what we send, and how late it comes in ms; nil: none.
  var echo: (level: Float, delay: Int)?
  /// Whether the recogniser tells words as they come.
  var tellsPartials = true

  /// Those that are tried.
  public static var all: [VoiceCondition] {
    var all = [VoiceCondition(name: "quiet line")]
    var pink = VoiceCondition(name: "pink noise, 15 dB")
    (pink.noise, pink.noiseLevel) = (.pink, -42)
    var babble = VoiceCondition(name: "voices around, 20 dB")
    (babble.noise, babble.noiseLevel) = (.babble, -47)
    var mobile = VoiceCondition(name: "mobile: 60 ms, jitter, 3 % loss")
    (mobile.delay, mobile.jitter, mobile.turnsBad, mobile.turnsGood, mobile.lossWhenBad) = (60, 15, 0.01, 0.2, 0.6)
    var poor = VoiceCondition(name: "poor: 120 ms, much jitter, 8 % loss")
    (poor.delay, poor.jitter, poor.turnsBad, poor.turnsGood, poor.lossWhenBad) = (120, 40, 0.03, 0.2, 0.6)
    var drift = VoiceCondition(name: "far clock 300 ppm slower")
    (drift.delay, drift.drift) = (40, 300)
    var echo = VoiceCondition(name: "speakerphone echo, -18 dB")
    (echo.delay, echo.echo) = (40, (-18, 160))
    var batch = VoiceCondition(name: "recogniser without partials")
    batch.tellsPartials = false
    all += [pink, babble, mobile, poor, drift, echo, batch]
    return all
  }
}
