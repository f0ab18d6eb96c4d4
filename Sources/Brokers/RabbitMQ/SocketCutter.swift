internal import Glibc
internal import Synchronization

/// Cuts a socket from another thread, which ends whatever blocks on it: librabbitmq writes without a time limit, for
/// instance to a broker that has stopped reading for want of disk.
final class SocketCutter: Sendable {
  private let socket: Mutex<Int32?>

  init(_ socket: Int32) { self.socket = Mutex(socket) }

  func cut() { socket.withLock { socket in if let socket { shutdown(socket, Int32(SHUT_RDWR)) } } }

  /// To be called before the socket is closed, as its number is then somebody else's.
  func disarm() { socket.withLock { $0 = nil } }
}
