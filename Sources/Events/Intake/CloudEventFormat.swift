internal import Foundation
internal import Vendors

/// CloudEvents about retail facts, in structured or binary mode.
public struct CloudEventFormat: EventFormat {
  /// Its name in the log.
  public static let name = "cloudevents"
  /// Its name in the log.
  public var name: String { Self.name }

  /// Makes the format.
  public init() {}

  /// Reads an event.
  public func read(_ event: IncomingEvent) -> Translation {
    let read: CloudEvent
    do { read = try CloudEvent(headers: event.headers, body: event.body) } catch { return .unreadable(error.message) }
    // In binary mode over HTTP the attributes are not covered by the signature, but `webhook-id` is: a captured request with
    // other attributes is still the same event.
    let isBinary = CloudEvent.isBinary(event.headers) && event.transport == .webhook
    // Nor must a captured request in structured mode become another event by attributes put beside it.
    if isBinary, let body = try? JSONValue(parsing: Data(event.body)), (try? CloudEvent(structured: body)) != nil {
      return .unreadable("an event within an event")
    }
    let id = (isBinary ? event.headers["webhook-id"] : nil) ?? "\(read.source) \(read.id)"
    var kept = event.headers.values.filter { name, _ in
      name == "content-type" || ["ce-", "ce_", "cloudevents:", "cloudevents_"].contains(where: name.hasPrefix)
    }
    if isBinary { kept["webhook-id"] = event.headers["webhook-id"] }
    // Where a delivery stands in a trace differs from one to the next.
    var told = read
    for name in ["traceparent", "tracestate"] { told.extensions[name] = nil }
    return .read(
      ReadEvent(
        id: id, idIsSigned: true, topic: read.type, content: CanonicalJSON.bytes(told.structured),
        headers: EventHeaders(kept), reading: RetailEvent.updates(read, origin: event.source)))
  }
}
