internal import Foundation
public import Operations
internal import Vendors

/// Where events out go.
public protocol EventSink: Sendable {
  /// Its name in the outbox.
  var name: String { get }
  /// Tells events, of which no two have the same subject. Returns one outcome for each, in their order.
  func send(_ events: [OutboxEvent]) async -> [SinkOutcome]
  /// Makes ready, once, what others may want to use before the first event. What cannot be done now is done with that event.
  func prepare() async
}

extension EventSink {
  /// Most have nothing to prepare.
  public func prepare() async {}
}

/// What became of an event at a sink.
public enum SinkOutcome: Hashable, Sendable {
  /// It has it; it may have it or not, or could not be reached: try again; it does not want it as it is. Texts hold no content.
  case sent, retry(String), refused(String)
}

extension OutboxEvent {
  /// The event as CloudEvents JSON; nil when its data is no JSON.
  var structured: [UInt8]? {
    guard let data = try? JSONValue(parsing: Data(data)) else { return nil }
    let event = CloudEvent(id: id, source: source, type: type, subject: subject, time: time, data: data)
    return (try? event.structured.text()).map(Array.init)
  }
}
