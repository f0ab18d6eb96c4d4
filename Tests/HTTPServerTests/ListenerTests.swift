import HTTPServer
import Hummingbird
import ServiceLifecycle
import TestSockets
import Testing

/// Each of these was a trap that somebody has stepped into.
@Suite(.timeLimit(.minutes(1)))
struct ListenerTests {
  @Test func serverAnswersRequestsAndUpgrades() async throws {
    let router = Router(context: ServerContext.self)
    router.get("/hello") { _, context in "hello \(context.remoteAddress?.ipAddress ?? "?")" }
    try await Serving.run(registry: try echoes(), router: router) { serving in
      let plain = try await TestSocket(port: serving.port)
      try await plain.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(await eventually { plain.text.contains("hello 127.0.0.1") })
      let socket = try await TestSocket(port: serving.port)
      try await socket.send(handshake())
      #expect(await eventually { socket.text.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") })
      #expect(socket.text.hasPrefix("HTTP/1.1 101") && socket.text.lowercased().contains("x-test: yes"))
      _ = socket.take()
      try await socket.send([0x81, 0x82, 0, 0, 0, 0, 0x68, 0x69])
      #expect(await eventually { socket.take() == [0x81, 2, 0x68, 0x69] })
    }
  }

  @Test func halfClosedSocketsAreClosed() async throws {
    try await Serving.run(registry: try echoes()) { serving in
      let sockets = try await withThrowingTaskGroup(of: TestSocket.self) { group in
        for _ in 0..<20 {
          group.addTask {
            let socket = try await TestSocket(port: serving.port)
            try await socket.send(handshake())
            _ = await eventually { socket.text.contains("101") }
            try await socket.halfClose()
            return socket
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(await eventually(.seconds(5)) { sockets.allSatisfy(\.ended) })
      #expect(try await serving.shutdown(within: .seconds(10)) < .seconds(3))
    }
  }

  @Test func secondRequestThatAsksForAnUpgradeIsSentToAFreshConnection() async throws {
    let router = Router(context: ServerContext.self)
    router.get("/hello") { _, _ in "hello" }
    try await Serving.run(registry: try echoes(), router: router) { serving in
      let socket = try await TestSocket(port: serving.port)
      try await socket.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(await eventually { socket.text.hasSuffix("hello") })
      _ = socket.take()
      try await socket.send(handshake())
      #expect(await eventually { socket.text.hasPrefix("HTTP/1.1 426") })
      #expect(socket.text.lowercased().contains("connection: close"))
      #expect(await eventually { socket.ended })
    }
  }

  @Test func silentClientDoesNotHoldUpShutdown() async throws {
    try await Serving.run { serving in
      let silent = try await TestSocket(port: serving.port)
      try await Task.sleep(for: .milliseconds(100))
      #expect(try await serving.shutdown(within: .seconds(10)) < .seconds(3))
      #expect(await eventually { silent.ended })
    }
  }

  @Test func silentClientIsCutOff() async throws {
    try await Serving.run({ $0.limits.firstRequestTimeout = .milliseconds(100) }) { serving in
      let silent = try await TestSocket(port: serving.port)
      #expect(await eventually(.seconds(5)) { silent.ended })
      let slow = try await TestSocket(port: serving.port)
      try await slow.send("GET / HTTP/1.1\r\nHost:")
      #expect(await eventually(.seconds(5)) { slow.ended })
    }
  }

  @Test func openSocketsAreToldToDrain() async throws {
    try await Serving.run(registry: try echoes()) { serving in
      let socket = try await TestSocket(port: serving.port)
      try await socket.send(handshake())
      #expect(await eventually { socket.text.contains("101") })
      _ = socket.take()
      #expect(try await serving.shutdown(within: .seconds(10)) < .seconds(3))
      #expect(await eventually { socket.take() == [0x88, 2, 0x03, 0xE9] })
    }
  }

  @Test func drainHasALimitAndRequestsAreAnsweredMeanwhile() async throws {
    let router = Router(context: ServerContext.self)
    router.get("/hello") { _, _ in "hello" }
    let limit: (inout ListenerConfiguration) -> Void = { $0.drainLimit = .seconds(6) }
    try await Serving.run(limit, registry: try echoes(drains: false), router: router) { serving in
      let socket = try await TestSocket(port: serving.port)
      try await socket.send(handshake())
      #expect(await eventually { socket.text.contains("101") })
      await serving.group.triggerGracefulShutdown()
      #expect(await eventually { serving.draining.isDraining })
      let late = try await TestSocket(port: serving.port)
      try await late.send(handshake())
      #expect(await eventually { late.text.hasPrefix("HTTP/1.1 503") })
      let plain = try await TestSocket(port: serving.port)
      try await plain.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(await eventually { plain.text.hasSuffix("hello") })
      #expect(!socket.ended)
      #expect(await eventually(.seconds(20)) { socket.ended })
    }
  }

  @Test func refusalsComeBefore101() async throws {
    try await Serving.run(registry: try echoes()) { serving in
      for (path, status) in [("/ws?no", "401"), ("/elsewhere", "404")] {
        let socket = try await TestSocket(port: serving.port)
        try await socket.send(handshake(path))
        #expect(await eventually { socket.text.hasPrefix("HTTP/1.1 \(status)") })
        #expect(await eventually { socket.ended })
      }
      let malformed = try await TestSocket(port: serving.port)
      try await malformed.send(
        "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n")
      #expect(await eventually { malformed.text.hasPrefix("HTTP/1.1 426") })
      #expect(await eventually { malformed.ended })
    }
  }

  @Test func otherUpgradesAreIgnored() async throws {
    let router = Router(context: ServerContext.self)
    router.get("/hello") { _, _ in "hello" }
    try await Serving.run(registry: try echoes(), router: router) { serving in
      let socket = try await TestSocket(port: serving.port)
      try await socket.send(
        "GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n")
      #expect(await eventually { socket.text.hasSuffix("hello") })
    }
  }

  @Test func brokenAndHugeHeadsEndTheirConnectionAlone() async throws {
    let router = Router(context: ServerContext.self)
    router.get("/hello") { _, _ in "hello" }
    try await Serving.run(registry: try echoes(), router: router) { serving in
      let other = try await TestSocket(port: serving.port)
      try await other.send(handshake())
      #expect(await eventually { other.text.contains("101") })
      _ = other.take()
      for bad in [
        "\u{0}\u{1}\u{2}garbage\r\n\r\n", "GET /hello HTTP/9.9\r\n\r\n",
        "GET /hello HTTP/1.1\r\nX: " + String(repeating: "a", count: 100_000) + "\r\n\r\n",
        handshake(more: "Content-Length: 3\r\n") + "abc",
      ] {
        let socket = try await TestSocket(port: serving.port)
        try? await socket.send(bad)
        #expect(await eventually(.seconds(5)) { socket.ended }, "\(bad.prefix(20))")
      }
      try await other.send([0x81, 0x82, 0, 0, 0, 0, 0x68, 0x69])
      #expect(await eventually { other.take() == [0x81, 2, 0x68, 0x69] })
    }
  }
}
