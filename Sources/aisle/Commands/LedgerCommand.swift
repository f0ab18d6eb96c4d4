internal import ArgumentParser
internal import Commerce
internal import Foundation
internal import Operations
internal import Storage

/// `aisle ledger`: the writes of which it is not certain what became, and a person's word on them.
struct LedgerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "List writes whose outcome is not certain, look at one, and say what became of it.",
    discussion: """
      Every change to a back end (an order cancelled, a payment refunded) is written into the ledger before it is sent and \
      after it is answered. What got no answer is asked about; what nobody could answer waits here for a person. Works \
      beside a running server. docs/operations.md says more.
      """,
    subcommands: [LedgerListCommand.self, LedgerShowCommand.self, LedgerDecideCommand.self],
    defaultSubcommand: LedgerListCommand.self)
}

/// The ledgers of a data folder: the server's, and that of chats held beside it.
struct LedgerShelf {
  var houses: [(folder: String, house: LedgerHouse)]

  static func open(_ configuration: AisleConfiguration) throws -> LedgerShelf {
    var houses: [(folder: String, house: LedgerHouse)] = []
    for folder in ["", "chat"] {
      let path = "\(configuration.dataDirectory)/\(folder.isEmpty ? "" : folder + "/")journal.sqlite"
      guard folder.isEmpty || FileManager.default.fileExists(atPath: path) else { continue }
      houses.append((folder, try LedgerHouse.open(configuration, folder: folder, access: .readOnly)))
    }
    return LedgerShelf(houses: houses)
  }

  /// The entry of a key or of its beginning, where that is the beginning of one open write alone.
  func entry(_ text: String) async throws -> (entry: LedgerEntry, folder: String) {
    var found: [(entry: LedgerEntry, folder: String)] = []
    for (folder, house) in houses {
      if let key = IdempotencyKey(text), let entry = try await house.ledger.entry(key) { return (entry, folder) }
      let open = try await house.ledger.open()
      found += (open.entries + open.contradicted).filter { $0.key.text.hasPrefix(text) }.map { ($0, folder) }
    }
    guard let only = found.first, found.count == 1 else {
      throw LedgerObjection(
        found.isEmpty
          ? "there is no write \(text); `aisle ledger` lists the open ones"
          : "\(text) is the beginning of \(found.count) open writes; write more of it")
    }
    return only
  }
}

/// `aisle ledger list`
struct LedgerListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the open writes, oldest first.")

  @OptionGroup var common: CommonOptions
  @Option(help: "Also list so many that were settled last.") var settled = 0
  @Flag(help: "Print JSON.") var json = false

  private struct Output: Encodable {
    var open: [LedgerNotice]
    var contradicted: [LedgerNotice]
    var unreadable: [String]
    var settled: [LedgerNotice]
  }

  func run() async throws {
    let configuration = try common.load()
    do {
      let shelf = try LedgerShelf.open(configuration)
      var book = LedgerBook(open: [], unreadable: [], contradicted: [], isServed: false)
      var latest: [LedgerNotice] = []
      for (folder, house) in shelf.houses {
        let found = try await house.ledger.open()
        book.open += found.entries.map(\.notice)
        book.unreadable += found.unreadable
        book.contradicted += found.contradicted.map(\.notice)
        if folder.isEmpty, await house.client.open() != nil { book.isServed = true }
        if settled > 0 { latest += try await house.ledger.latest(settled) }
      }
      book.open.sort { $0.created < $1.created }
      latest = Array(latest.sorted { $0.updated > $1.updated }.prefix(settled))
      print(json ? try Self.json(book, latest) : Self.text(book, latest))
    } catch {
      throw Mistakes.end(error)
    }
  }

  private static func text(_ book: LedgerBook, _ latest: [LedgerNotice]) -> String {
    let now = MachineClock().wall
    let list = LedgerText.list(book, now: now)
    return latest.isEmpty ? list : list + "\n\nsettled last:\n\n" + LedgerText.rows(latest, now: now)
  }

  private static func json(_ book: LedgerBook, _ latest: [LedgerNotice]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let output = Output(
      open: book.open, contradicted: book.contradicted, unreadable: book.unreadable.map(\.text), settled: latest)
    return String(decoding: try encoder.encode(output), as: UTF8.self)
  }
}

/// `aisle ledger show ID`
struct LedgerShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one write: what was to be done, what is known, what to do.")

  @OptionGroup var common: CommonOptions
  @Argument(help: "The write's ID, or the beginning of an open one's.") var id: String
  @Flag(help: "Show also what is about a person: addresses, telephone numbers.") var personal = false

  func run() async throws {
    let configuration = try common.load()
    do {
      let shelf = try LedgerShelf.open(configuration)
      let (entry, folder) = try await shelf.entry(id)
      print(
        LedgerText.show(
          entry, personal: personal, now: MachineClock().wall,
          console: folder.isEmpty ? configuration.localOrigin : nil))
    } catch {
      throw Mistakes.end(error)
    }
  }
}

/// `aisle ledger decide ID done`
struct LedgerDecideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide", abstract: "Say what became of an open write, with a reason. It is never sent again by that.",
    discussion: """
      The decision is durable and stands in the journal with your name and the reason before this returns. Where a server \
      runs, it takes the decision, and a conversation that still waits is told at once.
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "The write's ID, or the beginning of an open one's.") var id: String
  @Argument(
    help: "done: it took place. not-done: it did not. refused: a rule of the business forbade it.",
    transform: { text in
      guard let outcome = LedgerVerdict.Outcome(rawValue: text) else {
        throw ValidationError("it is one of \(LedgerVerdict.Outcome.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return outcome
    }) var outcome: LedgerVerdict.Outcome
  @Option(help: "Where you looked and what you saw.") var reason: String
  @Option(
    help: "With refused: the rule, as in alreadyShipped.",
    transform: { text in
      guard let rule = RefusalReason(rawValue: text) else {
        throw ValidationError("the rules are \(RefusalReason.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return rule
    }) var rule: RefusalReason?
  @Option(
    help:
      "With done: what it brought back, as JSON or @FILE (default: looked up in the back end, where that can be done).")
  var result: String?
  @Option(help: "Who says so (default: the user of this terminal).") var by: String?

  func validate() throws {
    if rule != nil, outcome != .refused { throw ValidationError("--rule goes with refused.") }
    if result != nil, outcome != .done { throw ValidationError("--result goes with done.") }
  }

  func run() async throws {
    let configuration = try common.load()
    do {
      let (entry, folder) = try await LedgerShelf.open(configuration).entry(id)
      let verdict = LedgerVerdict(
        outcome: outcome, rule: rule, result: try result.map(Self.text), by: by ?? NSUserName(), reason: reason)
      print(try await decide(entry.key, verdict, folder, configuration))
    } catch {
      throw Mistakes.end(error)
    }
  }

  /// Here, when nobody else writes to the ledger; else by whoever does.
  private func decide(
    _ key: IdempotencyKey, _ verdict: LedgerVerdict, _ folder: String, _ configuration: AisleConfiguration
  ) async throws -> String {
    do {
      let house = try LedgerHouse.open(configuration, folder: folder, access: .readWrite)
      return try await house.desk(isServers: folder.isEmpty).decide(key, verdict)
    } catch let error as StorageError where error.code == .inUse {
      guard folder.isEmpty else { throw LedgerObjection("a chat holds this ledger; end it and decide then") }
      let house = try LedgerHouse.open(configuration, folder: folder, access: .readOnly)
      let said = try await house.client.decide(key, verdict)
      // What answered was shown nothing secret, and is not believed either.
      guard let entry = try await house.ledger.entry(key), entry.state.isSettled, entry.contradicted == nil else {
        throw LedgerObjection(
          "what listens at 127.0.0.1:\(configuration.port) says that it took the decision, but it does not stand in the ledger"
        )
      }
      return said
    }
  }

  private static func text(_ given: String) throws -> String {
    guard given.hasPrefix("@") else { return given }
    guard let text = try? String(contentsOfFile: String(given.dropFirst()), encoding: .utf8) else {
      throw LedgerObjection("the file \(given.dropFirst()) cannot be read")
    }
    return text
  }
}
