import Documents

extension ShopifySettings {
  /// Reads the `settings:` of a back-end file. Throws a `DocumentError`.
  init(_ file: BackendFile) throws(DocumentError) {
    self.init()
    guard let part = try file.settingsDocument() else { return }
    try part.allow(only: ["version", "timeZone", "notifiesCustomers", "places"])
    if let version = try part.optional("version") { self.version = try version.string() }
    if let timeZone = try part.optional("timeZone") { self.timeZone = try timeZone.string() }
    if let notifies = try part.optional("notifiesCustomers") { notifiesCustomers = try notifies.boolean() }
    for (location, place) in try part.optional("places")?.members() ?? [] { places[location] = try place.string() }
  }
}

extension WooCommerceSettings {
  /// Reads the `settings:` of a back-end file. Throws a `DocumentError`.
  init(_ file: BackendFile) throws(DocumentError) {
    self.init()
    guard let part = try file.settingsDocument() else { return }
    try part.allow(only: ["numbersAreOwn", "place", "placeName"])
    if let own = try part.optional("numbersAreOwn") { numbersAreOwn = try own.boolean() }
    if let place = try part.optional("place") { self.place = try place.string() }
    if let name = try part.optional("placeName") { placeName = try name.string() }
  }
}
