public import Hummingbird
public import NIOCore

/// The context of a request on the one listener: Hummingbird's own plus the address of the other end.
public struct ServerContext: RequestContext, RemoteAddressRequestContext {
  /// Hummingbird's part.
  public var coreContext: CoreRequestContextStorage
  /// The address of the other end of the socket; nil when it has gone.
  public let remoteAddress: SocketAddress?

  /// Made by Hummingbird for each request.
  public init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress
  }
}
