internal import Foundation

/// CloudEvents about retail facts, for systems that have no mapping of their own: the type is `retail.KIND.created`, `.updated`,
/// `.deleted` or `.touched`, the data is the record in the retail vocabulary.
///
/// `time` is when the source changed the record, and required. The extension `sequence` (a whole number, as in the CloudEvents
/// extension of that name) decides among changes of the same moment; the extension `parent` ("order/40217") says what a parcel or
/// a payment belongs to. `.deleted` and `.touched` need no data, but a `subject`: the record's identifier.
public enum RetailEvent {
  private static let kinds = Dictionary(
    uniqueKeysWithValues: FactKey.Kind.allCases.map { ($0.rawValue.lowercased(), $0) })

  /// Reads the facts.
  ///
  /// - Parameters:
  ///   - origin: the system whose word it is.
  public static func updates(_ event: CloudEvent, origin: String) -> EventReading {
    let words = event.type.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == "retail", let kind = kinds[String(words[1])] else {
      return .ignored("no facts in events of this type")
    }
    guard let time = event.time else { return .malformed("time is missing") }
    var version = FactVersion(at: time)
    if let text = event.extensions["sequence"] {
      guard let sequence = Int64(text) else { return .malformed("sequence is not a whole number") }
      version.sequence = sequence
    }
    var parent: FactKey?
    if let text = event.extensions["parent"] {
      guard let key = FactKey(text) else { return .malformed("parent is not the key of a fact") }
      parent = key
    }
    switch words[2] {
    case "created", "updated":
      guard let data = event.data else { return .malformed("data is missing") }
      let value: FactValue
      do {
        value = try JSONDecoder().decode(FactValue.self, from: JSONValue.object([kind.rawValue: data]).text())
      } catch {
        return .malformed(PayloadProblem.describe(error))
      }
      return .updates([FactUpdate(value, version: version, origin: origin, parent: parent)], occurred: time)
    case "deleted", "touched":
      guard let id = event.subject, !id.isEmpty else { return .malformed("subject is missing") }
      let change: FactUpdate.Change = words[2] == "deleted" ? .deleted : .touched
      return .updates(
        [FactUpdate(key: FactKey(kind, id), change, version: version, origin: origin, parent: parent)], occurred: time)
    default:
      return .ignored("no facts in events of this type")
    }
  }
}

/// Words for what is wrong with a payload that tell where, never what stands there.
public enum PayloadProblem {
  /// The kind of a decoding error and the path to it.
  public static func describe(_ error: any Error) -> String {
    func path(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
      let keys = (context.codingPath + [last].compactMap(\.self)).map {
        $0.intValue.map { "[\($0)]" } ?? $0.stringValue
      }
      return keys.isEmpty ? "the record" : keys.joined(separator: ".")
    }
    return switch error {
    case DecodingError.keyNotFound(let key, let context): "\(path(context, key)) is missing"
    case DecodingError.valueNotFound(_, let context): "\(path(context)) is null"
    case DecodingError.typeMismatch(_, let context): "\(path(context)) is of a wrong type"
    case DecodingError.dataCorrupted(let context): "\(path(context)) cannot be read"
    default: "the record cannot be read"
    }
  }
}
