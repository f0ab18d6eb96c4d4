public import Commerce
public import Foundation

/// The documents of a sandbox as they are stored, for those who set a scene and look at it afterwards.
extension ShopSandbox {
  private static let types: [any ShopDocument.Type] = [
    Appointment.self, BookableService.self, Callback.self, Cart.self, Case.self, Customer.self, DropEntryRecord.self,
    DropRecord.self, Feedback.self, GiftCardRecord.self, IncidentNotice.self, Order.self, PaymentLink.self,
    Product.self, PromotionRecord.self, Refund.self, Reservation.self, Reward.self, Staff.self, StockNotice.self,
    Store.self, VariantStock.self, Allocation.self, WaitingRecord.self,
  ]

  /// The kinds of document there are, in alphabetical order.
  public static var kinds: [String] { types.map { $0.kind }.sorted() }

  /// The identifiers of a kind, in order.
  public func identifiers(of kind: String) -> [String] {
    inWorld { world in
      let own = world.own[kind] ?? [:]
      return (Set(world.identifiers(of: kind)).union(own.keys)).filter { own[$0].map { $0 != nil } ?? true }.sorted()
    }
  }

  /// A document as JSON; nil when there is none. Throws an `OperationFailure`.
  public func record(_ kind: String, _ id: String) throws -> Data? {
    try inWorld { world in
      Result { () throws -> Data? in
        if let touched = world.own[kind]?[id] { return try touched.map { try DocumentCoding.body($0) } }
        return world.body(kind, id)
      }
    }.get()
  }

  /// Puts a document in place of the one with its identifier; nil removes it. Throws a `ShopError` when there is no such kind,
  /// or when the JSON is no document of it.
  public func put(_ kind: String, _ id: String, _ json: Data?) throws {
    guard let type = Self.types.first(where: { $0.kind == kind }) else {
      throw ShopError(.notAShop, "there is no kind '\(kind)'; known: \(Self.kinds.joined(separator: ", "))")
    }
    func put<Document: ShopDocument>(_ type: Document.Type) throws {
      guard let json else { return try inWorld { world in Result { try world.remove(type, id) } }.get() }
      let document: Document
      do {
        document = try JSONDecoder().decode(type, from: json)
      } catch {
        throw ShopError(.notAShop, "that is no \(kind): \(Self.words(error))")
      }
      guard document.documentID == id else {
        throw ShopError(.notAShop, "the \(kind) calls itself \(document.documentID), not \(id)")
      }
      try inWorld { world in Result { try world.put(document) } }.get()
    }
    try put(type)
  }

  /// What a decoder found wrong, with the place.
  private static func words(_ error: any Error) -> String {
    func place(_ path: [any CodingKey]) -> String { path.map(\.stringValue).joined(separator: ".") }
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      return "'\(place(context.codingPath + [key]))' is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      return "'\(place(context.codingPath))': \(context.debugDescription)"
    default: return "\(error)"
    }
  }
}

/// A generated shop in memory, of a day of one's choosing: the same every time.
public struct PracticeShop: Sendable {
  private let image: ShopImage
  /// The catalogue, by identifier.
  public let products: [Product]

  /// Generates it. Throws an `OperationFailure`.
  public init(seed: UInt64, today: LocalDate) throws {
    let world = ShopGenerator(seed: seed, today: today).generate()
    products = world.products
    image = try ShopImage(
      world.documents + ServiceRules.documents(of: world, seed: seed, today: today), profile: .retail)
  }

  /// A copy to do with as one likes.
  public func sandbox(clock: @escaping @Sendable () -> Timestamp) -> ShopSandbox { ShopSandbox(image, clock: clock) }
}
