import Audio
import Testing

@testable import Evaluation

/// What the way does to the caller's sound.
@Suite struct VoiceCodecTests {
  /// A vowel-like sound: three harmonics of 150 Hz.
  private let frames: [[Int16]] = {
    let tones = [(150.0, Float(-24)), (450, -28), (750, -32)].map {
      Tone.sine(frequency: $0.0, level: $0.1, count: 16_000)
    }
    let whole = (0..<16_000).map { index in tones.reduce(Int16(0)) { $0 &+ $1[index] } }
    return stride(from: 0, to: 16_000, by: 160).map { Array(whole[$0..<$0 + 160]) }
  }()

  /// By how many dB the sound lies above what the way added to it.
  private func quality(_ codec: VoiceCodec) -> Double {
    let path = codec.path()
    var sound = 0.0, error = 0.0
    for frame in frames {
      for (before, after) in zip(frame, path.process(frame)) {
        sound += Double(before) * Double(before)
        error += (Double(before) - Double(after)) * (Double(before) - Double(after))
      }
    }
    return error == 0 ? .infinity : decibels(sound / error)
  }

  private func decibels(_ ratio: Double) -> Double {
    // Ten times the common logarithm, by halving.
    var (value, result) = (ratio, 0.0)
    while value >= 2 { (value, result) = (value / 2, result + 3.0103) }
    return result
  }

  @Test func aBrowserAddsNothingAndTheTelephoneALittle() {
    #expect(quality(.none) == .infinity)
    #expect((33...42).contains(quality(.muLaw)))
    // Two roundings of about the same coarseness.
    #expect((33...42).contains(quality(.aLaw)))
    #expect(VoiceCodec.aLaw.path().process(frames[0]) != VoiceCodec.muLaw.path().process(frames[0]))
    // As ITU-T's own tables have them.
    for (sample, kept) in [
      (0, 8), (15, 8), (16, 24), (511, 504), (512, 528), (-512, -528), (32_767, 32_256), (-32_768, -32_256),
    ] {
      #expect(Int(ALawPath.rounded(Int16(sample))) == kept)
    }
  }

  @Test(.enabled(if: VoiceCodec.gsm.isHere, "there is no libgsm here: apt-get install libgsm1"))
  func anOldMobileTelephoneAddsMuchAndLeavesTheVoice() {
    #expect((5...25).contains(quality(.gsm)))
    let path = VoiceCodec.gsm.path()
    let levels = frames.map { Levels.rms(path.process($0)) - Levels.rms($0) }
    #expect(levels.dropFirst(2).allSatisfy { abs($0) < 3 })
  }

  @Test func conditionsOfEveryWayAreThere() {
    #expect(VoiceCondition.harder.contains { $0.name.contains("A-law") })
    #expect(VoiceCondition.harder.contains { $0.name.contains("GSM") } == VoiceCodec.gsm.isHere)
  }
}
