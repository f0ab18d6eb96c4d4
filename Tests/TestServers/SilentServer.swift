internal import Glibc

/// Takes connections and never says a word.
public final class SilentServer: Sendable {
  /// Its port on loopback.
  public let port: Int
  private let socket: Int32

  /// Begins to listen.
  public init() throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = socket
    let isListening = withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        // The kernel takes connections for a listener that never looks.
        bind(socket, address, length) == 0 && listen(socket, 16) == 0 && getsockname(socket, address, &length) == 0
      }
    }
    guard isListening else { throw Servers.Missing("no port on loopback: \(errno)") }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(socket) }
}
