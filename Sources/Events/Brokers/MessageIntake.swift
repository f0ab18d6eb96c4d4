internal import Commerce
internal import Logging
internal import Vendors

/// Takes messages of a broker in. What cannot be used becomes a dead letter, so that it never blocks what comes behind it; what
/// cannot be made durable is tried again until it can, so that nothing is acknowledged too early.
struct MessageIntake: Sendable {
  /// Bytes of one message; larger ones become dead letters without their content.
  static let mostBytes = 1_048_576

  let source: String
  let format: String
  let transport: IncomingEvent.Transport
  let processor: EventProcessor

  /// Returns true once the message is dealt with for good; false when the task was cancelled before.
  func settle(_ headers: EventHeaders, _ body: [UInt8]) async -> Bool {
    var event = IncomingEvent(
      source: source, format: format, transport: transport, headers: headers, body: body, receivedAt: processor.now())
    if body.count > Self.mostBytes {
      event.format = "larger than \(Self.mostBytes) bytes"
      event.body = Array(body.prefix(1_024))
    }
    var pause = Duration.milliseconds(100)
    while !Task.isCancelled {
      do {
        let outcome = try await processor.submit(event)
        switch outcome {
        case .malformed(let why), .unreadable(let why):
          processor.logger.warning(
            "a message is a dead letter", metadata: ["source": "\(source)", "reason": "\(why)"])
        case .conflict:
          processor.logger.warning("another content under a known identifier", metadata: ["source": "\(source)"])
        case .applied, .duplicate, .ignored: break
        }
        return true
      } catch {
        processor.logger.error("a message is not durable yet", metadata: ["source": "\(source)", "error": "\(error)"])
        try? await Task.sleep(for: pause)
        pause = min(pause * 2, .seconds(5))
      }
    }
    return false
  }
}
