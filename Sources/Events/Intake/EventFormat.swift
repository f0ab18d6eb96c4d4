internal import Commerce
internal import Crypto
internal import Foundation
public import Vendors

/// How payloads of one kind are read. Pure: the log is read again with it after years.
public protocol EventFormat: Sendable {
  /// Its name in the log.
  var name: String { get }
  /// Reads an event.
  func read(_ event: IncomingEvent) -> Translation
}

/// What a payload turned out to be.
public enum Translation: Sendable {
  /// Not even the form is right; the text says why.
  case unreadable(String)
  /// An event.
  case read(ReadEvent)
}

/// An event that could be read.
public struct ReadEvent: Sendable {
  /// The source's name for it; nil when it has none, and then its content names it.
  public var id: String?
  /// Whether that name is covered by the signature. Where it is not, the same content under another name is a replay.
  public var idIsSigned: Bool
  /// The source's name for what happened.
  public var topic: String
  /// What tells it apart from another event: the body without what differs from one delivery to the next.
  public var content: [UInt8]
  /// The headers without which it could not be read again.
  public var headers: EventHeaders
  /// What it says.
  public var reading: EventReading

  /// Makes an event.
  public init(
    id: String?, idIsSigned: Bool, topic: String, content: [UInt8], headers: EventHeaders = EventHeaders(),
    reading: EventReading
  ) {
    self.id = id
    self.idIsSigned = idIsSigned
    self.topic = topic
    self.content = content
    self.headers = headers
    self.reading = reading
  }
}

/// Bounds that every event has to keep, whatever its format.
enum EventBounds {
  static let longestID = 512
  static let mostUpdates = 1_000
  /// How far ahead of our clock a source's clock may be. A word from later still would hide everything that comes after it.
  static let farthestAhead: Int64 = 24 * 3_600 * 1_000

  /// What is wrong with an event that its format found in order; nil when nothing is.
  ///
  /// What a source told has to keep the contract: nobody could be told it otherwise. What was asked of a source has been read by
  /// our own mapping, and one odd record must not stop a poll.
  static func problem(_ event: ReadEvent, receivedAt: Timestamp, wasTold: Bool) -> String? {
    if let id = event.id, id.isEmpty || id.utf8.count > longestID { return "its identifier is empty or too long" }
    guard event.topic.utf8.count <= longestID else { return "its topic is too long" }
    guard case .updates(let updates, _) = event.reading else { return nil }
    guard updates.count <= mostUpdates else { return "it has more than \(mostUpdates) facts" }
    for update in updates {
      guard !update.key.id.isEmpty, update.key.id.utf8.count <= longestID else {
        return "a record's identifier is empty or too long"
      }
      guard update.version.at.milliseconds <= receivedAt.milliseconds + farthestAhead else {
        return "a record's time lies in the future"
      }
      guard case .value(let value) = update.change else { continue }
      if value.key != update.key { return "a record is not what its key says" }
      guard wasTold else { continue }
      if let amount = value.record.impossibleAmount {
        return "\(update.key.kind.rawValue).\(amount) is less than nothing"
      }
      if let field = value.record.brokenRule {
        return "\(update.key.kind.rawValue).\(field) is not what the contract allows"
      }
    }
    return nil
  }
}

func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
