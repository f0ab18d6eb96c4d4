public import Commerce

extension JSONValue {
  /// A GMT moment as WooCommerce prints it, without a zone ("2026-11-12T10:15:00"); nil when it is none.
  var wooMoment: Timestamp? { string.flatMap { Timestamp(rfc3339: $0 + "Z") } }

  /// A GMT moment that must be there. Throws a `Misfit`.
  public func wooMoment(_ key: String) throws(Misfit) -> Timestamp {
    guard let moment = self[key]?.wooMoment else { throw Misfit(key) }
    return moment
  }

  /// The value of an entry of `meta_data`; nil when there is none.
  func meta(_ key: String) -> JSONValue? {
    self["meta_data"]?.array?.last { $0["key"]?.string == key }?["value"]
  }
}
