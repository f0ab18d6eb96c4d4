public import Commerce
internal import Foundation

/// A CloudEvent 1.0: what happened, told to whom it may concern.
public struct CloudEvent: Hashable, Sendable {
  /// Names it within its source, for ever.
  public var id: String
  /// Who says so, as a URI reference.
  public var source: String
  /// What happened ("retail.order.updated").
  public var type: String
  /// What it is about.
  public var subject: String?
  /// When it happened.
  public var time: Timestamp?
  /// Further attributes: lower-case letters and digits, each a text.
  public var extensions: [String: String]
  /// The content, as JSON.
  public var data: JSONValue?

  /// Makes an event.
  public init(
    id: String, source: String, type: String, subject: String? = nil, time: Timestamp? = nil,
    extensions: [String: String] = [:], data: JSONValue? = nil
  ) {
    self.id = id
    self.source = source
    self.type = type
    self.subject = subject
    self.time = time
    self.extensions = extensions
    self.data = data
  }

  /// Why something is no CloudEvent. The text holds no content.
  public struct Unreadable: Error, Hashable {
    /// What is wrong.
    public var message: String
  }

  /// The media type of structured mode.
  public static let mediaType = "application/cloudevents+json"

  /// Prefixes of attributes in binary mode: HTTP's, Kafka's, and the two of AMQP (where some clients cannot write a colon).
  private static let prefixes = ["ce-", "ce_", "cloudevents:", "cloudevents_"]

  /// Reads a message in structured mode (content type `application/cloudevents+json`, or no `ce` headers) or binary mode
  /// (attributes in headers, the body is the data). Throws `Unreadable`.
  public init(headers: EventHeaders, body: [UInt8]) throws(Unreadable) {
    let attributes = Self.attributes(in: headers)
    let media = headers["content-type"]?.lowercased() ?? ""
    if media.hasPrefix("application/cloudevents-batch")
      || media.hasPrefix("application/cloudevents+") && !media.hasPrefix(Self.mediaType)
    {
      throw Unreadable(message: "an event format that is not read here")
    }
    if !Self.isBinary(headers) {
      guard let value = try? JSONValue(parsing: Data(body)) else { throw Unreadable(message: "the body is not JSON") }
      try self.init(structured: value)
    } else {
      var data: JSONValue?
      if !body.isEmpty {
        guard let value = try? JSONValue(parsing: Data(body)) else { throw Unreadable(message: "the data is not JSON") }
        data = value
      }
      try self.init(attributes: attributes, data: data)
    }
  }

  /// Whether a message with these headers is read in binary mode: its attributes stand in headers.
  public static func isBinary(_ headers: EventHeaders) -> Bool { attributes(in: headers)["specversion"] != nil }

  /// The attributes in headers; none where the content type says structured mode.
  private static func attributes(in headers: EventHeaders) -> [String: String] {
    guard headers["content-type"]?.lowercased().hasPrefix("application/cloudevents") != true else { return [:] }
    var attributes: [String: String] = [:]
    for (name, value) in headers.values.sorted(by: { $0.key < $1.key }) {
      guard let prefix = Self.prefixes.first(where: name.hasPrefix) else { continue }
      attributes[String(name.dropFirst(prefix.count))] = value.removingPercentEncoding ?? value
    }
    return attributes
  }

  /// Reads an event in the JSON format. Throws `Unreadable`.
  public init(structured value: JSONValue) throws(Unreadable) {
    guard let members = value.object else { throw Unreadable(message: "the event is not an object") }
    var attributes: [String: String] = [:]
    for (name, member) in members where name != "data" && name != "data_base64" {
      switch member {
      case .string(let text): attributes[name] = text
      case .number where member.integer != nil: attributes[name] = member.identifier
      case .bool(let flag): attributes[name] = flag ? "true" : "false"
      case .null: break
      default: throw Unreadable(message: "an attribute is neither text nor a whole number nor a flag")
      }
    }
    guard members["data_base64"] == nil else { throw Unreadable(message: "the data is not JSON") }
    try self.init(attributes: attributes, data: value["data"])
  }

  private init(attributes: [String: String], data: JSONValue?) throws(Unreadable) {
    var rest = attributes
    func take(_ name: String) throws(Unreadable) -> String {
      guard let text = rest.removeValue(forKey: name), !text.isEmpty, text.utf8.count <= 512 else {
        throw Unreadable(message: "\(name) is missing, empty or longer than 512 bytes")
      }
      return text
    }
    guard rest.removeValue(forKey: "specversion") == "1.0" else { throw Unreadable(message: "specversion is not 1.0") }
    id = try take("id")
    source = try take("source")
    type = try take("type")
    subject = rest.removeValue(forKey: "subject")
    if let text = rest.removeValue(forKey: "time") {
      guard let moment = Timestamp(rfc3339: text) else { throw Unreadable(message: "time is not in RFC 3339") }
      time = moment
    }
    rest["datacontenttype"] = nil
    rest["dataschema"] = nil
    extensions = rest
    self.data = data
  }

  /// The event in the JSON format.
  public var structured: JSONValue {
    var members: [String: JSONValue] = [
      "specversion": .string("1.0"), "id": .string(id), "source": .string(source), "type": .string(type),
    ]
    for (name, value) in extensions { members[name] = .string(value) }
    members["subject"] = subject.map { .string($0) }
    members["time"] = time.map { .string($0.rfc3339) }
    if let data {
      members["datacontenttype"] = .string("application/json")
      members["data"] = data
    }
    return .object(members)
  }
}
