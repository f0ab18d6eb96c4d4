public import Commerce
internal import Foundation
public import Vendors

/// Updates that this house made itself of what a source answered: to a poll, or to a question on a caller's behalf.
public struct UpdatesFormat: EventFormat {
  /// Its name in the log.
  public static let name = "updates"
  /// Its name in the log.
  public var name: String { Self.name }

  /// Makes the format.
  public init() {}

  /// An event that carries updates.
  public static func event(
    _ updates: [FactUpdate], source: String, transport: IncomingEvent.Transport, receivedAt: Timestamp
  ) -> IncomingEvent {
    IncomingEvent(
      source: source, format: name, transport: transport, body: CanonicalJSON.bytes(updates), receivedAt: receivedAt)
  }

  /// Reads the updates.
  public func read(_ event: IncomingEvent) -> Translation {
    do {
      let updates = try JSONDecoder().decode([FactUpdate].self, from: Data(event.body))
      return .read(
        ReadEvent(
          id: nil, idIsSigned: true, topic: event.transport.rawValue, content: event.body,
          reading: .updates(updates, occurred: updates.map(\.version.at).max())))
    } catch {
      return .unreadable(PayloadProblem.describe(error))
    }
  }
}
