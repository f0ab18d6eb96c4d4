internal import Commerce
internal import Foundation

/// A world of one's own over an image: only what is put is held besides it.
final class OverlayWorld: World {
  var now: Timestamp
  var profile: RuleProfile { image.profile }
  private let image: ShopImage
  /// What was put, or nil in place of what was removed, by kind and identifier.
  private(set) var own: [String: [String: (any ShopDocument)?]] = [:]
  /// What it was when each attempt began.
  private var before: [[String: [String: (any ShopDocument)?]]] = []

  init(_ image: ShopImage, now: Timestamp) {
    self.image = image
    self.now = now
  }

  func find<Document: ShopDocument>(_ type: Document.Type, _ id: String) throws(OperationFailure) -> Document? {
    if let touched = own[Document.kind]?[id] { return touched as? Document }
    return try original(type, id)
  }

  /// The document as it was when the sandbox was made.
  func original<Document: ShopDocument>(_ type: Document.Type, _ id: String) throws(OperationFailure) -> Document? {
    guard let body = image.bodies[Document.kind]?[id] else { return nil }
    return try image.coding.document(type, id, body)
  }

  /// The identifiers of a kind when the sandbox was made, in no order.
  func identifiers(of kind: String) -> [String] { image.bodies[kind].map { Array($0.keys) } ?? [] }

  /// A document as it was when the sandbox was made, as it is stored.
  func body(_ kind: String, _ id: String) -> Data? { image.bodies[kind]?[id] }

  func list<Document: ShopDocument>(
    _ type: Document.Type, _ name: String, _ value: String
  ) throws(OperationFailure) -> [Document] {
    let wanted = Lookup(name, value)
    return try gather(type, image.index[Document.kind]?[wanted] ?? []) { $0.lookups.contains(wanted) }
  }

  func all<Document: ShopDocument>(_ type: Document.Type) throws(OperationFailure) -> [Document] {
    try gather(type, image.bodies[Document.kind].map { $0.keys.sorted() } ?? []) { _ in true }
  }

  /// What the image has and was not touched, with what was put and fits.
  private func gather<Document: ShopDocument>(
    _ type: Document.Type, _ ids: [String], _ fits: (Document) -> Bool
  ) throws(OperationFailure) -> [Document] {
    let touched = own[Document.kind] ?? [:]
    var found: [Document] = []
    for id in ids where touched[id] == nil {
      if let document = try original(type, id) { found.append(document) }
    }
    let put = touched.values.compactMap { $0 as? Document }.filter(fits)
    guard !put.isEmpty else { return found }
    return (found + put).sorted { $0.documentID < $1.documentID }
  }

  func put<Document: ShopDocument>(_ document: Document) throws(OperationFailure) {
    own[Document.kind, default: [:]][document.documentID] = .some(document)
  }

  func remove<Document: ShopDocument>(_ type: Document.Type, _ id: String) throws(OperationFailure) {
    own[Document.kind, default: [:]].updateValue(nil, forKey: id)
  }

  func beginAttempt() throws(OperationFailure) { before.append(own) }

  func endAttempt(keep: Bool) throws(OperationFailure) {
    let was = before.removeLast()
    if !keep { own = was }
  }
}
