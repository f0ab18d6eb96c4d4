import Testing

@testable import SpeechEngines

@Suite struct HearingConfidenceTests {
  @Test func whatHasNoRivalIsSurerThanWhatHas() {
    let alone = HearingConfidence.of([(-2, -2)])
    let contested = HearingConfidence.of([(-2, -2), (-2.1, -2.1)])
    #expect(alone[0] > 0.55)
    #expect(contested[0] < 0.45)
    #expect(contested[0] > contested[1])
  }

  @Test func whatIsUnlikelyAltogetherIsLessSure() {
    #expect(HearingConfidence.of([(-2, -2)])[0] > HearingConfidence.of([(-20, -20)])[0] + 0.3)
  }

  /// What was gained decides between ways of hearing it, and makes no sound likelier.
  @Test func gainsDecideBetweenRivalsOnly() {
    let plain = HearingConfidence.of([(-4, -4), (-5, -5)])
    let gained = HearingConfidence.of([(-4, 6), (-5, -5)])
    #expect(gained[0] > plain[0])
    #expect(abs(gained[0] - HearingConfidence.of([(-4, -4)])[0]) < 0.01)
  }

  @Test func allIsAProbability() {
    for way in HearingConfidence.of([(-300, -300), (0, 0), (-1, 60)]) { #expect((0...1).contains(way)) }
    #expect(HearingConfidence.of([]).isEmpty)
  }
}
