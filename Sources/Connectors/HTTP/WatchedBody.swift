import NIOCore
import Synchronization

/// A request's body that notices whether it was asked for. The client asks once the head is on its way; a request whose
/// body never left is one that no server can have carried out.
final class WatchedBody: AsyncSequence, Sendable {
  private let bytes: ByteBuffer
  private let asked = Mutex(false)

  /// Watches over some bytes.
  init(_ bytes: ByteBuffer) { self.bytes = bytes }

  /// Whether any of it may have left.
  var mayHaveLeft: Bool { asked.withLock { $0 } }

  /// The bytes at once, then nothing.
  struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let body: WatchedBody
    fileprivate var given = false

    /// The next part.
    mutating func next() async -> ByteBuffer? {
      guard !given else { return nil }
      given = true
      body.asked.withLock { $0 = true }
      return body.bytes
    }
  }

  /// Begins.
  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: self) }
}
