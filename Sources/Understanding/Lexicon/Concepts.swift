/// Tags of goods that customers name instead of kinds ("all the camping stuff"), and the words in names and categories that earn them.
enum Concepts {
  /// A tag with the words that name it and the words of goods that have it.
  static let all: [(tag: String, names: [String], words: Set<String>)] = table(
    """
    camping: camping, camp, campsite, outdoor, outdoors, hiking, trekking | tent, tarp, sleeping, hammock, camp, cooler, headlamp, lantern, trekking, hiking, backpack, stove
    kitchen: kitchen, cooking, cookware, breakfast | kettle, coffee, espresso, skillet, pan, cook, toaster, blender, mug, teapot, kitchen, knife, pot
    office: office, work, desk, study, stationery | desk, office, notebook, keyboard, mouse, laptop, monitor, chair, printer, bookshelf
    sport: sport, sports, sporting, fitness, gym, exercise, workout, training, athletic | yoga, dumbbell, running, cycling, bicycle, skateboard, sneaker, helmet, kayak, paddle, bike
    garden: garden, gardening, yard, patio, backyard, lawn | garden, patio, hose, planter, pruning, grill, umbrella, fire
    music: music, audio, sound, listening | headphone, earbud, speaker
    travel: travel, travelling, traveling, trip, holiday, vacation | luggage, suitcase, backpack, duffel, charger
    electronics: electronics, electronic, tech, gadgets, gadget, technology, computer, computing, devices | laptop, tablet, smartphone, reader, camera, charger, watch, headphone, earbud, speaker, keyboard, mouse, thermostat, monitor, phone
    clothes: clothes, clothing, apparel, wardrobe, wear, garments | shirt, jacket, fleece, hat, sock, sweater, trouser, coat, glove, scarf, vest, jean
    footwear: footwear, shoes | shoe, boot, sneaker, sandal, slipper, snowshoe
    home: home, household, house, living, room, furniture, furnishing | lamp, bookshelf, clock, chair, table, blanket, vacuum, purifier, thermostat, bulb, rug, sofa, doormat, storage
    bath: bathroom, bath, beauty, cosmetic, cosmetics, toiletries, grooming, personal | toothbrush, perfume, makeup, towel
    pets: pet, pets, dog, cat, puppy, animal | pet, dog, cat
    photo: photo, photography, photographic, filming, video | camera, lens, tripod
    lighting: lighting, lights | lamp, bulb, lantern, headlamp
    cycling: cycling, bike, biking, bicycle | bicycle, bike, cycling
    water: water, boating, paddling, swimming | kayak, paddle, life
    winter: winter, snow, skiing | snowshoe, sled, ski, down
    games: games, toys, kids, children | puzzle, game, toy, skateboard
    """)

  /// Words behind a tag that make it one: "camping stuff", "things for the kitchen".
  static let things: Set<String> = [
    "stuff", "things", "thing", "gear", "items", "item", "equipment", "goods", "products", "bits", "supplies", "pieces",
    "accessories", "order", "kit",
  ]

  /// The tags of a product by its name and category.
  static func tags(name: [String], category: [String]) -> [String] {
    all.filter { concept in
      name.contains(where: concept.words.contains) || category.contains { concept.names.contains($0) }
    }.map(\.tag)
  }

  private static func table(_ text: String) -> [(tag: String, names: [String], words: Set<String>)] {
    text.split(separator: "\n").compactMap { line in
      guard let colon = line.firstIndex(of: ":"), let bar = line.firstIndex(of: "|") else { return nil }
      func words(_ part: Substring) -> [String] {
        part.split(separator: ",").map { WordForms.key(String($0.drop { $0 == " " }.prefix { $0 != " " })) }
      }
      return (
        String(line[..<colon]), words(line[line.index(after: colon)..<bar]), Set(words(line[line.index(after: bar)...]))
      )
    }
  }
}
