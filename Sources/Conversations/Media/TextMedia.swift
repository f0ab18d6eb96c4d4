/// What stands in the place of a call's media where a customer only writes: text goes in, and the end comes out. What we say goes over the
/// transcript. Confined to the socket's event loop.
final class TextMedia: CallMedia {
  private let transport: any MediaTransport
  private let report: @Sendable (TurnEvent) -> Void
  private var closed = false

  init(transport: any MediaTransport, report: @escaping @Sendable (TurnEvent) -> Void) {
    self.transport = transport
    self.report = report
  }

  func receive(text: String, seen: Int?, now: UInt64) { report(.typed(text, seen: seen)) }

  func perform(_ command: MediaCommand, now: UInt64) {
    guard case .hangUp = command, !closed else { return }
    closed = true
    transport.close()
  }

  func ended(_ end: CallEnd) {
    closed = true
    report(.ended(end))
  }

  // A chat has no sound and no keys.
  func receive(samples: [Int16], now: UInt64) {}
  func receive(digit: Character, now: UInt64) {}
  func receive(mark name: String, now: UInt64) {}
  func tick(now: UInt64) {}
}
