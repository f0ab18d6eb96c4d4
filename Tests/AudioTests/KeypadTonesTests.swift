import Testing

@testable import Audio

@Suite struct KeypadTonesTests {
  static let low = [697.0, 770, 852, 941]
  static let high = [1_209.0, 1_336, 1_477, 1_633]

  static func tone(_ low: Double, _ high: Double, level: Float = -12, count: Int = 160) -> [Int16] {
    zip(
      Tone.sine(frequency: low, level: level, count: count), Tone.sine(frequency: high, level: level + 2, count: count)
    )
    .map { Int16(clamping: Int($0) + Int($1)) }
  }

  @Test func everyKeyIsHeardAtEveryLevelAndThroughTheCodec() {
    for low in Self.low {
      for high in Self.high {
        for level in stride(from: Float(-36), through: -6, by: 6) {
          var tones = KeypadTones()
          let frame = MuLaw.decode(MuLaw.encode(Self.tone(low, high, level: level)))
          let isTone = tones.process(frame)
          #expect(isTone, "\(low) \(high) \(level)")
        }
      }
    }
  }

  @Test func edgesOfATone() {
    var tones = KeypadTones()
    let tone = Self.tone(770, 1_336, count: 800)
    // It begins and ends within a frame: at most 40 samples of it, 5 ms, are not taken for one.
    let line = [Int16](repeating: 3, count: 40) + tone + [Int16](repeating: 3, count: 120)
    var heard: [Bool] = []
    for start in stride(from: 0, to: line.count, by: 160) {
      heard.append(tones.process(Array(line[start..<start + 160])))
    }
    #expect(heard.prefix(5) == [true, true, true, true, true])
  }

  @Test func nothingElseIsATone() {
    var tones = KeypadTones()
    let sounds: [(String, (Int) -> Double)] = [
      ("one low tone", { 8_000 * Decibels.sine(2 * .pi * 770 / 8_000 * Double($0)) }),
      ("dial tone", { Decibels.sine(2 * .pi * 425 / 8_000 * Double($0)) * 9_000 }),
      ("a buzz", { ((Double($0) / 8_000 * 120).truncatingRemainder(dividingBy: 1) * 2 - 1) * 9_000 }),
      ("noise", { Double(($0 &* 7_919 &+ 13) % 6_007) * 3 - 9_000 }),
      ("a faint line", { Double(($0 &* 7_919) % 17) - 8 }),
    ]
    for (name, sound) in sounds {
      for frame in 0..<100 {
        let samples = (0..<160).map { Int16(clamping: Int(sound(frame * 160 + $0))) }
        let isTone = tones.process(samples)
        #expect(!isTone, "\(name)")
      }
    }
  }
}
