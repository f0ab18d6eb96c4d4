import Testing
import Understanding

@Suite struct PostcodeAreasTests {
  /// Distances as the crow flies between city centres, from their published coordinates.
  @Test(arguments: [
    ("98101", "97201", 145.0), ("60601", "53202", 80), ("10001", "90012", 2_446), ("83702", "84101", 294),
    ("99501", "98101", 1_445), ("96813", "94102", 2_395),
  ])
  func distancesAreAboutThoseOfMaps(_ from: String, _ to: String, _ miles: Double) throws {
    let found = try #require(PostcodeAreas.miles(from: from, to: to))
    #expect(abs(found - miles) < max(20, miles * 0.03), "\(found)")
    #expect(PostcodeAreas.miles(from: to, to: from) == found)
  }

  @Test func unknownPlacesHaveNoDistance() {
    #expect(PostcodeAreas.miles(from: "00000", to: "98101") == nil)
    #expect(PostcodeAreas.miles(from: "", to: "98101") == nil)
    #expect(PostcodeAreas.miles(from: "98101", to: "98199") == 0)
  }
}
