import Discourse
import Testing

@testable import SpeechEngines

@Suite struct GrammarTests {
  @Test(arguments: [
    ("yes", true), ("go ahead", true), ("yeah sure", true), ("no", false), ("no thanks", false),
    ("that's not right", false),
    ("nope not that one", false),
  ])
  func yesAndNoAreToldApart(words: String, isYes: Bool) { #expect(Grammar.saysYes(words) == isYes) }

  /// What turns a yes, and what holds none.
  @Test(arguments: ["not sure", "i'm not sure", "that isn't right", "not okay", "let me ask my wife", "", "know"])
  func othersAreNeither(words: String) { #expect(Grammar.saysYes(words) == nil) }

  /// In noise a grammar hears digits in anything: they are hardly believed there; from 30 dB on the score decides.
  @Test func digitsInNoiseAreHardlyBelieved() {
    func confidence(_ raw: Double, _ contrast: Double) -> Double {
      Confidence.calibrated(Alternative(text: "one two", confidence: raw), .digits(2), contrast: contrast).confidence
    }
    #expect(confidence(0.9, 8) < 0.05)
    #expect(confidence(0.9, 40) > confidence(0.9, 20) + 0.1)
    #expect(confidence(0.9, 60) == confidence(0.9, 30))
    #expect(confidence(0.9, 30) > confidence(0.5, 30))
    for raw in [0, 1, 0.5] { #expect((0...1).contains(confidence(raw, 0))) }
  }
}
