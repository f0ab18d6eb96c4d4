import Discourse
import Foundation
import Vendors

/// What a body asks for, read strictly: unknown members, wrong types and missing values are problems that say what would be
/// right.
struct Body {
  /// The longest text of a message, in characters.
  static let longestText = 4_000

  private let members: [String: JSONValue]

  init(_ bytes: [UInt8], known: [String]) throws(Problem) {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: Data(bytes))
    } catch {
      throw Problem(
        .notJSON,
        "The body must be one JSON object in UTF-8, as in {\(known.map { "\"\($0)\": …" }.joined(separator: ", "))}.")
    }
    guard let members = value.object else {
      throw Problem(.invalid, "The body must be a JSON object, not another value.")
    }
    if let stranger = members.keys.sorted().first(where: { !known.contains($0) }) {
      throw Problem(
        .invalid, "There is no member '\(stranger.prefix(60))'; known: \(known.joined(separator: ", ")).",
        field: String(stranger.prefix(60)), known: known)
    }
    self.members = members
  }

  subscript(name: String) -> JSONValue? { members[name].flatMap { $0 == .null ? nil : $0 } }

  /// A member that must be text; nil when it is missing.
  func text(_ name: String) throws(Problem) -> String? {
    guard let value = self[name] else { return nil }
    guard let text = value.string else { throw Problem(.invalid, "'\(name)' must be text.", field: name) }
    return text
  }
}

/// `POST /v1/conversations`.
struct OpeningAsked: Hashable, Sendable {
  static let members = ["channel", "sandbox"]
  /// The channels that go by text.
  static let channels = Channel.allCases.filter { !$0.isSpoken }

  var channel: Channel
  var sandbox: SandboxAsked?

  init(_ bytes: [UInt8]) throws(Problem) {
    let body = try Body(bytes, known: Self.members)
    let word = try body.text("channel") ?? Channel.chat.rawValue
    guard let channel = Channel(rawValue: word), Self.channels.contains(channel) else {
      let known = Self.channels.map(\.rawValue)
      throw Problem(
        .invalid, "'channel' must be one of \(known.joined(separator: ", ")), not '\(word.prefix(60))'.",
        field: "channel", known: known)
    }
    self.channel = channel
    sandbox = try body["sandbox"].map(SandboxAsked.read)
  }
}

/// A sandbox by its name, or with settings.
struct SandboxAsked: Hashable, Sendable {
  static let members = ["name", "dialect"]

  var name: String
  var dialect: String?

  static func read(_ value: JSONValue) throws(Problem) -> SandboxAsked {
    if let name = value.string { return SandboxAsked(name: name, dialect: nil) }
    guard let settings = value.object else {
      throw Problem(
        .invalid, "'sandbox' must be a name, or an object as in {\"name\": \"tau\", \"dialect\": \"v1\"}.",
        field: "sandbox")
    }
    if let stranger = settings.keys.sorted().first(where: { !members.contains($0) }) {
      throw Problem(
        .invalid,
        "There is no member '\(stranger.prefix(60))' in 'sandbox'; known: \(members.joined(separator: ", ")).",
        field: "sandbox.\(stranger.prefix(60))", known: members)
    }
    guard let name = value["name"]?.string else {
      throw Problem(.invalid, "'sandbox' needs a 'name', which must be text.", field: "sandbox.name")
    }
    guard let dialect = value["dialect"] else { return SandboxAsked(name: name, dialect: nil) }
    guard let dialect = dialect.string else {
      throw Problem(.invalid, "'sandbox.dialect' must be text.", field: "sandbox.dialect")
    }
    return SandboxAsked(name: name, dialect: dialect)
  }
}

/// `POST /v1/conversations/{id}/messages`.
struct MessageAsked: Hashable, Sendable {
  static let members = ["id", "text"]

  /// What tells a message that is sent again from a new one.
  var id: String?
  var text: String

  init(_ bytes: [UInt8]) throws(Problem) {
    let body = try Body(bytes, known: Self.members)
    guard let text = try body.text("text") else {
      throw Problem(.invalid, "'text' is missing: what the customer writes.", field: "text")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Problem(.invalid, "'text' is empty; write what the customer says.", field: "text")
    }
    guard text.count <= Body.longestText else {
      throw Problem(
        .invalid, "'text' has \(text.count) characters; at most \(Body.longestText) are taken.", field: "text")
    }
    let controls = text.unicodeScalars.contains {
      $0.value < 0x20 && $0 != "\n" && $0 != "\t" && $0 != "\r" || $0.value == 0x7F
    }
    guard !controls else { throw Problem(.invalid, "'text' holds control characters.", field: "text") }
    self.text = text
    id = try body.text("id")
    if let id {
      guard (1...64).contains(id.utf8.count), id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
        throw Problem(.invalid, "'id' must be 1 to 64 visible ASCII characters.", field: "id")
      }
    }
  }
}
