internal import Audio
internal import Commerce
internal import Connectors
internal import Conversations
internal import Dialogue
internal import Foundation
internal import Journal
internal import LanguageModel
internal import Logging
internal import Operations
internal import Shop
internal import SpeechEngines
internal import Storage
internal import TurnTaking
internal import Understanding
internal import Web

/// The parts of a running installation, put together from the configuration.
struct House {
  var configuration: AisleConfiguration
  var artefacts: Artefacts
  var shop: EmbeddedShop
  /// What `aisle train` has left.
  var trained: TrainedFiles
  /// The embedded shop's catalogue.
  var products: [Product]
  /// The back ends, the embedded shop among them, each with how it is guarded.
  var guarded: [(backend: any CommerceBackend, settings: BackendSettings)]
  /// Which of them answers what.
  var table: RoutingTable
  /// Events in, when `retail/events.yaml` names any.
  var events: EventHouse?
  /// Events out.
  var out: OutHouse?
  /// Whether anybody outside is told how writes ended, now or when the server runs.
  var tellsOutside: Bool
  var database: JournalDatabase
  var sealing: AESGCMSealing
  var journal: JournalKeeping
  var recordings: RecordingStore
  var logger: Logger
  /// The folder of its journal.
  var place: String
  /// Signs what leaves the house and comes back.
  var secret: [UInt8]

  /// Opens data and documents. Throws errors that say what, where and what to do.
  /// - Parameters:
  ///   - journal: The journal's folder below the data folder: "" for the server's own.
  ///   - takesEvents: Whether the event log is opened: by the server alone.
  static func open(
    _ configuration: AisleConfiguration, journal folder: String = "", access: JournalDatabase.Access = .readWrite,
    takesEvents: Bool = false,
    logger: Logger
  ) async throws -> House {
    // Mistakes in documents are found before anything is made.
    let documents = try RetailFiles(directory: configuration.retailDirectory).read()
    let files = try BackendFiles(configuration)
    try files.refuseSplitOrders()
    let connected = try files.backends()
    let wanted = try EventsFile.read(
      retail: configuration.retailDirectory, backends: ["shop"] + files.directory.backends.map(\.name),
      environment: ProcessInfo.processInfo.environment)
    let data = configuration.dataDirectory
    let place = folder.isEmpty ? data : "\(data)/\(folder)"
    let database = try JournalDatabase(path: "\(place)/journal.sqlite", access: access)
    let sealing = try AESGCMSealing(database: database, masterKeyFile: "\(place)/master.key")
    let profile = ShopProfile(name: configuration.shopName, phone: configuration.shopPhone)
    let shop = try await Self.shop(configuration)
    let products = try await shop.products()
    let trained = try TrainedFiles(configuration)
    let artefacts = documents.withoutCards(configuration.cardsURL == nil).artefacts(
      profile: profile, products: products, trained: trained.understanding, digest: sealing.digest)
    if let refused = trained.refusal(by: artefacts.understander) {
      logger.warning("the trained model is not used", metadata: ["file": "\(trained.path)", "reason": "\(refused)"])
    }
    let guarded: [(backend: any CommerceBackend, settings: BackendSettings)] = [(shop, .inProcess)] + connected
    let events =
      takesEvents
      ? try await EventHouse.open(wanted, files: files, data: data, sealing: sealing, logger: logger) : nil
    let out = takesEvents ? try await OutHouse.open(wanted.sinks, database: database, logger: logger) : nil
    return House(
      configuration: configuration, artefacts: artefacts, shop: shop, trained: trained, products: products,
      guarded: guarded.map { (events?.serving($0.backend) ?? $0.backend, $0.settings) },
      table: files.directory.routes, events: events, out: out, tellsOutside: folder.isEmpty && !wanted.sinks.isEmpty,
      database: database, sealing: sealing,
      journal: JournalKeeping(store: SQLiteJournal(database: database), sealing: sealing) {
        sealing.subjectKey(for: $0)
      },
      recordings: RecordingStore(folder: "\(data)/recordings", keyFile: configuration.recordingKeys), logger: logger,
      place: place,
      secret: Array(sealing.subjectKey(for: "\u{0}stream-token-secret").utf8))
  }

  /// The embedded shop, beside a server that runs or without one.
  static func shop(_ configuration: AisleConfiguration) async throws -> EmbeddedShop {
    try await EmbeddedShop.open(
      path: "\(configuration.dataDirectory)/shop.sqlite", seed: UInt64(configuration.shopSeed),
      today: EmbeddedShop.today(at: EmbeddedShop.now()))
  }

  /// The catalogue alone, with nothing else opened: beside a running server too.
  static func catalogue(_ configuration: AisleConfiguration) async throws -> [Product] {
    try await shop(configuration).products()
  }

  /// The machine as conversations see it.
  var surroundings: Surroundings {
    let zone = TimeZone(identifier: configuration.timeZone) ?? .gmt
    return Surroundings(
      now: { Int64(Date().timeIntervalSince1970 * 1_000) }, random: { UInt64.random(in: .min ... .max) },
      utcOffsetSeconds: { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0) / 1_000)) })
  }

  /// The back ends alone.
  var backends: [any CommerceBackend] { guarded.map(\.backend) }

  /// Its ledger.
  var ledgerHouse: LedgerHouse {
    LedgerHouse(configuration: configuration, database: database, sealing: sealing, tellsOutside: tellsOutside)
  }

  /// The gateway before the back ends, with the ledger that does every write once.
  func gateway(observer: (any GatewayObserver)? = nil) throws -> Gateway {
    try Gateway(guarded, table: table, store: ledgerHouse.ledger, observer: observer)
  }

  /// The house of conversations over given engines.
  /// - Parameter showsCodes: Whether one-time codes that nobody sends are shown where the customer types: in an operator's own terminal.
  func conversations(
    _ recognizer: any SpeechRecognizer, _ synthesizer: any SpeechSynthesizer,
    makeDetector: @escaping @Sendable () -> any VoiceDetector = { VoiceActivityDetector() },
    backend: any CommerceBackend,
    showsCodes: Bool = false
  ) -> ConversationHouse {
    var settings = HouseSettings(
      maximumCalls: configuration.maximumCalls, operationBudget: .milliseconds(configuration.operationBudget),
      recordsCalls: configuration.recording, turns: configuration.turns)
    settings.budgets = configuration.budgets
    settings.slowAfter = [configuration.acknowledgeAfter, configuration.acknowledgeAfter * 4].map { .milliseconds($0) }
    return ConversationHouse(
      artefacts: artefacts, backend: backend, journal: journal, recordings: recordings, recognizer: recognizer,
      synthesizer: synthesizer, makeDetector: makeDetector, makeCanceller: configuration.cancellers,
      proposer: configuration.languageModel.map { LanguageModelProposer($0) },
      rephraser: configuration.modelRephrases ? configuration.languageModel.map { LanguageModelRephraser($0) } : nil,
      tries: SQLiteTryCounter(database: database), codes: codeSender(over: backend, shows: showsCodes),
      cards: cardTokeniser,
      settings: settings, surroundings: surroundings, logger: logger)
  }

  /// Closes what a crash left open, in the real journal and in that of the sandboxes.
  func recover(sandboxes shelf: SandboxShelf) async throws {
    func artefacts(_ sandbox: String?) -> Artefacts {
      shelf.sandboxes.first { $0.name == sandbox }?.artefacts ?? self.artefacts
    }
    var closed = 0
    for keeping in [journal, shelf.journal] {
      closed += try await Recovery.closeInterrupted(
        journal: keeping, artefacts: artefacts, now: Timestamp(milliseconds: surroundings.now())
      ) { id, error in
        logger.error("conversation cannot be recovered", metadata: ["conversation": "\(id)", "error": "\(error)"])
      }.count
    }
    if closed > 0 {
      logger.notice("closed conversations that a stop had interrupted", metadata: ["count": "\(closed)"])
    }
  }
}
