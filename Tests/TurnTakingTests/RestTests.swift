import Discourse
import Testing
import TurnTaking

/// What is told before it is sure that the caller has finished.
@Suite struct RestTests {
  @Test func aPauseIsToldOnceWithTheWordsThatStand() {
    var line = Line()
    line.voice(600)
    line.partial(1, "where is my order")
    line.silence(180)
    #expect(line.ahead.isEmpty)
    line.silence(300)
    #expect(line.ahead == [.rest(1), .likely("where is my order")])
    #expect(line.time(of: .rest(1)).map { $0 < 600 + 300 } == true)
  }

  @Test func whoGoesOnIsToldAndPausesAnew() {
    var line = Line()
    line.voice(600)
    line.partial(1, "i want to cancel")
    line.silence(260)
    line.voice(400)
    line.partial(1, "i want to cancel the lamp")
    line.silence(300)
    #expect(
      line.ahead == [
        .rest(1), .likely("i want to cancel"), .goesOn(1), .rest(1), .likely("i want to cancel the lamp"),
      ])
  }

  @Test func wordsThatComeInThePauseAreLikelyToo() {
    var line = Line(.digits(count: 5))
    line.voice(1_200)
    line.silence(240)
    line.partial(1, "four oh two one seven", satisfied: true)
    line.silence(200)
    #expect(line.ahead == [.rest(1), .likely("four oh two one seven")])
    #expect(line.actions.contains { if case .endUtterance(1, _) = $0 { true } else { false } })
  }

  @Test func knocksAndWhatIsSaidOverUsMakeNothingReady() {
    var knock = Line()
    knock.voice(100)
    knock.silence(300)
    #expect(knock.ahead.isEmpty)
    var over = Line()
    over.says("Your order has been sent and will arrive tomorrow.")
    over.voice(400)
    over.partial(1, "mm-hm")
    over.silence(260)
    #expect(!over.ahead.contains { if case .likely = $0 { true } else { false } })
  }
}
