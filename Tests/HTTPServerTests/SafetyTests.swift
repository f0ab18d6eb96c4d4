import HTTPServer
import Hummingbird
import NIOCore
import TestSockets
import Testing

@Suite(.timeLimit(.minutes(1)))
struct SafetyTests {
  @Test(arguments: [
    ("localhost", true), ("LOCALHOST:8080", true), ("127.0.0.1:80", true), ("[::1]", true), ("[::1]:8080", true),
    ("evil.example", false), ("localhost.evil.example", false), ("127.0.0.1.evil.example:80", false), ("", false),
    ("[::1", false), ("localhost:", false), ("localhost:80@evil", false), ("[::1]evil", false), ("::1", false),
  ])
  func hostNames(_ host: String, local: Bool) {
    #expect(LoopbackGuard.isLocal(host: host) == local)
  }

  @Test func peerHostOriginAndProxyAllCount() throws {
    let here = try SocketAddress(ipAddress: "127.0.0.1", port: 5)
    let here6 = try SocketAddress(ipAddress: "::1", port: 5)
    let there = try SocketAddress(ipAddress: "192.0.2.7", port: 5)
    #expect(LoopbackGuard.objection(peer: here, host: "localhost:80") == nil)
    #expect(LoopbackGuard.objection(peer: here6, host: "[::1]:80", origin: "http://localhost:80") == nil)
    #expect(LoopbackGuard.objection(peer: there, host: "localhost") != nil)
    #expect(LoopbackGuard.objection(peer: nil, host: "localhost") != nil)
    #expect(LoopbackGuard.objection(peer: here, host: nil) != nil)
    #expect(LoopbackGuard.objection(peer: here, host: "shop.example") != nil)
    #expect(LoopbackGuard.objection(peer: here, host: "localhost", origin: "https://shop.example") != nil)
    #expect(LoopbackGuard.objection(peer: here, host: "localhost", origin: "null") != nil)
    #expect(LoopbackGuard.objection(peer: here, host: "localhost", forwarded: true) != nil)
  }

  @Test func middlewareKeepsItsPrefixes() async throws {
    let router = Router(context: ServerContext.self)
    router.add(middleware: LoopbackOnlyMiddleware(prefixes: ["/console/"]))
    for path in ["/console", "/console/calls", "/consoles", "/open"] { router.get("\(path)") { _, _ in "seen" } }
    try await Serving.run(router: router) { serving in
      func status(_ path: String, _ fields: String) async throws -> String {
        let socket = try await TestSocket(port: serving.port)
        try await socket.send("GET \(path) HTTP/1.1\r\n\(fields)\r\n\r\n")
        _ = await eventually { socket.text.contains("\r\n\r\n") }
        return String(socket.text.dropFirst(9).prefix(3))
      }
      let cases = [
        ("/console", "Host: localhost:8080", "200"),
        ("/console/calls", "Host: 127.0.0.1", "200"),
        ("/console", "Host: rebound.example", "403"),
        ("/console/calls", "Host: rebound.example", "403"),
        ("/%63onsole/calls", "Host: rebound.example", "404"),
        ("//console//calls", "Host: rebound.example", "403"),
        ("/console", "Host: localhost\r\nOrigin: https://evil.example", "403"),
        ("/console", "Host: localhost\r\nX-Forwarded-For: 192.0.2.7", "403"),
        ("/consoles", "Host: shop.example", "200"),
        ("/open", "Host: shop.example", "200"),
      ]
      for (path, fields, expected) in cases {
        let got = try await status(path, fields)
        #expect(got == expected, "\(path) \(fields)")
      }
    }
  }

  @Test func registryTakesPathsOnce() throws {
    var registry = try echoes()
    #expect(throws: HTTPServerError.self) { try registry.register("/ws", EchoUpgrade()) }
    #expect(throws: HTTPServerError.self) { try registry.register("ws", EchoUpgrade()) }
    #expect(throws: HTTPServerError.self) { try registry.register("/ws?x", EchoUpgrade()) }
    #expect(registry.paths == ["/ws"])
  }
}
