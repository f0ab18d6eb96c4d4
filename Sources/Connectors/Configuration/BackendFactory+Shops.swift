internal import Commerce
internal import Documents

/// Vendors' shops, made of what their files say.
extension BackendFactory {
  /// Shopify. `auth: { header: X-Shopify-Access-Token, value: … }`; settings: version, time_zone, notifies_customers,
  /// places. Throws a `DocumentError`.
  func shopify(_ file: BackendFile) throws(DocumentError) -> ShopifyBackend {
    let token: SecretReference
    switch file.auth {
    case .header(_, let secret)?, .bearer(let secret)?: token = secret
    default:
      throw DocumentError(
        file: file.file, line: 0,
        message: "auth: is missing; for example auth: { header: X-Shopify-Access-Token, value: env:SHOPIFY_TOKEN }")
    }
    var settings = ShopifySettings()
    if let part = try file.settingsDocument() {
      try part.allow(only: ["version", "time_zone", "notifies_customers", "places"])
      if let version = try part.optional("version") { settings.version = try version.string() }
      if let zone = try part.optional("time_zone") { settings.timeZone = try zone.string() }
      if let notifies = try part.optional("notifies_customers") { settings.notifiesCustomers = try notifies.boolean() }
      for (location, place) in try part.optional("places")?.members() ?? [] {
        settings.places[location] = try place.string()
      }
    }
    return ShopifyBackend(name: file.name, url: try address(file), token: try value(token, file), settings)
  }

  /// WooCommerce. `auth: { basic: { user: key, password: secret } }`; settings: numbers_are_own, place, place_name. Throws a
  /// `DocumentError`.
  func wooCommerce(_ file: BackendFile) throws(DocumentError) -> WooCommerceBackend {
    guard case .basic(let key, let secret)? = file.auth else {
      throw DocumentError(
        file: file.file, line: 0,
        message: "auth: is missing; for example auth: { basic: { user: env:WOO_KEY, password: env:WOO_SECRET } }")
    }
    var settings = WooCommerceSettings()
    if let part = try file.settingsDocument() {
      try part.allow(only: ["numbers_are_own", "place", "place_name"])
      if let own = try part.optional("numbers_are_own") { settings.numbersAreOwn = try own.boolean() }
      if let place = try part.optional("place") { settings.place = try place.string() }
      if let name = try part.optional("place_name") { settings.placeName = try name.string() }
    }
    return WooCommerceBackend(
      name: file.name, url: try address(file), key: try value(key, file), secret: try value(secret, file), settings)
  }
}
