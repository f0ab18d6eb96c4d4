internal import Glibc

/// Wakes a thread that waits for a socket, from any other thread.
package final class Wake: Sendable {
  private let readEnd: Int32
  private let writeEnd: Int32

  package init() {
    var ends: [Int32] = [-1, -1]
    // Without descriptors left nothing can be woken early: waits then last until their deadline.
    let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    _ = socketpair(AF_UNIX, Int32(kind), 0, &ends)
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  package func signal() {
    var byte: UInt8 = 0
    // A full buffer wakes as well.
    _ = send(writeEnd, &byte, 1, Int32(MSG_NOSIGNAL))
  }

  /// Blocks until the socket is ready for `events`, somebody called `signal`, or the deadline has come. Returns what the
  /// socket is ready for, 0 otherwise.
  package func wait(for socket: Int32, _ events: Int32, until deadline: ContinuousClock.Instant) -> Int16 {
    var polled = [
      pollfd(fd: socket, events: Int16(events), revents: 0), pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0),
    ]
    let left = ContinuousClock.now.duration(to: deadline).components
    // Rounded up, so that the deadline has come when nothing else has.
    let milliseconds = max(0, left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000 + 1)
    guard poll(&polled, 2, Int32(min(milliseconds, 3_600_000))) > 0 else { return 0 }
    if polled[1].revents != 0 {
      var bytes = [UInt8](repeating: 0, count: 64)
      while read(readEnd, &bytes, bytes.count) == bytes.count {}
    }
    return polled[0].revents
  }
}
