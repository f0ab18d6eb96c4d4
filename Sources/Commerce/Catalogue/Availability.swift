/// Whether a thing can be had (schema.org `ItemAvailability`).
public enum Availability: String, CaseIterable, Codable, Sendable {
  /// From on the shelf to never again.
  case inStock, limitedAvailability, backOrder, preOrder, preSale, madeToOrder, inStoreOnly, onlineOnly, reserved,
    soldOut, outOfStock, discontinued
}
