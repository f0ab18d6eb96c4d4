internal import ArgumentParser
internal import Commerce
internal import Conversations
internal import Dialogue
internal import Foundation
internal import HTTPServer
internal import Hummingbird
internal import Logging
internal import Metrics
internal import Operations
internal import ServiceLifecycle
internal import Shop
internal import Storage
internal import Telephony
internal import UnixSignals
internal import Web

/// `aisle server`: takes calls and shows the console until it is stopped.
struct ServerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "server", abstract: "Take calls and show the console.")

  @OptionGroup var common: CommonOptions
  @Option(help: "The folder of the tau retail world, for the sandbox of that name.") var tauData: String?
  @Flag(help: "Make a new token 'development' for the conversation API and print it; on loopback only.")
  var developmentToken = false

  func run() async throws {
    Processors.provideEventLoops()
    var configuration = try common.load()
    configuration.tauData = tauData ?? configuration.tauData
    let logger = common.logger(configuration)
    let registry = PrometheusRegistry(
      buckets: [
        "aisle_answer_own_seconds": [1, 2, 3, 5, 7.5, 10, 15, 20, 30, 50, 100, 200, 500, 1_000].map { $0 / 1_000 }
      ])
    MetricsSystem.bootstrap(registry)

    let certificates: CertificateKeeper?
    let house: House
    let conversations: ConversationHouse
    let listener: Listener
    let gateway: Gateway
    let api: ConversationAPI
    let watcher: DocumentWatcher
    do {
      // Before anything is opened or written.
      certificates = try configuration.certificateFiles.map { try CertificateKeeper(files: $0, logger: logger) }
      house = try await House.open(configuration, takesEvents: true, logger: logger)
      logger.info("shop", metadata: ["state": "\(house.shop.opening)"])
      let shelf = try house.shelf()
      try await house.recover(sandboxes: shelf)
      let engines = try await SpeechParts.make(configuration, house: house, logger: logger)
      gateway = try house.gateway(observer: GatewayMetrics(logger: logger))
      let open = try await gateway.recover()
      if !open.entries.isEmpty || !open.unreadable.isEmpty {
        logger.notice(
          "writes of an earlier run are being settled",
          metadata: ["open": "\(open.entries.count)", "unreadable": "\(open.unreadable.count)"])
      }
      conversations = house.conversations(
        engines.recognizer, engines.synthesizer, makeDetector: engines.makeDetector, backend: gateway)
      watcher = DocumentWatcher(house: house, conversations: conversations)
      let tokens = TokenFile(folder: configuration.dataDirectory)
      api = ConversationAPI(
        house: conversations, journal: house.journal, shelf: shelf,
        gate: StoredTokens(checker: TokenChecker(file: tokens, logger: logger)),
        limits: ConversationAPILimits(configuration))
      listener = try makeListener(
        configuration, house, conversations, engines, gateway, api, watcher, certificates, registry, logger)
      if developmentToken { try printToken(tokens, configuration) }
    } catch {
      throw Mistakes.end(error)
    }
    let renewing: [ServiceGroupConfiguration.ServiceConfiguration] =
      certificates.map { [.init(service: $0)] } ?? []
    let group = ServiceGroup(
      configuration: .init(
        services: ((house.out?.relays.map(\.relay) ?? []) + (house.events?.services ?? [])).map { .init(service: $0) }
          + renewing
          + [
            // Stopped in reverse, with the events last: first the listener lets calls go, then their conversations are written to the end.
            .init(service: ShopKeeper(shop: house.shop, logger: logger)),
            .init(service: watcher),
            .init(service: RecordingKeeper(store: house.recordings, conversations: conversations, logger: logger)),
            .init(service: ConversationKeeper(conversations: conversations, logger: logger)),
            .init(service: api.keeper),
            .init(service: listener),
          ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    )
    do { try await group.run() } catch { throw Mistakes.end(error) }
    logger.info("stopped")
  }

  /// For trying the API on this machine: where others can reach it, tokens are made by hand.
  private func printToken(_ tokens: TokenFile, _ configuration: AisleConfiguration) throws {
    guard LoopbackGuard.isLocal(host: configuration.host) else { return }
    let token = try tokens.create("development", replacing: true)
    print("Token of the conversation API, until the next start: \(token)")
  }

  private func makeListener(
    _ configuration: AisleConfiguration, _ house: House, _ conversations: ConversationHouse,
    _ speech: SpeechParts, _ gateway: Gateway, _ api: ConversationAPI, _ watcher: DocumentWatcher,
    _ certificates: CertificateKeeper?, _ registry: PrometheusRegistry, _ logger: Logger
  ) throws -> Listener {
    let draining = DrainState()
    var twilio = TwilioConfiguration(publicOrigin: configuration.origin)
    twilio.authToken = configuration.twilioAuthToken
    twilio.fallbackNumber = configuration.fallbackNumber
    twilio.requireToken = configuration.requireToken
    twilio.asksAfterStream = configuration.asksAfterStream
    let line = try TwilioLine(
      configuration: twilio, host: conversations, secret: house.secret, draining: draining, logger: logger,
      admits: { conversations.hasRoom })
    var upgrades = UpgradeRegistry()
    try line.register(in: &upgrades)
    if configuration.talk {
      try BrowserLine(
        configuration: BrowserLineConfiguration(
          origins: configuration.talkOrigins, maximumSockets: configuration.talkMaximum), host: conversations,
        logger: logger
      ).register(in: &upgrades)
    }

    let router = Router(context: ServerContext.self)
    HealthRoutes.add(to: router, draining: draining, metrics: registry) {
      if !conversations.journalIsWell { return .notReady("the journal cannot be written; see the log") }
      // The old documents go on serving: it is ready, and says what is wrong.
      if let mistake = watcher.mistake, conversations.hasRoom { return .readyBut("documents: \(mistake)") }
      if let mistake = certificates?.mistake, conversations.hasRoom { return .readyBut("certificate: \(mistake)") }
      return conversations.hasRoom ? .ready : .notReady("all lines are taken")
    }
    line.addRoutes(to: router)
    LedgerRoutes(desk: house.ledgerHouse.desk(gateway), pass: house.ledgerHouse.pass).addRoutes(to: router)
    EventsControlRoutes(
      desk: EventsDesk(processor: house.events?.processor, out: house.out), pass: house.ledgerHouse.pass
    ).addRoutes(to: router)
    if let intake = house.events?.intake { EventRoutes(intake: intake).addRoutes(to: router) }
    api.addRoutes(to: router)
    let console = try Console(
      directory: conversations,
      systems: SystemsReporter(
        gateway: gateway, backends: house.backends, table: house.table, events: house.events, out: house.out,
        speech: speech),
      shopName: configuration.shopName,
      timeZone: TimeZone(identifier: configuration.timeZone) ?? .current,
      now: { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) })
    if configuration.talk {
      let page = try TalkPage(shopName: configuration.shopName, isRecorded: configuration.recording)
      // Where no origin is named, the page is no use elsewhere.
      let prefixes = configuration.talkOrigins.isEmpty ? ["/talk"] : []
      page.addRoutes(to: router.group().add(middleware: LoopbackOnlyMiddleware(prefixes: prefixes)))
    }
    // Without accounts the console is for people at this machine only.
    console.addRoutes(to: router.group().add(middleware: LoopbackOnlyMiddleware(prefixes: ["/"])))

    let host = configuration.host
    let scheme = certificates == nil ? "http" : "https"
    return Listener(
      configuration: ListenerConfiguration(host: host, port: configuration.port), registry: upgrades,
      responder: router.buildResponder(), draining: draining, certificates: certificates, logger: logger,
      onBound: { port in
        logger.notice("listening", metadata: ["address": "\(host):\(port)"])
        print("Aisle takes calls at \(host):\(port). Console: \(scheme)://127.0.0.1:\(port)/")
        fflush(nil)
      })
  }
}

/// Keeps the embedded shop's dates of today in a process that runs for days.
struct ShopKeeper: Service {
  var shop: EmbeddedShop
  var logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var told = shop.opening
      while !Task.isCancelled {
        do { try await Task.sleep(for: .seconds(600)) } catch { return }
        do {
          let state = try await shop.refresh(today: EmbeddedShop.today(at: EmbeddedShop.now()))
          // A shop that is kept for its writes says so once, not every ten minutes.
          if state != .reused, state != told { logger.info("shop", metadata: ["state": "\(state)"]) }
          told = state
        } catch {
          logger.error("the embedded shop could not be brought to today", metadata: ["error": "\(error)"])
        }
      }
    }
  }
}

/// Holds the process until every conversation is on disk.
struct ConversationKeeper: Service {
  var conversations: ConversationHouse
  var logger: Logger

  func run() async throws {
    try? await gracefulShutdown()
    conversations.drain()
    for _ in 0..<100 where conversations.liveCount > 0 { try? await Task.sleep(for: .milliseconds(50)) }
    if conversations.liveCount > 0 {
      logger.error("conversations did not end in time", metadata: ["count": "\(conversations.liveCount)"])
    }
  }
}
