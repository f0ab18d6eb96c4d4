import Conversations
import Synchronization
import Testing

@testable import SpeechEngines

/// Engines that speak badly are replaced, sentence by sentence.
@Suite struct SpeakingWatchTests {
  private static let tone = [Int16](repeating: 1_000, count: 800)
  private static let hush = [Int16](repeating: 0, count: 800)

  private func started(_ text: String = "Your order is on its way.") -> (SpeakingWatch, EngineRoster) {
    var watch = SpeakingWatch(text: text, traits: [.init(), .init()])
    var roster = EngineRoster(names: ["far", "near"])
    #expect(watch.handle(.start, now: .zero, roster: &roster).contains(.say(engine: 0, attempt: 1)))
    return (watch, roster)
  }

  @Test func whatIsSaidIsPassedOn() {
    var (watch, roster) = started()
    #expect(watch.handle(.samples(1, Self.tone), now: .milliseconds(90), roster: &roster).contains(.emit(Self.tone)))
    let end = watch.handle(.ended(1), now: .milliseconds(400), roster: &roster)
    #expect(end.contains(.finish))
    #expect(end.contains(.note(.worked(0, delay: .milliseconds(90)))))
  }

  @Test func whoStaysDumbIsReplacedInTime() {
    var (watch, roster) = started()
    #expect(watch.handle(.tick, now: .milliseconds(1_100), roster: &roster).isEmpty)
    let actions = watch.handle(.tick, now: .milliseconds(1_200), roster: &roster)
    #expect(actions.contains(.stop(attempt: 1)))
    #expect(actions.contains(.say(engine: 1, attempt: 2)))
    #expect(actions.contains(.note(.replaced(0, by: 1, .late))))
    // What the first one says after all is not wanted.
    #expect(watch.handle(.samples(1, Self.tone), now: .milliseconds(1_300), roster: &roster).isEmpty)
  }

  @Test func whoStopsInMidWordIsFollowedByTheWholeSentence() {
    var (watch, roster) = started()
    _ = watch.handle(.samples(1, Self.tone), now: .milliseconds(100), roster: &roster)
    let actions = watch.handle(.failed(1, .lost), now: .milliseconds(200), roster: &roster)
    #expect(actions.contains(.say(engine: 1, attempt: 2)))
    #expect(actions.contains(.emit([Int16](repeating: 0, count: 2_400))))
  }

  @Test func silenceInPlaceOfWordsIsNoSpeech() {
    var (watch, roster) = started()
    for step in 1..<15 {
      #expect(
        !watch.handle(.samples(1, Self.hush), now: .milliseconds(step * 20), roster: &roster).contains {
          if case .emit = $0 { true } else { false }
        })
    }
    let actions = watch.handle(.samples(1, Self.hush), now: .milliseconds(320), roster: &roster)
    #expect(actions.contains(.note(.replaced(0, by: 1, .deaf))))
    var (short, other) = started()
    #expect(short.handle(.ended(1), now: .milliseconds(50), roster: &other).contains(.say(engine: 1, attempt: 2)))
  }

  @Test func speechWithoutEndIsEnded() {
    var (watch, roster) = started("Yes.")
    var actions: [SpeakingWatch.Action] = []
    for step in 0..<200 where !actions.contains(.finish) {
      actions = watch.handle(.samples(1, Self.tone), now: .milliseconds(step), roster: &roster)
    }
    #expect(actions.contains(.finish))
    #expect(actions.contains(.stop(attempt: 1)))
  }

  @Test func whenNobodyIsLeftItIsGivenUp() {
    var (watch, roster) = started()
    _ = watch.handle(.failed(1, .refused), now: .zero, roster: &roster)
    #expect(watch.handle(.failed(2, .lost), now: .zero, roster: &roster).contains(.giveUp(.lost)))
  }
}
