import AsyncHTTPClient
import Commerce
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// What an error below HTTP means for an operation.
enum TransportFailure {
  /// Maps an error. `sent` says whether any of the request may have left; messages carry no text of the error's own,
  /// which may hold addresses and values.
  static func map(_ error: any Error, peer: String, isWrite: Bool, sent: Bool) -> OperationFailure {
    let reached = !neverConnected(error)
    let mayHaveHappened = isWrite && sent && reached
    func failure(_ code: OperationFailure.Code, _ what: String) -> OperationFailure {
      OperationFailure(code, "\(peer) \(what)", mayHaveHappened: mayHaveHappened)
    }
    switch error {
    case is NIOTooManyBytesError: return failure(.invalidResponse, "answered more than is read of it")
    case is HTTPParserError: return failure(.invalidResponse, "answered something that is not whole HTTP")
    case is CancellationError: return failure(.timedOut, "did not answer before it was given up")
    case let error as HTTPClientError where inTime.contains(error):
      return failure(.timedOut, "did not answer within the time budget")
    default:
      return failure(.unavailable, reached ? "closed the connection before it answered" : "cannot be reached")
    }
  }

  private static let inTime: [HTTPClientError] = [.deadlineExceeded, .readTimeout, .writeTimeout, .cancelled]
  private static let beforeConnection: [HTTPClientError] = [
    .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout, .socksHandshakeTimeout,
    .httpProxyHandshakeTimeout, .invalidURL, .emptyHost, .emptyScheme,
  ]

  private static let beforeConnectionErrors = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL]

  /// Name, connection or handshake failed: nothing of the request has left.
  private static func neverConnected(_ error: any Error) -> Bool {
    switch error {
    case is NIOConnectionError: return true
    case let error as HTTPClientError: return beforeConnection.contains(error)
    case let error as IOError: return beforeConnectionErrors.contains(error.errnoCode)
    case let error as ChannelError: if case .connectTimeout = error { return true } else { return false }
    default: return false
    }
  }
}
