/// States and provinces with their postal codes (USPS Publication 28, Canada Post), and countries with theirs (ISO 3166-1).
enum Regions {
  private static let names: [([String], String)] = {
    let text = """
      AL:alabama AK:alaska AZ:arizona AR:arkansas CA:california CO:colorado CT:connecticut DE:delaware FL:florida GA:georgia HI:hawaii ID:idaho \
      IL:illinois IN:indiana IA:iowa KS:kansas KY:kentucky LA:louisiana ME:maine MD:maryland MA:massachusetts MI:michigan MN:minnesota MS:mississippi \
      MO:missouri MT:montana NE:nebraska NV:nevada NH:new_hampshire NJ:new_jersey NM:new_mexico NY:new_york NC:north_carolina ND:north_dakota OH:ohio \
      OK:oklahoma OR:oregon PA:pennsylvania RI:rhode_island SC:south_carolina SD:south_dakota TN:tennessee TX:texas UT:utah VT:vermont VA:virginia \
      WA:washington WV:west_virginia WI:wisconsin WY:wyoming DC:district_of_columbia PR:puerto_rico DC:dc DC:d_c \
      AB:alberta BC:british_columbia MB:manitoba NB:new_brunswick NL:newfoundland NS:nova_scotia ON:ontario PE:prince_edward_island QC:quebec \
      SK:saskatchewan CA:cali MA:mass PA:penn MN:minn NY:new_york_state WA:washington_state NC:n_carolina SC:s_carolina FL:fla CO:colo TN:tenn
      """
    return text.split(separator: " ").map { row in
      let parts = row.split(separator: ":")
      return (parts[1].split(separator: "_").map(String.init), String(parts[0]))
    }.sorted { $0.0.count > $1.0.count }
  }()
  private static let codes: Set<String> = Set(names.map(\.1))

  private static let byFirst: [String: [([String], String)]] = Dictionary(grouping: names) { $0.0[0] }

  /// The region named at a place. A code in small letters counts only where `isSure` tells that an address is being told.
  static func read(_ tokens: Tokens, at place: Int, isSure: Bool) -> (code: String, end: Int)? {
    let text = tokens.text(place)
    for (words, code) in byFirst[text] ?? [] where tokens.matches(words, at: place) {
      return (code, place + words.count)
    }
    let upper = text.uppercased()
    if text.utf8.count == 2, codes.contains(upper) {
      if tokens[place].original == upper || isSure && !ordinary.contains(text) { return (upper, place + 1) }
      // Before a postcode it can be nothing else.
      if tokens.text(place + 1).utf8.count == 5, tokens[place + 1].isDigits { return (upper, place + 1) }
    }
    // "C o" in speech.
    if isSure, text.utf8.count == 1, tokens.text(place + 1).utf8.count == 1,
      codes.contains((text + tokens.text(place + 1)).uppercased())
    {
      return ((text + tokens.text(place + 1)).uppercased(), place + 2)
    }
    return nil
  }

  /// Codes that are words.
  private static let ordinary: Set<String> = [
    "in", "or", "me", "hi", "ok", "oh", "on", "id", "as", "pa", "ma", "la", "de", "al",
  ]

  private static let countries: [([String], String)] = {
    let text = """
      US:usa US:united_states_of_america US:united_states US:america US:u_s_a US:u_s GB:uk GB:united_kingdom GB:england GB:scotland GB:wales \
      GB:great_britain GB:u_k CA:canada DE:germany FR:france AT:austria CH:switzerland IE:ireland NL:netherlands NL:holland BE:belgium ES:spain IT:italy \
      AU:australia NZ:new_zealand SE:sweden NO:norway DK:denmark FI:finland PL:poland PT:portugal JP:japan IN:india MX:mexico BR:brazil
      """
    return text.split(separator: " ").map { row in
      let parts = row.split(separator: ":")
      return (parts[1].split(separator: "_").map(String.init), String(parts[0]))
    }.sorted { $0.0.count > $1.0.count }
  }()

  /// The country named at a place.
  static func country(_ tokens: Tokens, at place: Int) -> (code: String, end: Int)? {
    for (words, code) in countries where tokens.matches(words, at: place) { return (code, place + words.count) }
    if place < tokens.count, tokens[place].original == "US" { return ("US", place + 1) }
    return nil
  }
}
