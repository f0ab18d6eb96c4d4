extension KeyedDecodingContainer {
  /// Reads a part that has a default: what is missing or null stays as it is.
  func fill<Part: Decodable>(_ part: inout Part, _ key: Key) throws {
    if let found = try decodeIfPresent(Part.self, forKey: key) { part = found }
  }
}
