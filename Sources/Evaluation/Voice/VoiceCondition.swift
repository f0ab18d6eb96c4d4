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
  /// The room around the caller's microphone; nil: the caller speaks right into it.
  var room: Reverberation?
  /// What the way does to the sound.
  var codec = VoiceCodec.muLaw
  /// Whether the recogniser tells words as they come.
  var tellsPartials = true

  /// Those that are always tried.
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

  /// More, and worse: kept apart, so that figures over all conditions stay comparable.
  public static var harder: [VoiceCondition] {
    func noise(_ name: String, _ noise: VoiceSounds.Noise, _ level: Float) -> VoiceCondition {
      var condition = VoiceCondition(name: name)
      (condition.noise, condition.noiseLevel) = (noise, level)
      return condition
    }
    let room = Reverberation(name: "made room, 400 ms", time: 400, direct: 3)
    let hall = Reverberation(name: "made room, 700 ms", time: 700, direct: 0)
    var speakerphone = VoiceCondition(name: "speakerphone in a room: \(room.name), echo -24 dB")
    (speakerphone.room, speakerphone.delay, speakerphone.echo) = (room, 40, (-24, 160))
    var far = VoiceCondition(name: "far from the microphone: \(hall.name)")
    far.room = hall
    // Both are heard at once wherever the caller speaks over a prompt, ours nearly as loud.
    var double = VoiceCondition(name: "double talk: echo -10 dB, \(room.name)")
    (double.room, double.delay, double.echo) = (room, 40, (-10, 160))
    var fast = VoiceCondition(name: "far clock 300 ppm faster")
    (fast.delay, fast.drift) = (40, -300)
    func way(_ name: String, _ codec: VoiceCodec) -> VoiceCondition {
      var condition = VoiceCondition(name: name)
      condition.codec = codec
      return condition
    }
    var mobile = way("old mobile in a street: GSM full rate, pink noise, 15 dB", .gsm)
    (mobile.noise, mobile.noiseLevel) = (.pink, -42)
    let ways = [
      way("browser: no codec", .none), way("from abroad: A-law to mu-law", .aLaw),
      way("old mobile: GSM full rate", .gsm), mobile,
    ]
    return [
      noise("pink noise, 10 dB", .pink, -37), noise("pink noise, 5 dB", .pink, -32),
      noise("white noise, 15 dB", .white, -42), noise("car, 10 dB", .car, -37), noise("car, 0 dB", .car, -27),
      noise("voices around, 15 dB", .babble, -42), noise("voices around, 10 dB", .babble, -37), speakerphone, far,
      double, fast,
    ] + ways.filter(\.codec.isHere)
  }
}
