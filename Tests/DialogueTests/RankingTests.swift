import Commerce
import Testing

@testable import Dialogue

/// Recommendations follow what was said, what was bought, the weather and what can be had.
@Suite struct RankingTests {
  private func product(
    _ id: String, _ name: String, _ kind: String, price: Int = 2_000, related: [String] = [],
    _ availability: Availability = .inStock
  ) throws -> FieldTree {
    try FieldTree(
      of: Product(
        id: id, name: name, category: ["Outdoor", kind],
        variants: [
          Variant(
            sku: "\(id)-1", options: [:], price: Money(minorUnits: price, currency: "USD"), availability: availability)
        ], related: related))
  }

  private func products() throws -> [FieldTree] {
    [
      try product("T1", "Alpine tent", "Tents", price: 30_000, related: ["S1"]),
      try product("T2", "Meadow tent", "Tents", price: 20_000),
      try product("T3", "Granite tent", "Tents", price: 10_000),
      try product("S1", "Lakeside stove", "Camp kitchen"), try product("R1", "Coastal rain jacket", "Clothing"),
      try product("L1", "Summit lantern", "Lighting", .soldOut),
    ]
  }

  private func order(_ ranking: Ranking) throws -> [String] {
    ranking.picks(try products()).compactMap { $0.tree["id"]?.text }
  }

  @Test func whatCannotBeHadIsLeftOut() throws { #expect(try !order(Ranking()).contains("L1")) }

  @Test func atMostTwoOfAKind() throws {
    #expect(try order(Ranking()).filter { $0.hasPrefix("T") } == ["T3", "T2"])
  }

  @Test func tasteComesFirst() throws {
    let picks = Ranking(taste: "something for the rain").picks(try products())
    #expect(picks.first?.tree["id"]?.text == "R1")
    #expect(picks.first?.why == "you spoke of rain")
  }

  @Test func daysThatAreCountedAreNoTaste() throws {
    let day = try product("D1", "Timber day pack", "Packs"), trek = try product("D2", "Summit trekking pack", "Packs")
    let picks = Ranking(taste: "a pack for a five day trek").picks([day, trek])
    #expect(picks.first?.tree["id"]?.text == "D2")
    #expect(picks.allSatisfy { !$0.why.contains("day") })
  }

  @Test(arguments: ["a tent, what else besides a tent for the rain", "i already have a tent, something for the rain"])
  func whatSomebodyHasIsNotSuggested(_ taste: String) throws {
    let picks = Ranking(taste: taste).picks(try products()).compactMap { $0.tree["id"]?.text }
    #expect(picks == ["R1"])
  }

  @Test func ofSeveralKindsEachHasItsPlace() throws {
    let picks = Ranking(taste: "a tent, a stove and a jacket").picks(try products()).compactMap { $0.tree["id"]?.text }
    #expect(Set(picks) == ["T3", "S1", "R1"])
  }

  @Test func whereNothingFitsNothingIsSuggested() throws {
    #expect(Ranking(taste: "surprise me").picks(try products()).isEmpty)
  }

  @Test func whatWasBoughtLeadsToWhatGoesWithIt() throws {
    let picks = Ranking(history: [.init(product: "T1", name: "Alpine tent")]).picks(try products())
    #expect(picks.first?.tree["id"]?.text == "S1")
    #expect(picks.first?.why == "it goes with your Alpine tent")
    #expect(!picks.contains { $0.tree["id"]?.text == "T1" })
  }

  @Test func theWeatherCounts() throws {
    var ranking = Ranking()
    ranking.suits = [("rain", ["rain"])]
    #expect(try order(ranking).first == "R1")
  }

  @Test func theTierSaysWhichPriceComesFirst() throws {
    var ranking = Ranking(taste: "tent")
    #expect(try order(ranking).filter { $0.hasPrefix("T") } == ["T3", "T2", "T1"])
    ranking.prefersDearer = true
    #expect(try order(ranking).filter { $0.hasPrefix("T") } == ["T1", "T2", "T3"])
  }
}
