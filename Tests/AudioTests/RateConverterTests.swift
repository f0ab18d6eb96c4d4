import Testing

@testable import Audio

@Suite struct RateConverterTests {
  private func tone(_ frequency: Double, _ rate: Int, _ count: Int) -> [Int16] {
    (0..<count).map { Int16(10_000 * Waves.sine(frequency * Double($0) / Double(rate))) }
  }

  @Test(arguments: [16_000, 22_050, 24_000, 44_100, 48_000, 11_025])
  func aToneKeepsItsPitchLevelAndLength(_ rate: Int) {
    var converter = RateConverter(from: rate, to: 8_000)
    let output = converter.process(tone(1_000, rate, rate)) + converter.finish()
    #expect(abs(output.count - 8_000) < 40)
    let steady = output[1_000..<7_000]
    let crossings = zip(steady, steady.dropFirst()).count { $0 < 0 && $1 >= 0 }
    #expect(abs(crossings - 750) <= 2)
    #expect(abs(Levels.rms(steady) - Levels.rms(tone(1_000, 8_000, 8_000))) < 0.2)
  }

  @Test func whatATelephoneCannotCarryIsTakenOut() {
    var converter = RateConverter(from: 24_000, to: 8_000)
    let output = converter.process(tone(5_500, 24_000, 24_000))
    #expect(Levels.rms(output[1_000...]) < -60)
  }

  @Test func piecesOfAnyLengthGiveTheSameStream() {
    let input = tone(700, 22_050, 22_050)
    var whole = RateConverter(from: 22_050, to: 8_000)
    var parts = RateConverter(from: 22_050, to: 8_000)
    var output: [Int16] = []
    var rest = input[...]
    var length = 1
    while !rest.isEmpty {
      output += parts.process(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
      length = length % 37 + 1
    }
    #expect(output == whole.process(input))
  }

  @Test func theSameRateIsLeftAlone() {
    var converter = RateConverter(from: 8_000, to: 8_000)
    #expect(converter.process([1, 2, 3]) == [1, 2, 3])
  }
}
