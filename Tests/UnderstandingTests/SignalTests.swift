import Discourse
import Testing
import Understanding

@Suite struct SignalTests {
  @Test(arguments: [
    (
      "this is the third time i call and nobody got back to me, it's ridiculous", TurnSignals.Sentiment.negative,
      TurnSignals.Effort.high
    ),
    ("where is my order", .neutral, .none),
    ("thank you so much, you've been very helpful", .positive, .none),
    ("i'm not happy with this at all", .negative, .none),
    ("not bad actually", .neutral, .none),
    ("the mug arrived broken", .neutral, .none),
    ("no thanks, that's all", .neutral, .none),
    ("i'm still waiting for my refund", .neutral, .some),
    ("do you have a better one, best price please", .neutral, .none),
    ("WHERE IS MY ORDER!!", .neutral, .none),
    ("THIS IS A TERRIBLE SERVICE", .negative, .none),
    ("brilliant, another left shoe, that's just wrong", .negative, .none),
    ("i have rung since monday, i wrote twice and nobody replies", .negative, .high),
    ("is the Terrible Twos banner still in stock", .neutral, .none),
    ("a splendid shop with courteous people", .positive, .none),
    ("", .neutral, .none),
  ]) func read(_ text: String, _ sentiment: TurnSignals.Sentiment, _ effort: TurnSignals.Effort) {
    let signals = SignalReader.read(text, [])
    #expect(signals.sentiment == sentiment, "\(text): \(signals.score)")
    #expect(signals.effort == effort, "\(text)")
  }

  @Test func sayingItAgainIsEffort() {
    let before = ["please cancel the blue lamp", "yes"]
    #expect(SignalReader.read("Please cancel the blue lamp.", [], before: before).effort == .high)
    #expect(SignalReader.read("yes", [], before: before).effort == .none)
  }

  @Test func theReasonIsWhatIsWanted() {
    var wish = Wish(.return)
    #expect(SignalReader.read("", [.smallTalk, .wish(wish), .person]).reason == "return")
    wish.mood = .asked
    #expect(
      SignalReader.read("", [.wish(wish), .start(intent: "store_hours", confidence: 0.9)]).reason == "store_hours")
    #expect(SignalReader.read("", [.affirm, .notUnderstood]).reason == nil)
  }
}
