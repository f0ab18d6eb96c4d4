internal import ArgumentParser
internal import Commerce
internal import Dialogue
internal import Documents
internal import Foundation
internal import HTTPServer
internal import Journal
internal import Logging
internal import NIOCore
internal import Operations
internal import Shop
internal import Storage
internal import Telephony

/// The program.
@main
struct Aisle: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aisle",
    abstract: "A voice agent for retail: takes calls and chats, and gets the customer's business done.",
    subcommands: [
      ServerCommand.self, ChatCommand.self, ReplayCommand.self, CheckCommand.self, IntentsCommand.self,
      TrainCommand.self,
      DoctorCommand.self,
      RecordingsCommand.self, LedgerCommand.self, EventsCommand.self, BackendsCommand.self, OrderCommand.self,
      WorldCommand.self,
      ContractsCommand.self,
      TokenCommand.self, PromptsCommand.self, EvaluateCommand.self,
    ])
}

/// What all commands share.
struct CommonOptions: ParsableArguments {
  @Option(name: .long, help: "The configuration file (default: aisle.yaml where it exists).")
  var config: String?

  /// The configuration; a mistake in it ends the program with exit code 2.
  func load() throws -> AisleConfiguration {
    do {
      return try AisleConfiguration.load(file: config, environment: ProcessInfo.processInfo.environment)
    } catch {
      throw Mistakes.end(error)
    }
  }

  /// A logger to standard error.
  func logger(_ configuration: AisleConfiguration, level: Logger.Level? = nil) -> Logger {
    let level = level ?? Logger.Level(rawValue: configuration.logLevel.rawValue) ?? .info
    LoggingSystem.bootstrap { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = level
      return handler
    }
    return Logger(label: "aisle")
  }
}

/// Mistakes of the user's: told on standard error, exit code 2.
enum Mistakes {
  static func end(_ error: any Error) -> any Error {
    let text: String
    switch error {
    case let error as DocumentError: text = error.description
    case let error as StorageError: text = error.message
    case let error as SandboxError: text = error.description
    case let error as OperationFailure: text = error.message
    case let error as ShopError: text = error.message
    case let error as JournalError: text = error.message
    case let error as RoutingProblem: text = error.description
    case let error as LedgerStoreError: text = error.message
    case let error as LedgerObjection: text = error.description
    case let error as EventsDesk.Objection: text = error.description
    case let error as TelephonyError: text = error.message
    case let error as HTTPServerError where error.code == .badCertificate:
      text = "\(error.message); it is named in server.tls of aisle.yaml"
    case let error as IOError where error.errnoCode == EADDRINUSE:
      text = "the port is taken; stop the other program or set server.port to another"
    case let error as IOError where error.errnoCode == EACCES || error.errnoCode == EADDRNOTAVAIL:
      text = "cannot listen at server.host and server.port: \(String(cString: strerror(error.errnoCode)))"
    default: return error
    }
    FileHandle.standardError.write(Data("aisle: \(text)\n".utf8))
    return ExitCode(2)
  }
}
