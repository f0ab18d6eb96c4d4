import HTTPTypes
public import Hummingbird

/// Keeps paths for this machine alone: for the console and its API, as long as nobody can sign in.
public struct LoopbackOnlyMiddleware<Context: RemoteAddressRequestContext>: RouterMiddleware {
  private let prefixes: [[Substring]]

  /// Makes the middleware.
  /// - Parameter prefixes: path prefixes that are kept ("/console"); a prefix covers itself and all below it, and "/"
  ///   covers everything.
  public init(prefixes: [String]) {
    self.prefixes = prefixes.map { $0.split(separator: "/") }
  }

  /// Answers 403 to those who may not see it.
  public func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    if covers(request.uri.path), let objection = Self.objection(request, peer: context) {
      return Response(
        status: .forbidden, headers: [.contentType: "text/plain; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: objection + "\n")))
    }
    return try await next(request, context)
  }

  /// Compared part by part, as the router does: it finds `//console` where `/console` is.
  private func covers(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    return prefixes.contains { parts.starts(with: $0) }
  }

  private static func objection(_ request: Request, peer context: Context) -> String? {
    LoopbackGuard.objection(
      peer: context.remoteAddress, host: request.head.authority, origin: request.headers[.origin],
      forwarded: ProxyMarks.present(in: request.headers))
  }
}

/// The fields by which a proxy shows that it passed a request on.
public enum ProxyMarks {
  static let names = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"]

  /// True when any of them is there.
  public static func present(in fields: HTTPFields) -> Bool {
    fields.contains { field in names.contains { $0.lowercased() == field.name.canonicalName } }
  }
}
