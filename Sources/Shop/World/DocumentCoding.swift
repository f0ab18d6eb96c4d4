internal import Commerce
internal import Foundation
internal import Synchronization

/// Documents as they are stored, and back. Keeps the values of kinds that are read over and over (`isKept`): a value
/// counts only for the very bytes it was read from, so it can never be out of date.
final class DocumentCoding: Sendable {
  private struct Kept {
    var body: Data
    var value: any ShopDocument
  }
  private let kept = Mutex<[DocumentKey: Kept]>([:])

  /// A document as JSON with its keys in order.
  static func body(_ document: some ShopDocument) throws(OperationFailure) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(document)
    } catch {
      throw OperationFailure(.invalidResponse, "a \(type(of: document).kind) cannot be stored", mayHaveHappened: false)
    }
  }

  /// Reads a document. Throws `.invalidResponse`.
  func document<Document: ShopDocument>(
    _ type: Document.Type, _ id: String, _ body: Data
  ) throws(OperationFailure) -> Document {
    let key = DocumentKey(kind: Document.kind, id: id)
    if Document.isKept, let found = kept.withLock({ $0[key] }), found.body == body,
      let value = found.value as? Document
    {
      return value
    }
    let value: Document
    do {
      value = try JSONDecoder().decode(Document.self, from: body)
    } catch {
      throw OperationFailure(
        .invalidResponse, "the shop's file holds a \(Document.kind) that cannot be read", mayHaveHappened: false)
    }
    if Document.isKept { kept.withLock { $0[key] = Kept(body: body, value: value) } }
    return value
  }
}
