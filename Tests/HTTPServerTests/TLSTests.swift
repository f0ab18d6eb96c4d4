import Foundation
import HTTPServer
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import ServiceLifecycle
import Synchronization
import TestSockets
import Testing

/// A client that believes one issuer alone.
final class TLSSocket: Sendable {
  private final class Collector: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let bytes = Mutex<[UInt8]>([])
    let ended = Mutex(false)
    let isShaken = Mutex(false)
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if case TLSUserEvent.handshakeCompleted = event { isShaken.withLock { $0 = true } }
      context.fireUserInboundEventTriggered(event)
    }
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let new = unwrapInboundIn(data)
      bytes.withLock { $0.append(contentsOf: new.readableBytesView) }
    }
    func channelInactive(context: ChannelHandlerContext) { ended.withLock { $0 = true } }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }

  private let channel: any Channel
  private let collector = Collector()
  /// The serial number of what the server has shown.
  let serial: String

  /// - Throws: where the server's certificate is not believed, or does not name the host.
  init(port: Int, issuer: Issuer, host: String = "localhost") async throws {
    var settings = TLSConfiguration.makeClientConfiguration()
    settings.trustRoots = .file(issuer.root)
    let context = try NIOSSLContext(configuration: settings)
    let collector = collector
    channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: context, serverHostname: host))
          try channel.pipeline.syncOperations.addHandler(collector)
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
    let deadline = ContinuousClock.now + .seconds(30)
    while !collector.isShaken.withLock({ $0 }), !collector.ended.withLock({ $0 }), ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(5))
    }
    guard collector.isShaken.withLock({ $0 }) else { throw ChannelError.connectTimeout(.zero) }
    let certificate = try? await channel.pipeline.handler(type: NIOSSLClientHandler.self).map { $0.peerCertificate }
      .get()
    serial = (certificate?.serialNumber ?? []).map { String(format: "%02x", $0) }.joined()
  }

  func send(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)) }
  func send(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }
  func close() { channel.close(promise: nil) }
  var text: String { String(decoding: collector.bytes.withLock { $0 }, as: UTF8.self) }
  func take() -> [UInt8] {
    collector.bytes.withLock { bytes in
      defer { bytes = [] }
      return bytes
    }
  }
  var ended: Bool { collector.ended.withLock { $0 } }
}

@Suite(.timeLimit(.minutes(2)))
struct TLSTests {
  private let issuer: Issuer
  private let logger: Logger = {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
  }()

  init() throws {
    issuer = try Issuer()
    try issuer.issue("server", serial: "0a01")
  }

  private func keeper() throws -> CertificateKeeper {
    try CertificateKeeper(files: issuer.files, every: .milliseconds(20), logger: logger)
  }

  @Test func pagesAndSocketsAreServedByHTTPSAlone() async throws {
    let router = Router(context: ServerContext.self)
    router.get("/hello") { request, context in
      "hello \(context.remoteAddress?.ipAddress ?? "?") \(request.head.scheme ?? "?")"
    }
    try await Serving.run(registry: try echoes(), router: router, certificates: try keeper()) { serving in
      let plain = try await TLSSocket(port: serving.port, issuer: issuer)
      #expect(plain.serial == "0a01")
      try await plain.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(await eventually { plain.text.hasSuffix("hello 127.0.0.1 https") })
      // Nothing is sent to who shows another issuer's.
      let stranger = try Issuer()
      await #expect(throws: (any Error).self) { _ = try await TLSSocket(port: serving.port, issuer: stranger) }
      // Without TLS there is one sentence.
      let bare = try await TestSocket(port: serving.port)
      try await bare.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(await eventually { bare.ended })
      #expect(bare.text.hasPrefix("HTTP/1.1 400") && bare.text.contains("this port speaks https"))
      // What is neither is cut off.
      let noise = try await TestSocket(port: serving.port)
      try await noise.send([0, 1, 2, 3, 4, 5, 6, 7])
      #expect(await eventually { noise.ended })
    }
  }

  @Test func whatIsForThisMachineStaysSo() async throws {
    let router = Router(context: ServerContext.self)
    router.group().add(middleware: LoopbackOnlyMiddleware(prefixes: ["/"])).get("/console") { _, _ in "console" }
    try await Serving.run(router: router, certificates: try keeper()) { serving in
      for (fields, status) in [
        ("Host: localhost", "200"), ("Host: 127.0.0.1:8443", "200"), ("Host: voice.example.com", "403"),
        ("Host: localhost\r\nX-Forwarded-For: 203.0.113.9", "403"),
        ("Host: localhost\r\nOrigin: https://evil.example", "403"),
      ] {
        let socket = try await TLSSocket(port: serving.port, issuer: issuer)
        try await socket.send("GET /console HTTP/1.1\r\n\(fields)\r\n\r\n")
        #expect(await eventually { socket.text.hasPrefix("HTTP/1.1 \(status)") }, "\(fields): \(socket.text)")
        socket.close()
      }
    }
  }

  @Test func aRenewalIsShownToNewConnectionsWhileOpenSocketsGoOn() async throws {
    try issuer.issue("renewed", serial: "0b02")
    let keeper = try keeper()
    try await Serving.run(registry: try echoes(), certificates: keeper) { serving in
      let open = try await TLSSocket(port: serving.port, issuer: issuer)
      try await open.send(handshake())
      #expect(await eventually { open.text.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") })
      _ = open.take()
      try issuer.put("renewed")
      #expect(await eventually { keeper.current.serial == "0b02" })
      #expect(try await TLSSocket(port: serving.port, issuer: issuer).serial == "0b02")
      try await open.send([0x81, 0x82, 0, 0, 0, 0, 0x68, 0x69])
      #expect(await eventually { open.take() == [0x81, 2, 0x68, 0x69] })
      #expect(open.serial == "0a01" && !open.ended)
    }
  }

  /// Each leaves the old certificate in force and is said; mending it ends that.
  @Test(arguments: ["garbage", "otherKey", "gone", "expired"])
  func aBrokenRenewalChangesNothing(_ damage: String) async throws {
    try issuer.issue("renewed", serial: "0b02")
    try issuer.issue("late", serial: "0c03", days: -1)
    let keeper = try keeper()
    try await Serving.run(certificates: keeper) { serving in
      switch damage {
      case "garbage": try issuer.write("server.pem", "no certificate")
      case "otherKey":
        try Data(contentsOf: URL(fileURLWithPath: issuer.path("renewed.key")))
          .write(to: URL(fileURLWithPath: issuer.path("server.key")))
      case "gone": try FileManager.default.removeItem(atPath: issuer.path("server.pem"))
      default: try issuer.put("late")
      }
      #expect(await eventually { keeper.mistake != nil })
      let words = [
        "garbage": "holds no certificate", "otherKey": "is not the key", "gone": "cannot be read",
        "expired": "has expired",
      ]
      #expect(keeper.mistake?.contains(words[damage] ?? "?") == true, "\(keeper.mistake ?? "")")
      #expect(keeper.mistake?.contains(damage == "otherKey" ? "server.key" : "server.pem") == true)
      #expect(try await TLSSocket(port: serving.port, issuer: issuer).serial == "0a01")
      try issuer.put("renewed")
      #expect(await eventually { keeper.mistake == nil })
      #expect(try await TLSSocket(port: serving.port, issuer: issuer).serial == "0b02")
    }
  }

  @Test func whatCannotBeUsedIsNamedAtStart() throws {
    try issuer.issue("other", serial: "0d04")
    try issuer.write("empty", "")
    try Issuer.openssl(
      issuer.folder, "rsa", "-aes128", "-passout", "pass:secret", "-in", "server.key", "-out", "locked.key")
    for (certificate, key, words) in [
      ("missing.pem", "server.key", "missing.pem cannot be read: No such file"),
      ("server.pem", "missing.key", "missing.key cannot be read: No such file"),
      ("server.key", "server.key", "server.key holds no certificate"), ("empty", "server.key", "holds no certificate"),
      ("server.pem", "server.pem", "server.pem holds no private key"),
      ("server.pem", "locked.key", "is protected by a passphrase"),
      ("server.pem", "other.key", "other.key is not the key of the first certificate"),
    ] {
      let files = CertificateFiles(certificate: issuer.path(certificate), key: issuer.path(key))
      #expect(throws: HTTPServerError.self) { try files.load() }
      do { _ = try files.load() } catch { #expect(error.message.contains(words), "\(error)") }
    }
    let loaded = try issuer.files.load()
    #expect(loaded.serial == "0a01")
    #expect((19...20).contains(loaded.daysLeft(at: Int(Date().timeIntervalSince1970))))
  }

  @Test func closedSocketsAndSilentOnesEndAsWithoutTLS() async throws {
    try await Serving.run(
      { $0.limits.firstRequestTimeout = .seconds(2) }, registry: try echoes(), certificates: try keeper()
    ) { serving in
      // One that connects and says nothing, not even a handshake.
      let silent = try await TestSocket(port: serving.port)
      #expect(await eventually(.seconds(10)) { silent.ended })
      let open = try await TLSSocket(port: serving.port, issuer: issuer)
      try await open.send(handshake())
      #expect(await eventually { open.text.contains("101") })
      open.close()
      _ = try await serving.shutdown(within: .seconds(20))
    }
  }
}
