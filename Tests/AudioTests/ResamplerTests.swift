import Audio
import Testing

@Suite struct ResamplerTests {
  @Test func toneSurvivesUpAndDown() {
    let tone = Tone.sine(frequency: 1_000, level: -12, count: 4_000)
    var up = Resampler(.up)
    var down = Resampler(.down)
    let high = up.process(tone)
    #expect(high.count == 8_000)
    let back = down.process(high)
    #expect(back.count == 4_000)
    #expect(abs(Levels.rms(back[200...]) - Levels.rms(tone[200...])) < 0.2)
    #expect(abs(Levels.rms(high[400...]) - Levels.rms(tone[200...])) < 0.2)
  }

  @Test(arguments: [Resampler.Direction.up, .down]) func chunksDoNotMatter(direction: Resampler.Direction) {
    let tone = Tone.sine(frequency: 700, level: -10, count: 1_001)
    var whole = Resampler(direction)
    var pieces = Resampler(direction)
    let expected = whole.process(tone)
    var result: [Int16] = []
    var at = 0
    for length in [1, 2, 3, 7, 0, 160, 159, 320, 349] {
      result += pieces.process(Array(tone[at..<min(at + length, tone.count)]))
      at = min(at + length, tone.count)
    }
    result += pieces.process(Array(tone[at...]))
    #expect(result == expected)
  }

  @Test func imagesAndAliasesAreRemoved() {
    var down = Resampler(.down)
    let alias = down.process(Tone.sine(frequency: 5_500, level: -6, count: 8_000, sampleRate: 16_000))
    #expect(Levels.rms(alias[200...]) < -55)
  }
}
