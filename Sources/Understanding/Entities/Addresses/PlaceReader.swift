/// The town, region, postcode and country that follow a street, or stand alone.
struct PlaceReader {
  var tokens: Tokens
  /// Postcodes by the place they begin at.
  var postcodes: [Int: Span<Postcode>]

  /// One part and the place behind it.
  struct Part {
    var city: String?
    var region: String?
    var postcode: String?
    var country: String?
    var end: Int
  }

  /// The town with its region that begins at a place. Without a region or a postcode behind it, a town is only believed when a comma or "in"
  /// set it apart, or it was asked for.
  func town(at start: Int, isSure: Bool) -> Part? {
    let mixed = tokens.isMixed
    var index = start
    var words: [String] = []
    while index < tokens.count, words.count < 4 {
      if index > start, tokens.pauses(before: index) {
        guard let region = Regions.read(tokens, at: index, isSure: true) else { break }
        return Part(city: words.joined(separator: " "), region: region.code, end: region.end)
      }
      if !words.isEmpty, let region = Regions.read(tokens, at: index, isSure: isFollowed(index) || isSure) {
        // "Virginia Beach", "Kansas City" begin with a region's name but go on.
        let next = tokens.text(region.end)
        if !AddressWords.cityEnds.contains(next) || tokens.pauses(before: region.end) {
          return Part(city: words.joined(separator: " "), region: region.code, end: region.end)
        }
      }
      if postcodes[index] != nil { break }
      let token = tokens[index]
      guard token.text.first?.isLetter == true, token.text.utf8.count > 1, Regions.country(tokens, at: index) == nil
      else { break }
      // A region's name alone is no town, unless it goes on as one or the region follows.
      if words.isEmpty, let region = Regions.read(tokens, at: index, isSure: false),
        !AddressWords.cityEnds.contains(tokens.text(region.end))
      {
        guard let second = Regions.read(tokens, at: region.end, isSure: true) else { break }
        let city = (index..<region.end).map { StreetReader.written(tokens[$0]) }.joined(separator: " ")
        return Part(city: city, region: second.code, end: second.end)
      }
      let hasCapital = mixed && token.original.first?.isUppercase == true
      guard
        hasCapital || !CommonWords.all.contains(token.text)
          || AddressWords.cityStarts.contains(token.text) && words.isEmpty
          || AddressWords.cityEnds.contains(token.text) && !words.isEmpty
      else { break }
      if mixed, !hasCapital, words.count > 0 { break }
      words.append(StreetReader.written(token))
      index += 1
    }
    guard !words.isEmpty else { return nil }
    let isPlaced = isSure || postcodes[index] != nil
    return isPlaced ? Part(city: words.joined(separator: " "), end: index) : nil
  }

  /// Whether a postcode, a country or nothing follows a code of two letters.
  private func isFollowed(_ place: Int) -> Bool {
    let next = place + 1
    return postcodes[next] != nil || Regions.country(tokens, at: next) != nil || next >= tokens.count
      || tokens.pauses(before: next)
      || tokens.text(next) == "zip"
  }

  /// A region, postcode or country at a place.
  func single(at place: Int, isSure: Bool) -> Part? {
    if let region = Regions.read(tokens, at: place, isSure: isSure) {
      return Part(region: region.code, end: region.end)
    }
    var index = place
    while Cues.postcode.contains(tokens.text(index)) || ["code", "is"].contains(tokens.text(index)) && index > place {
      index += 1
    }
    if let postcode = postcodes[index] { return Part(postcode: postcode.value.text, end: postcode.tokens.upperBound) }
    if let country = Regions.country(tokens, at: place) { return Part(country: country.code, end: country.end) }
    return nil
  }

  /// A town and region that stand alone: "denver colorado", "New Orleans, LA". The region is found first, the town before it.
  func alone(at start: Int) -> Part? {
    guard start == 0 || tokens.pauses(before: start) || CommonWords.all.contains(tokens.text(start - 1)),
      tokens.text(start).utf8.count > 1,
      let part = town(at: start, isSure: false), part.region != nil
    else { return nil }
    return part
  }
}
