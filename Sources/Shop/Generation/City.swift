internal import Commerce

/// A city the shop's customers live in, with what must agree: state, ZIP codes, area code and clock.
struct City {
  var name: String
  var region: String
  /// Five-digit ZIP codes that exist there.
  var postcodes: [String]
  /// The area code of its telephone numbers.
  var areaCode: String
  /// The IANA time zone.
  var timeZone: String
  /// Hours east of UTC in winter: enough to put an event on the right day of that city, an hour apart in summer.
  var winterOffset: Int

  init(_ name: String, _ region: String, _ areaCode: String, _ zone: (String, Int), _ postcodes: [String]) {
    self.name = name
    self.region = region
    self.areaCode = areaCode
    self.postcodes = postcodes
    (timeZone, winterOffset) = zone
  }

  static let pacific = ("America/Los_Angeles", -8)
  static let mountain = ("America/Denver", -7)
  static let arizona = ("America/Phoenix", -7)
  static let central = ("America/Chicago", -6)
  static let eastern = ("America/New_York", -5)

  static let all: [City] = [
    City("Seattle", "WA", "206", pacific, ["98101", "98103", "98107", "98112", "98115", "98118", "98122", "98144"]),
    City("Tacoma", "WA", "253", pacific, ["98402", "98405", "98406", "98407"]),
    City("Spokane", "WA", "509", pacific, ["99201", "99202", "99203", "99208"]),
    City("Portland", "OR", "503", pacific, ["97201", "97202", "97209", "97211", "97214", "97232"]),
    City("Eugene", "OR", "541", pacific, ["97401", "97402", "97405"]),
    City("Sacramento", "CA", "916", pacific, ["95811", "95814", "95816", "95818"]),
    City("San Diego", "CA", "619", pacific, ["92101", "92103", "92104", "92116"]),
    City("Boise", "ID", "208", mountain, ["83702", "83704", "83706"]),
    City("Denver", "CO", "303", mountain, ["80202", "80205", "80209", "80211", "80218"]),
    City("Boulder", "CO", "720", mountain, ["80301", "80302", "80304"]),
    City("Salt Lake City", "UT", "801", mountain, ["84101", "84103", "84105", "84108"]),
    City("Phoenix", "AZ", "602", arizona, ["85003", "85004", "85014", "85016", "85018"]),
    City("Austin", "TX", "512", central, ["78701", "78702", "78704", "78745", "78751"]),
    City("Dallas", "TX", "214", central, ["75201", "75204", "75206", "75214"]),
    City("Chicago", "IL", "312", central, ["60601", "60607", "60614", "60622", "60647"]),
    City("Minneapolis", "MN", "612", central, ["55401", "55403", "55406", "55408"]),
    City("Madison", "WI", "608", central, ["53703", "53704", "53711"]),
    City("Nashville", "TN", "615", central, ["37203", "37206", "37209", "37212"]),
    City("Atlanta", "GA", "404", eastern, ["30303", "30306", "30307", "30309", "30312"]),
    City("Boston", "MA", "617", eastern, ["02108", "02115", "02116", "02118", "02130"]),
    City("Portland", "ME", "207", eastern, ["04101", "04102", "04103"]),
    City("Burlington", "VT", "802", eastern, ["05401", "05408"]),
    City("Asheville", "NC", "828", eastern, ["28801", "28803", "28804"]),
    City("Philadelphia", "PA", "215", eastern, ["19103", "19106", "19123", "19147"]),
  ]

  /// The moment of a clock time on one of the city's days.
  func moment(_ day: LocalDate, hour: Int, minute: Int) -> Timestamp {
    let seconds = day.daysSinceEpoch * 86_400 + (hour - winterOffset) * 3_600 + minute * 60
    return Timestamp(milliseconds: Int64(seconds) * 1_000)
  }
}
