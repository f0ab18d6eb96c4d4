internal import CLibPQ
internal import Foundation
internal import Synchronization
internal import Waiting

/// Requests to cancel what runs on a connection. They go over connections of their own, which block as well and therefore
/// have a thread each; one at a time.
final class CancelRequests: Sendable {
  // Unchecked, because libpq lets any thread use the handle, one at a time, and after the connection is gone.
  private struct Handle: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  private let underWay = Mutex(false)
  private let wake: Wake

  /// - Parameter wake: signalled when a request has been dealt with.
  init(_ wake: Wake) { self.wake = wake }

  /// Whether the server may still act on a request. It acts before it lets the request's connection go.
  var isUnderWay: Bool { underWay.withLock(\.self) }

  /// Sends one unless one is under way.
  func send(for connection: OpaquePointer) {
    let isFirst = underWay.withLock { underWay in
      defer { underWay = true }
      return !underWay
    }
    guard isFirst else { return }
    guard let pointer = PQgetCancel(connection) else { return finish() }
    let handle = Handle(pointer: pointer)
    Thread.detachNewThread {
      var message = [CChar](repeating: 0, count: 256)
      PQcancel(handle.pointer, &message, 256)
      PQfreeCancel(handle.pointer)
      self.finish()
    }
  }

  private func finish() {
    underWay.withLock { $0 = false }
    wake.signal()
  }
}
