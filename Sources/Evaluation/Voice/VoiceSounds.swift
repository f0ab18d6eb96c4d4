internal import Audio

/// Sounds that are no words, made from numbers.
enum VoiceSounds {
  /// What makes a noise.
  enum Noise: String, Sendable, CaseIterable { case quiet, white, pink, babble, car }

  /// A cough: two or three bursts that fade, 300 to 600 ms in all.
  static func cough(_ dice: inout VoiceDice) -> SpokenClip {
    var samples: [Int16] = []
    for _ in 0..<(2 + dice.below(2)) {
      let length = 900 + dice.below(700)
      var low = 0.0
      for index in 0..<length {
        low = 0.6 * low + dice.normal()
        samples.append(clipped(low * 1_900 * (1 - Double(index) / Double(length))))
      }
      samples += [Int16](repeating: 0, count: 240 + dice.below(300))
    }
    return SpokenClip(sound: samples)
  }

  /// A knock on the table or a key: 30 to 90 ms.
  static func knock(_ dice: inout VoiceDice) -> SpokenClip {
    let length = 240 + dice.below(480)
    return SpokenClip(
      sound: (0..<length).map { clipped(dice.normal() * 4_000 * (1 - Double($0) / Double(length))) })
  }

  /// Breathing into the microphone, about 500 ms.
  static func breath(_ dice: inout VoiceDice) -> SpokenClip {
    let length = 3_200 + dice.below(1_600)
    var low = 0.0
    return SpokenClip(
      sound: (0..<length).map { index in
        low = 0.8 * low + dice.normal()
        let place = Double(index) / Double(length)
        return clipped(low * 260 * (1 - abs(2 * place - 1)))
      })
  }

  /// So many samples of noise at an rms level in dBFS.
  /// - Parameter voices: what a babble is mixed from.
  static func noise(_ kind: Noise, level: Float, count: Int, voices: [SpokenClip], _ dice: inout VoiceDice) -> [Int16] {
    var samples: [Int16]
    switch kind {
    case .quiet: return (0..<count).map { _ in Int16(dice.normal() * 6) }
    case .white: samples = (0..<count).map { _ in clipped(dice.normal() * 2_000) }
    case .pink:
      // Three first-order filters side by side: about 3 dB an octave over the telephone's band (P. Kellet's economy filter).
      var (a, b, c) = (0.0, 0.0, 0.0)
      samples = (0..<count).map { _ in
        let white = dice.normal()
        a = 0.99765 * a + white * 0.0990460
        b = 0.96300 * b + white * 0.2965164
        c = 0.57000 * c + white * 1.0526913
        return clipped((a + b + c + white * 0.1848) * 1_000)
      }
    case .car:
      // Tyres and wind, mostly below 300 Hz, and an engine's 90 Hz with its octaves.
      var (low, lower, phase) = (0.0, 0.0, 0.0)
      samples = (0..<count).map { _ in
        let white = dice.normal()
        low += (white - low) * 0.12
        lower += (low - lower) * 0.12
        phase = (phase + 90.0 / 8_000).truncatingRemainder(dividingBy: 1)
        // A sawtooth: all the octaves, each fainter than the one before.
        return clipped((lower * 6 + white * 0.05 + (phase - 0.5) * 0.4) * 2_000)
      }
    case .babble:
      var mixed = [Int](repeating: 0, count: count)
      for _ in 0..<6 {
        var at = -dice.below(8_000)
        while at < count, !voices.isEmpty {
          let clip = voices[dice.below(voices.count)].samples
          for index in max(0, -at)..<max(max(0, -at), min(clip.count, count - at)) {
            mixed[at + index] += Int(clip[index]) / 4
          }
          at += clip.count + dice.below(3_200)
        }
      }
      samples = mixed.map { Int16(clamping: $0) }
    }
    let now = Levels.rms(samples)
    samples = Levels.amplify(samples, decibels: level - now)
    return samples
  }

  static func clipped(_ value: Double) -> Int16 { Int16(max(-32_768, min(32_767, value))) }
}
