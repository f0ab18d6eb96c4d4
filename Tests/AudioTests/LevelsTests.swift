import Testing

@testable import Audio

@Suite struct LevelsTests {
  @Test func contrastIsHowFarTheLoudStandsOutOfTheQuiet() {
    let quiet = [Int16](repeating: 100, count: 800)
    let loud = [Int16](repeating: 10_000, count: 800)
    #expect(abs(Levels.contrast(quiet + loud) - 40) < 0.1)
    #expect(Levels.contrast(loud) == 0)
  }

  @Test(arguments: [0, 1, 159]) func withoutAWholeFrameThereIsNone(count: Int) {
    #expect(Levels.contrast([Int16](repeating: 5_000, count: count)) == 0)
  }

  @Test func silenceIsNoContrast() { #expect(Levels.contrast([Int16](repeating: 0, count: 3_200)) == 0) }
}
