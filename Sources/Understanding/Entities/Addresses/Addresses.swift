public import Discourse

/// Addresses spelled out, whole or in part, in the order and spelling of many habits. Regions come as their postal code, countries by ISO 3166-1
/// alpha-2, everything else as said, with capitals.
public enum Addresses {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<[AddressPart]>] {
    var reader = AddressReader(tokens: tokens, context: context)
    var spans: [Span<[AddressPart]>] = []
    var index = 0
    while index < tokens.count {
      if let span = reader.read(at: index) {
        spans.append(span)
        index = span.tokens.upperBound
      } else {
        index += 1
      }
    }
    return spans
  }
}

/// Puts the parts of one address together.
struct AddressReader {
  let tokens: Tokens
  let isExpected: Bool
  let places: PlaceReader

  private var parts: [AddressPart.Field: String] = [:]

  init(tokens: Tokens, context: EntityContext) {
    self.tokens = tokens
    isExpected = context.expected.contains(.address)
    // Whatever may be a postcode: the address around it tells whether it is one.
    var wider = context
    wider.expected.insert(.postcode)
    let found = Postcodes.find(in: tokens, wider)
    places = PlaceReader(
      tokens: tokens,
      postcodes: Dictionary(found.map { ($0.tokens.lowerBound, $0) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The address that begins at a place.
  mutating func read(at start: Int) -> Span<[AddressPart]>? {
    parts = [:]
    var first = start
    var end = start
    var trust = 0.0
    if let cue = cue(at: start) {
      guard take(cue.field, at: cue.end, &end) else { return nil }
      first = cue.end
      trust = 0.85
    } else if let street = StreetReader.street(tokens, at: start, isCued: isExpected),
      street.isNumbered || start == 0 || !isWithinName(start)
    {
      parts[.street] = street.text
      end = street.end
      trust = street.isNumbered ? 0.85 : 0.6
    } else if let unit = StreetReader.unit(tokens, at: start, isInside: false) {
      parts[.street2] = unit.text
      end = unit.end
      trust = 0.85
    } else if let town = places.alone(at: start) {
      take(town, &end)
      trust = 0.65
    } else if isExpected, let (value, last) = bare(at: start) {
      parts = value
      end = last
      trust = 0.6
    } else {
      return nil
    }
    goOn(&end)
    if parts[.street] != nil, parts[.city] != nil, parts[.region] != nil || parts[.postcode] != nil { trust = 0.96 }
    if parts[.street] == nil, parts[.city] != nil, parts[.postcode] != nil { trust = max(trust, 0.8) }
    let value = AddressPart.Field.allCases.compactMap { field in parts[field].map { AddressPart(field, $0) } }
    guard !value.isEmpty, end > first else { return nil }
    return Span(first..<end, .init(value, trust), said: tokens.said(first..<end))
  }

  private func isWithinName(_ start: Int) -> Bool {
    !CommonWords.all.contains(tokens.text(start - 1)) && !tokens.pauses(before: start)
  }

  // MARK: Named parts

  private static let cues: [([String], AddressPart.Field)] = [
    (["house", "number"], .street), (["street", "address"], .street), (["street"], .street), (["city"], .city),
    (["town"], .city), (["state"], .region),
    (["country"], .country), (["province"], .region),
  ]

  /// "The city is", "state:", "house number 14, Willow Road".
  private func cue(at place: Int) -> (field: AddressPart.Field, end: Int)? {
    guard let (words, field) = Self.cues.first(where: { tokens.matches($0.0, at: place) }) else { return nil }
    var end = place + words.count
    let marked = tokens.gap(end, holds: ":") || field == .street || parts.count > 0
    let isSaid = ["is", "would", "should", "to", "name"].contains(tokens.text(end))
    guard
      marked || isSaid || tokens.text(place - 1) != "the" && Regions.read(tokens, at: end, isSure: true) != nil
        || parts[.street] != nil
    else { return nil }
    while ["is", "be", "would", "should", "to", "name", "now"].contains(tokens.text(end)), end < place + words.count + 3
    { end += 1 }
    return (field, end)
  }

  private mutating func take(_ field: AddressPart.Field, at place: Int, _ end: inout Int) -> Bool {
    switch field {
    case .street:
      guard let street = StreetReader.street(tokens, at: place, isCued: true) else { return false }
      parts[.street] = street.text
      end = street.end
    case .city:
      guard let town = places.town(at: place, isSure: true) else { return false }
      take(town, &end)
    case .region:
      guard let region = Regions.read(tokens, at: place, isSure: true) else { return false }
      parts[.region] = region.code
      end = region.end
    case .country:
      guard let country = Regions.country(tokens, at: place) else { return false }
      parts[.country] = country.code
      end = country.end
    case .street2, .postcode: return false
    }
    return true
  }

  // MARK: What follows

  private mutating func take(_ part: PlaceReader.Part, _ end: inout Int) {
    if let city = part.city { parts[.city] = city }
    if let region = part.region { parts[.region] = region }
    if let postcode = part.postcode { parts[.postcode] = postcode }
    if let country = part.country { parts[.country] = country }
    end = part.end
  }

  /// Reads on as long as further parts follow that were not told yet.
  private mutating func goOn(_ end: inout Int) {
    while end < tokens.count {
      var next = end
      // "In Denver", "and the state is".
      while ["in", "and", "the", "um", "uh", "that's", "my", "with", "at"].contains(tokens.text(next)), next < end + 3 {
        next += 1
      }
      guard next < tokens.count, !isSentenceEnd(next) else { return }
      let before = end
      if parts[.street2] == nil, let unit = StreetReader.unit(tokens, at: next, isInside: parts[.street] != nil) {
        parts[.street2] = unit.text
        end = unit.end
      } else if parts[.street] == nil, parts[.street2] != nil || parts[.city] != nil,
        let street = StreetReader.street(tokens, at: next, isCued: false)
      {
        parts[.street] = street.text
        end = street.end
      } else if let cue = cue(at: next), parts[cue.field] == nil {
        guard take(cue.field, at: cue.end, &end) else { return }
      } else if parts[.region] == nil || parts[.postcode] == nil || parts[.country] == nil,
        let single = single(at: next)
      {
        take(single, &end)
      } else if parts[.city] == nil,
        parts[.street] != nil || parts[.street2] != nil && parts[.postcode] != nil || parts[.postcode] != nil,
        let town = places.town(
          at: next,
          isSure: tokens.pauses(before: next) && tokens.isMixed || tokens.text(next - 1) == "in"
            || parts[.postcode] != nil)
      {
        take(town, &end)
      } else {
        return
      }
      if end <= before { return }
    }
  }

  private func single(at place: Int) -> PlaceReader.Part? {
    guard let part = places.single(at: place, isSure: parts[.city] != nil) else { return nil }
    // A region's name may be the town's: "new york new york".
    if part.region != nil, parts[.city] == nil, places.town(at: place, isSure: false)?.region != nil { return nil }
    if part.region != nil && parts[.region] != nil || part.postcode != nil && parts[.postcode] != nil
      || part.country != nil && parts[.country] != nil
    {
      return nil
    }
    return part
  }

  private func isSentenceEnd(_ place: Int) -> Bool {
    tokens.gap(place, holds: ".?!;") && !tokens[place].isGlued
      && tokens.gap(place, holds: "?!;")
  }

  // MARK: When asked for

  private func bare(at start: Int) -> ([AddressPart.Field: String], Int)? {
    if let part = places.single(at: start, isSure: true) {
      var found: [AddressPart.Field: String] = [:]
      if let region = part.region { found[.region] = region }
      if let postcode = part.postcode { found[.postcode] = postcode }
      if let country = part.country { found[.country] = country }
      return (found, part.end)
    }
    let text = tokens.text(start)
    if start == 0, tokens.count <= 2, text.first?.isNumber == true, text.last?.isLetter == true,
      let code = StreetReader.code(tokens, at: start)
    {
      return ([.street2: code.0], code.1)
    }
    guard tokens.count <= 6, let town = places.town(at: start, isSure: true), let city = town.city,
      isBareTown(start, town.end), !city.contains(where: \.isNumber)
    else { return nil }
    return ([.city: city], town.end)
  }

  private func isBareTown(_ start: Int, _ end: Int) -> Bool {
    (0..<start).allSatisfy { CommonWords.all.contains(tokens.text($0)) }
  }
}
