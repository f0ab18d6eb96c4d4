import Testing

@testable import Files

@Suite struct SettledChangeTests {
  @Test func aChangeCountsOnceWhenItHasStayed() {
    var change = SettledChange("a")
    let counted = ["a", "b", "b", "b", "a", "a"].map { change.counts($0) }
    #expect(counted == [false, false, true, false, false, true])
  }

  @Test func whatIsBackAtTheNextLookNeverCounts() {
    var change = SettledChange<String?>("a")
    #expect([nil, "a", "b", "c", "a", "a"].map { change.counts($0) } == Array(repeating: false, count: 6))
    #expect([nil, nil, nil, "a", "a"].map { change.counts($0) } == [false, true, false, false, true])
  }
}
