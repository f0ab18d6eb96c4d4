internal import ArgumentParser
internal import Conversations
internal import Foundation
internal import Operations
internal import Storage

/// `aisle recordings`: what is kept of calls' sound, for those who may read the data folder.
struct RecordingsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recordings",
    abstract: "List, export, check and erase recordings of calls, and change their key.",
    discussion: """
      Recordings are sealed files in the data folder. Whoever opens or erases one is noted in recordings/access.log, by the name that --by \
      gives. Works beside a running server. docs/operations.md says more.
      """,
    subcommands: [
      RecordingsListCommand.self, RecordingsExportCommand.self, RecordingsVerifyCommand.self,
      RecordingsEraseCommand.self, RecordingsRotateCommand.self, RecordingsAccessCommand.self,
    ],
    defaultSubcommand: RecordingsListCommand.self)
}

/// What each of its commands needs.
struct RecordingsShelf {
  var store: RecordingStore

  init(_ configuration: AisleConfiguration) {
    store = RecordingStore(
      folder: "\(configuration.dataDirectory)/recordings", keyFile: configuration.recordingKeys)
  }

  /// The conversation of an identifier or of its beginning.
  func conversation(_ text: String) throws -> String {
    let found = store.conversations().filter { $0.hasPrefix(text) }
    if found.contains(text) { return text }
    guard let only = found.first, found.count == 1, !text.isEmpty else {
      throw LedgerObjection(
        found.isEmpty
          ? "there is no recording \(text); `aisle recordings` lists them"
          : "\(text) is the beginning of \(found.count) recordings; write more of it")
    }
    return only
  }

  static func moment(_ milliseconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(milliseconds) / 1_000).formatted(.iso8601)
  }
}

/// Who does it.
struct RecordingsPerson: ParsableArguments {
  @Option(help: "Your name, for the log of who opened what.") var by: String =
    ProcessInfo.processInfo.environment["USER"] ?? "operator"
}

/// `aisle recordings list`
struct RecordingsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List recordings, oldest first.")

  @OptionGroup var common: CommonOptions
  @Flag(help: "Print JSON.") var json = false

  private struct Line: Encodable {
    var conversation: String
    var began: String?
    var seconds: Double?
    var key: String?
    var whole: Bool?
    var problem: String?
  }

  func run() async throws {
    let configuration = try common.load()
    let shelf = RecordingsShelf(configuration)
    let lines = shelf.store.conversations().map { conversation -> Line in
      do throws(StorageError) {
        let recording = try shelf.store.sealed(conversation)
        return Line(
          conversation: conversation, began: RecordingsShelf.moment(recording.startedAt), seconds: recording.seconds,
          key: recording.keyID, whole: recording.isWhole)
      } catch {
        return Line(conversation: conversation, problem: error.message)
      }
    }.sorted { ($0.began ?? "", $0.conversation) < ($1.began ?? "", $1.conversation) }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return print(String(decoding: try encoder.encode(lines), as: UTF8.self))
    }
    if lines.isEmpty { print("There are no recordings. recording.enabled in aisle.yaml turns them on.") }
    for line in lines {
      if let problem = line.problem {
        print("\(line.conversation)  cannot be opened: \(problem)")
      } else {
        let length = Duration.seconds((line.seconds ?? 0).rounded()).formatted(.time(pattern: .minuteSecond))
        print(
          "\(line.conversation)  \(line.began ?? "")  \(length)  key \(line.key ?? "")"
            + (line.whole == true ? "" : "  broken off, or still being written"))
      }
    }
    for path in shelf.store.unsealed() {
      print("\(path) is not sealed: of an earlier build; move it away or remove it")
    }
  }
}

/// `aisle recordings export ID`
struct RecordingsExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a recording as a wav file, caller left, agent right.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var person: RecordingsPerson
  @Argument(help: "The conversation's ID, or its beginning.") var id: String
  @Option(name: .shortAndLong, help: "Where to write it; -: standard output.") var output: String

  func run() async throws {
    let shelf = RecordingsShelf(try common.load())
    do {
      let id = try shelf.conversation(id)
      guard let recording = try shelf.store.open(id, access: RecordingAccess(by: person.by, purpose: .export)) else {
        return
      }
      if output != "-",
        !FileManager.default.createFile(
          atPath: output, contents: nil, attributes: [.posixPermissions: 0o600])
      {
        throw LedgerObjection("cannot write \(output); check its folder and rights")
      }
      guard let handle = output == "-" ? FileHandle.standardOutput : FileHandle(forWritingAtPath: output) else {
        throw LedgerObjection("cannot write \(output); check its rights")
      }
      for start in stride(from: 0, to: recording.length, by: 1_000_000) {
        try handle.write(contentsOf: Data(try recording.bytes(start..<min(recording.length, start + 1_000_000))))
      }
    } catch {
      throw Mistakes.end(error)
    }
  }
}

/// `aisle recordings verify`
struct RecordingsVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check that recordings, and the log of who opened them, are what was written.")

  @OptionGroup var common: CommonOptions
  @Argument(help: "Conversations' IDs, or their beginnings; none: all.") var ids: [String] = []

  func run() async throws {
    let shelf = RecordingsShelf(try common.load())
    var problems = 0
    do {
      let wanted = ids.isEmpty ? shelf.store.conversations() : try ids.map(shelf.conversation)
      for conversation in wanted {
        do {
          let recording = try shelf.store.sealed(conversation)
          try recording.check()
          let seconds = recording.seconds.formatted(.number.precision(.fractionLength(1)))
          print("\(conversation)  \(recording.isWhole ? "whole" : "broken off, or still being written"), \(seconds) s")
        } catch let error as StorageError {
          problems += 1
          print("\(conversation)  \(error.message)")
        }
      }
      print("\(wanted.count - problems) of \(wanted.count) are what was written")
      print("access.log: \(try shelf.store.log.lines().count) lines, each follows the one before it")
    } catch {
      throw Mistakes.end(error)
    }
    if problems > 0 { throw ExitCode(1) }
  }
}

/// `aisle recordings erase ID`
struct RecordingsEraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Erase recordings for good.",
    discussion:
      "The recording's own key is overwritten before the file is removed, so that copies of the disk's blocks tell nothing."
  )

  @OptionGroup var common: CommonOptions
  @OptionGroup var person: RecordingsPerson
  @Argument(help: "Conversations' IDs, or their beginnings.") var ids: [String]

  func run() async throws {
    let shelf = RecordingsShelf(try common.load())
    do {
      for conversation in try ids.map(shelf.conversation) {
        try shelf.store.erase(conversation, access: RecordingAccess(by: person.by, purpose: .erase))
        print("\(conversation)  erased")
      }
    } catch {
      throw Mistakes.end(error)
    }
  }
}

/// `aisle recordings rotate`
struct RecordingsRotateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "Make a new key, seal what there is with it, and drop the keys that open nothing.",
    discussion: """
      A running server uses the new key for what begins from then on; what it is writing keeps its key until the next rotation. What \
      cannot be opened is named and passed over, and its key is kept. Keep a copy of the key file elsewhere.
      """)

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let shelf = RecordingsShelf(try common.load())
    var problems = 0
    do {
      let rotation = try shelf.store.rotate { conversation, error in
        problems += 1
        print("\(conversation)  passed over, its key is kept: \(error.message)")
      }
      print(
        "key \(rotation.key) in \(shelf.store.keys.path); \(rotation.moved) recordings sealed with it, "
          + "\(rotation.dropped) old keys dropped")
    } catch {
      throw Mistakes.end(error)
    }
    if problems > 0 { throw ExitCode(1) }
  }
}

/// `aisle recordings access`
struct RecordingsAccessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access", abstract: "Show who opened or erased which recording, latest last.")

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let shelf = RecordingsShelf(try common.load())
    do {
      for line in try shelf.store.log.lines() {
        print(
          "\(RecordingsShelf.moment(line.at))  \(line.access.by)  \(line.access.purpose.rawValue)  \(line.conversation)"
        )
      }
    } catch {
      throw Mistakes.end(error)
    }
  }
}
