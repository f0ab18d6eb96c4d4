internal import Commerce

/// The shop as rules see it, inside one transaction: everything a rule reads is of one moment, and everything it puts
/// happens together with its idempotency record or not at all. Implemented by the database and by sandboxes, so that each
/// rule is written once.
///
/// A class, so that a rule takes it as it is; never shared between threads. Reads (`Contract.Access.read`) must put
/// nothing: the database would refuse.
protocol World: AnyObject {
  /// The moment of the transaction: rules know no other clock.
  var now: Timestamp { get }
  /// Which house's rules hold.
  var profile: RuleProfile { get }
  /// The document with this identifier, or nil.
  func find<Document: ShopDocument>(_ type: Document.Type, _ id: String) throws(OperationFailure) -> Document?
  /// The documents found by a lookup, by identifier.
  func list<Document: ShopDocument>(
    _ type: Document.Type, _ name: String, _ value: String
  ) throws(OperationFailure) -> [Document]
  /// All documents of a kind, by identifier: only for kinds of which there are few.
  func all<Document: ShopDocument>(_ type: Document.Type) throws(OperationFailure) -> [Document]
  /// Stores a document in place of the one with its identifier, if there is one.
  func put<Document: ShopDocument>(_ document: Document) throws(OperationFailure)
  /// Forgets a document; nothing happens when there is none.
  func remove<Document: ShopDocument>(_ type: Document.Type, _ id: String) throws(OperationFailure)
  /// Begins something that may have to be taken back without ending the transaction; they may nest.
  func beginAttempt() throws(OperationFailure)
  /// Ends the last one begun: keeps what was put since, or takes it back.
  func endAttempt(keep: Bool) throws(OperationFailure)
}

extension World {
  /// The retailer's day: the date in the westernmost store's time zone.
  var today: LocalDate { EmbeddedShop.today(at: now) }

  /// The document with this identifier. Throws `.notFound`, which names the kind and not the identifier.
  func need<Document: ShopDocument>(_ type: Document.Type, _ id: String) throws(OperationFailure) -> Document {
    guard let document = try find(type, id) else {
      throw OperationFailure(.notFound, "there is no \(Document.kind) of this identifier")
    }
    return document
  }

  /// The next number of a series, from 1.
  func next(_ series: String) throws(OperationFailure) -> Int {
    var counter = try find(Counter.self, series) ?? Counter(name: series, value: 0)
    counter.value += 1
    try put(counter)
    return counter.value
  }

  /// A new identifier: the prefix and at least six digits ("R000012").
  func identifier(_ prefix: String) throws(OperationFailure) -> String {
    prefix + CatalogueMaker.padded(try next(prefix), to: 6)
  }
}

/// How far a series of numbers has come.
struct Counter: ShopDocument {
  static let kind = "counter"
  var name: String
  var value: Int
  var documentID: String { name }
}
