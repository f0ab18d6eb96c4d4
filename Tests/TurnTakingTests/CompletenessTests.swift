import Discourse
import Testing
import TurnTaking

/// What is complete, what is not, and how long that is waited for.
@Suite struct CompletenessTests {
  typealias Case = (Discourse.Expectation, String, Completeness)

  static let cases: [Case] = [
    (.digits(count: 5), "four oh two one seven", .complete), (.digits(count: 5), "it's 40217", .complete),
    (.digits(count: 5), "forty two one nineteen", .complete),
    (.digits(count: 5), "double four three two one", .complete),
    (.digits(count: 5), "four oh two", .incomplete), (.digits(count: 5), "my order number is", .incomplete),
    (.digits(count: 5), "four oh two one double", .incomplete), (.digits(count: 5), "i don't have it", .open),
    (.digits(count: 5), "four oh two one seven eight", .open), (.digits(count: 10), "555 010", .incomplete),
    (.yesNo, "yes", .complete), (.yesNo, "no thank you", .complete), (.yesNo, "yes please", .complete),
    (.yesNo, "yes but", .incomplete), (.yesNo, "yes and cancel the other one", .open), (.yesNo, "um", .open),
    (.menu(keys: ["1", "2"]), "two", .complete), (.menu(keys: ["1", "2"]), "option three", .open),
    (.email, "jane", .incomplete), (.email, "jane dot smith at", .incomplete),
    (.email, "jane at gmail dot", .incomplete),
    (.email, "jane dot smith at gmail dot com", .complete), (.email, "it's jane@example.com", .complete),
    (.email, "jane at example.org", .complete), (.email, "i don't have one", .open),
    (.address, "seventeen", .incomplete), (.address, "17 main street", .open),
    (.address, "17 main street apartment", .open),
    (.address, "17 main street portland oregon nine seven two oh one", .complete),
    (.address, "17 main street 972", .incomplete),
    (.anything, "i want to return a", .incomplete), (.anything, "where is my order", .open),
    (.anything, "my email is jane dot smith", .incomplete), (.anything, "jane dot smith at gmail dot com", .open),
    (.anything, "my order number is four oh two", .incomplete),
    (.anything, "order number four oh two one seven", .open),
    (.anything, "two of them", .open), (.anything, "can you cancel it please", .open), (.anything, "", .open),
  ]

  @Test(arguments: cases) func isJudged(_ expectation: Discourse.Expectation, _ words: String, _ judged: Completeness) {
    #expect(Completeness(of: words, expecting: expectation) == judged)
  }

  /// Complaint 1 of callers of such systems: cut off in the middle of a number or an e-mail address.
  @Test(arguments: cases.filter { $0.2 == .incomplete })
  func halfAnAnswerIsWaitedFor(_ expectation: Discourse.Expectation, _ words: String, _: Completeness) {
    var line = Line(expectation)
    line.voice(900)
    line.partial(1, words)
    line.silence(1_580)
    #expect(line.actions == [.beginUtterance(1)])
    line.silence(20)
    #expect(line.actions.last == .endUtterance(1, silence: 1_600))
  }

  @Test(arguments: cases.filter { $0.2 == .complete })
  func aWholeAnswerIsTakenAtOnce(_ expectation: Discourse.Expectation, _ words: String, _: Completeness) {
    var line = Line(expectation)
    line.voice(900)
    line.partial(1, words)
    line.silence(320)
    #expect(line.actions.last == .endUtterance(1, silence: 320))
  }

  @Test func wordsThatStillComeAreWaitedFor() {
    var line = Line(.anything)
    line.voice(900)
    line.partial(1, "where is")
    line.silence(660)
    // The recogniser is behind: its words came just now.
    line.partial(1, "where is my order")
    line.silence(140)
    #expect(line.actions == [.beginUtterance(1)])
    line.silence(40)
    #expect(line.actions.count == 2)
  }

  @Test func theCallersOwnPausesSayHowLongToWait() throws {
    func wait(pauses: Int) throws -> Int {
      var line = Line(.anything)
      for _ in 0..<8 {
        line.voice(400)
        line.silence(pauses)
      }
      line.voice(400)
      let spoken = line.now
      line.silence(2_000)
      let end = try #require(line.log.last { if case .endUtterance = $0.action { true } else { false } })
      return end.at - spoken
    }
    let (brisk, slow) = (try wait(pauses: 160), try wait(pauses: 500))
    #expect(brisk == TurnSettings().shortestEndSilence)
    #expect(slow > 640 && slow <= TurnSettings().longestEndSilence)
  }

  @Test func whoWasCutOffIsGivenMoreTime() {
    var line = Line(.anything)
    func ends() -> [Int] {
      line.log.compactMap { if case .endUtterance(_, let silence) = $0.action { silence } else { nil } }
    }
    line.voice(600)
    line.silence(800)
    line.voice(600)
    line.silence(2_000)
    #expect(ends().first == 740)
    #expect(ends().last.map { $0 >= 840 } == true)
  }
}
