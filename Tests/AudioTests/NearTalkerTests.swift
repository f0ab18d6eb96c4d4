import Audio
import Testing

/// Who speaks into the microphone is told from voices further away.
@Suite struct NearTalkerTests {
  private func voice(_ level: Float, background: Float? = -50) -> Voice {
    Voice(isSpeech: true, level: level, probability: 1, background: background)
  }

  private func speak(_ near: inout NearTalker, _ frames: Int, _ level: Float, background: Float? = -50) -> [Bool] {
    (0..<frames).map { _ in near.isNear(voice(level, background: background)) }
  }

  @Test func aTelevisionBehindTheCallerEndsAsSilenceDoes() {
    var near = NearTalker(hangover: 120)
    near.begin()
    let said = speak(&near, 40, -25)
    #expect(said.allSatisfy { $0 })
    let behind = speak(&near, 40, -45)
    // The mean follows in three frames, the hangover is six.
    let end = behind.firstIndex(of: false) ?? behind.count
    #expect((6...10).contains(end) && !behind.dropFirst(end).contains(true))
    // And the caller goes on.
    #expect(speak(&near, 5, -25).last == true)
  }

  @Test func softWordsAreTheCallersOwn() {
    var near = NearTalker(hangover: 120)
    near.begin()
    _ = speak(&near, 40, -25)
    #expect(speak(&near, 40, -38).allSatisfy { $0 })
    // On a quiet line also much softer ones.
    var quiet = NearTalker(hangover: 120)
    quiet.begin()
    _ = speak(&quiet, 40, -25, background: -70)
    #expect(speak(&quiet, 40, -48, background: -70).allSatisfy { $0 })
    // Nor is anything known of a line whose background nobody tells.
    var unknown = NearTalker(hangover: 120)
    unknown.begin()
    _ = speak(&unknown, 40, -25, background: nil)
    #expect(speak(&unknown, 40, -48, background: nil).allSatisfy { $0 })
  }

  @Test func whoIsSofterMayBegin() {
    var near = NearTalker(hangover: 120)
    near.begin()
    _ = speak(&near, 40, -20)
    near.end()
    #expect(speak(&near, 20, -42).allSatisfy { $0 })
    near.begin()
    #expect(speak(&near, 60, -42).allSatisfy { $0 })
  }

  @Test func whatStandsLittleOutOfVoicesIsFaint() {
    func isFaint(_ level: Float, _ background: Float?, isRestless: Bool = true) -> Bool {
      NearTalker.isFaint(
        Voice(isSpeech: true, level: level, probability: 1, background: background, isRestless: isRestless))
    }
    #expect(isFaint(-42, -50) && !isFaint(-30, -50))
    // A quiet line has nobody to be taken for, nor has steady noise.
    #expect(!isFaint(-65, -70) && !isFaint(-65, nil) && !isFaint(-42, -50, isRestless: false))
  }

  @Test func silenceIsSilence() {
    var near = NearTalker(hangover: 120)
    near.begin()
    let isNear = near.isNear(Voice(isSpeech: false, level: -20, probability: 0))
    #expect(!isNear)
  }
}
