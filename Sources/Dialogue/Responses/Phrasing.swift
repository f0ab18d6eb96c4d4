public import Discourse
public import Documents

/// One way to say something, on the telephone perhaps in other words than in writing.
public struct Phrasing: Hashable, Sendable {
  /// On every channel, or in writing where `phone` differs.
  public var text: String
  /// On the telephone; nil: the same.
  public var phone: String?

  /// Makes a phrasing.
  public init(_ text: String, phone: String? = nil) {
    self.text = text
    self.phone = phone
  }

  /// The words for a channel.
  public func words(on channel: Channel) -> String { channel.isSpoken ? phone ?? text : text }

  /// All of its words.
  public var all: [String] { [text] + (phone.map { [$0] } ?? []) }

  /// Reads one phrasing or a list of them: texts, or `{ phone: …, chat: … }`. Throws a `DocumentError`.
  public static func read(_ document: Document) throws(DocumentError) -> [Phrasing] {
    var phrasings: [Phrasing] = []
    for element in document.kind == .list ? try document.list() : [document] {
      if element.kind == .mapping {
        try element.allow(only: ["phone", "chat"])
        phrasings.append(
          Phrasing(
            try element.required("chat", "\"Please type it.\"").string(),
            phone: try element.required("phone", "\"Please say it.\"").string()))
      } else {
        phrasings.append(Phrasing(try element.string()))
      }
    }
    guard !phrasings.isEmpty, !phrasings.contains(where: { $0.all.contains("") }) else {
      throw document.error("'\(document.path)' needs at least one phrasing, none of them empty")
    }
    for text in phrasings.flatMap(\.all) {
      do { _ = try Template.parse(text) } catch { throw document.error("in '\(document.path)': \(error.message)") }
    }
    return phrasings
  }
}
