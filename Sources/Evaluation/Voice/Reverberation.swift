internal import Audio

/// A room around a microphone that is not at the mouth, as an impulse response made from numbers: the direct sound, six early reflections, and a
/// tail of sparse pulses that fades. No real room was measured.
///
/// Source of the tail: velvet noise (M. Karjalainen, H. Järveläinen, 2007); its envelope falls by 60 dB in the reverberation time (W. Sabine).
struct Reverberation: Sendable {
  /// What it is called.
  var name: String
  private var taps: [(delay: Int, gain: Float)]

  /// - Parameters:
  ///   - time: until the sound has fallen by 60 dB, in ms.
  ///   - direct: how much louder the direct sound is than all the rest together, in dB.
  init(name: String, time: Int, direct: Float) {
    self.name = name
    var dice = VoiceDice(UInt64(time))
    var tail: [(delay: Int, gain: Float)] = []
    for milliseconds in [3, 5, 9, 13, 17, 23] { tail.append((milliseconds * 8 + dice.below(8), 0)) }
    // Two pulses a millisecond, each somewhere in its half.
    for half in stride(from: 24 * 8, to: time * 8, by: 4) { tail.append((half + dice.below(4), 0)) }
    for index in tail.indices {
      let fall = -60 * Float(tail[index].delay) / Float(time * 8)
      // What comes early is sparse, and as strong as it is seldom.
      let strength: Float = index < 6 ? 2.5 : 1
      tail[index].gain = Levels.gain(decibels: fall) * strength * (dice.below(2) == 0 ? -1 : 1)
    }
    let energy = tail.reduce(Float(0)) { $0 + $1.gain * $1.gain }
    let scale = Levels.gain(decibels: -direct) / energy.squareRoot()
    let whole = 1 / (1 + Levels.gain(decibels: -2 * direct)).squareRoot()
    taps = [(0, whole)] + tail.map { ($0.delay, $0.gain * scale * whole) }
  }

  /// The room's sound of these samples, about as loud as they were, with what rings on behind them.
  func sound(of samples: [Int16]) -> [Int16] {
    guard !samples.isEmpty, let last = taps.last else { return [] }
    var sum = [Float](repeating: 0, count: samples.count + last.delay)
    let dry = samples.map(Float.init)
    for (delay, gain) in taps {
      for index in dry.indices { sum[index + delay] += dry[index] * gain }
    }
    return sum.map { VoiceSounds.clipped(Double($0)) }
  }
}
