internal import ArgumentParser
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import Operations
internal import Storage

/// `aisle events`: what came in, what could not be used, what was told, and what a person may do about it.
struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "List what came in and was told, take dead letters in again, rebuild the read model.",
    discussion: """
      Speaks with the running server of the same data folder, which takes events in and tells them (retail/events.yaml). \
      docs/events.md says more.
      """,
    subcommands: [
      EventsListCommand.self, EventsRetryCommand.self, EventsForgetCommand.self, EventsRebuildCommand.self,
      EventsReviveCommand.self,
    ],
    defaultSubcommand: EventsListCommand.self)

  /// Asks the server. Throws an `EventsDesk.Objection` that says what to do.
  fileprivate static func ask(
    _ configuration: AisleConfiguration, _ method: HTTPMethod, _ body: Data = Data(), within: TimeAmount = .seconds(15)
  ) async throws -> Data {
    let house = try LedgerHouse.open(configuration, folder: "", access: .readOnly)
    let control = ControlClient(origin: configuration.localOrigin, pass: house.pass)
    let answer: (status: Int, body: Data)
    do {
      answer = try await control.send(method, EventsControlRoutes.path, body, within: within)
    } catch {
      throw EventsDesk.Objection(
        description: "no server answers at 127.0.0.1:\(configuration.port): start it with aisle server; if it listens "
          + "elsewhere, say which configuration it has with --config")
    }
    guard answer.status == 200 else {
      throw EventsDesk.Objection(
        description: answer.status == 401 || answer.status == 404
          ? "what listens at 127.0.0.1:\(configuration.port) is not the server of this data folder"
          : String(decoding: answer.body, as: UTF8.self))
    }
    return answer.body
  }

  fileprivate static func order(_ order: EventsDesk.Order, _ common: CommonOptions) async throws {
    let configuration = try common.load()
    do {
      // Long logs take their time.
      let said = try await ask(configuration, .POST, try JSONEncoder().encode(order), within: .minutes(30))
      print(String(decoding: said, as: UTF8.self))
    } catch {
      throw Mistakes.end(error)
    }
  }
}

/// `aisle events list`
struct EventsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List sources, dead letters and sinks.")

  @OptionGroup var common: CommonOptions
  @Option(help: "How many dead letters to list, newest first (at most 100).") var most = 20
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard (0...EventsDesk.listed).contains(most) else { throw ValidationError("--most is from 0 to 100.") }
  }

  func run() async throws {
    let configuration = try common.load()
    do {
      let body = try await EventsCommand.ask(configuration, .GET)
      let report = try JSONDecoder().decode(EventsDesk.Report.self, from: body)
      guard json else { return print(EventsText.list(report, most: most, now: MachineClock().wall)) }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(report), as: UTF8.self))
    } catch {
      throw Mistakes.end(error)
    }
  }
}

/// `aisle events retry 7 9`
struct EventsRetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Take dead letters in again; those that can be used are no dead letters any more.")

  @OptionGroup var common: CommonOptions
  @Argument(help: "Their numbers.") var numbers: [Int64] = []
  @Flag(help: "All of them, oldest first.") var all = false

  func validate() throws {
    guard all == numbers.isEmpty else { throw ValidationError("Say which: numbers, or --all.") }
  }

  func run() async throws { try await EventsCommand.order(.retry(numbers), common) }
}

/// `aisle events forget 7 9`
struct EventsForgetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Forget dead letters that nobody needs.")

  @OptionGroup var common: CommonOptions
  @Argument(help: "Their numbers.") var numbers: [Int64]

  func run() async throws { try await EventsCommand.order(.forget(numbers), common) }
}

/// `aisle events rebuild`
struct EventsRebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract:
      "Make the read model anew from the log, while events go on coming in, and say whether it was what it gives.")

  @OptionGroup var common: CommonOptions

  func run() async throws { try await EventsCommand.order(.rebuild, common) }
}

/// `aisle events revive crm`
struct EventsReviveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revive", abstract: "Tell a sink again what was given up because it refused it.")

  @OptionGroup var common: CommonOptions
  @Argument(help: "The sink's name under out: in retail/events.yaml.") var sink: String

  func run() async throws { try await EventsCommand.order(.revive(sink), common) }
}
