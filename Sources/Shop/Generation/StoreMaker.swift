internal import Commerce

/// Makes the stores: where they are is fixed; hours and closures vary with the seed.
struct StoreMaker {
  var random: SplitMix64
  var today: LocalDate

  private struct Site {
    var name: String
    var nicknames: [String]
    var street: String
    var city: String
    var postcode: String
    var landmark: String
  }

  private static let sites = [
    Site(
      name: "Fifth Street", nicknames: ["the downtown one", "downtown Seattle"], street: "410 Fifth Street",
      city: "Seattle", postcode: "98101", landmark: "across from the public library"),
    Site(
      name: "Harbor Point", nicknames: ["the waterfront one", "the harbor store"], street: "1200 Harbor Avenue",
      city: "Seattle", postcode: "98107", landmark: "next to the ferry dock"),
    Site(
      name: "Maple Grove", nicknames: ["the university one"], street: "2205 Maple Avenue", city: "Seattle",
      postcode: "98115", landmark: "two blocks from the university stadium"),
    Site(
      name: "Pearl District", nicknames: ["the Portland one", "the Pearl"], street: "815 Pearl Street",
      city: "Portland", postcode: "97209", landmark: "beside the streetcar stop"),
    Site(
      name: "Union Square", nicknames: ["the Denver one", "Union Station"], street: "1701 Union Street", city: "Denver",
      postcode: "80202", landmark: "behind the train station"),
    Site(
      name: "Cedar Mall", nicknames: ["the mall", "the Boulder one"], street: "3000 Cedar Road", city: "Boulder",
      postcode: "80301", landmark: "inside the mall by the north entrance"),
    Site(
      name: "Desert Ridge", nicknames: ["the Phoenix one"], street: "4455 Ridge Road", city: "Phoenix",
      postcode: "85016", landmark: "near the botanical garden"),
    Site(
      name: "South Congress", nicknames: ["the Austin one"], street: "1500 Congress Avenue", city: "Austin",
      postcode: "78704", landmark: "across from the music hall"),
    Site(
      name: "Lake View", nicknames: ["the Chicago one"], street: "640 Lake Street", city: "Chicago", postcode: "60614",
      landmark: "one block west of the lake"),
    Site(
      name: "Mill Ruins", nicknames: ["the Minneapolis one", "the old mill"], street: "210 Mill Street",
      city: "Minneapolis", postcode: "55401", landmark: "by the stone bridge"),
    Site(
      name: "Peach Tree", nicknames: ["the Atlanta one", "midtown"], street: "999 Orchard Street", city: "Atlanta",
      postcode: "30309", landmark: "next to the art museum"),
    Site(
      name: "Beacon Hill", nicknames: ["the Boston one"], street: "55 Beacon Street", city: "Boston", postcode: "02108",
      landmark: "facing the park"),
  ]

  mutating func make() -> [Store] {
    let stocktaking = random.below(Self.sites.count)
    let evening = (stocktaking + 1 + random.below(Self.sites.count - 1)) % Self.sites.count
    return Self.sites.enumerated().compactMap { index, site in
      guard let city = City.all.first(where: { $0.postcodes.contains(site.postcode) }) else { return nil }
      let regular = regularHours()
      var special = Holidays.coming(after: today).map { day in
        switch day.change {
        case .closed: SpecialHours(date: day.date, hours: nil, reason: day.reason)
        case .hours(let from, let until):
          SpecialHours(date: day.date, hours: Self.open(from, until), reason: day.reason)
        }
      }
      if index == stocktaking { add(SpecialHours(date: ahead(), hours: nil, reason: "stocktaking"), to: &special) }
      if index == evening {
        add(SpecialHours(date: ahead(), hours: Self.open(10, 16), reason: "a staff training"), to: &special)
      }
      return Store(
        id: "S\(CatalogueMaker.padded(index + 1, to: 2))", name: site.name, nicknames: site.nicknames,
        address: Address(
          street: site.street, city: site.city, region: city.region, postcode: site.postcode, country: "US"),
        landmark: site.landmark, timeZone: city.timeZone, utcOffsetSeconds: city.winterOffset * 3_600,
        phone: "+1\(city.areaCode)5550\(CatalogueMaker.padded(100 + index, to: 3))", hours: regular, special: special)
    }
  }

  private mutating func ahead() -> LocalDate { today.adding(days: random.pick(2...9)) }

  /// Adds an exception unless the day has one already; keeps them by date.
  private func add(_ exception: SpecialHours, to special: inout [SpecialHours]) {
    guard !special.contains(where: { $0.date == exception.date }) else { return }
    special.append(exception)
    special.sort { $0.date < $1.date }
  }

  private mutating func regularHours() -> [OpenHours?] {
    let opens = random.pick([9, 10])
    let closes = random.pick([19, 20, 21])
    let sunday = random.chance(percent: 15) ? nil : Self.open(11, random.pick([17, 18]))
    return Array(repeating: Self.open(opens, closes), count: 5) + [Self.open(9, closes), sunday]
  }

  private static func open(_ from: Int, _ until: Int) -> OpenHours {
    OpenHours(from: TimeOfDay(minutes: from * 60), until: TimeOfDay(minutes: until * 60))
  }
}
