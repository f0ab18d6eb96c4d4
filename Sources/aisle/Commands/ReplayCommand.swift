internal import ArgumentParser
internal import Conversations
internal import Dialogue
internal import Foundation
internal import Journal
internal import Logging
internal import Storage

/// `aisle replay ID`: runs a stored conversation through this build and the present documents.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Run a stored conversation through this build and name the first difference.",
    discussion: "Exit code 0: identical. 1: it differs, or a journal is damaged. Without an ID, --all runs every one.")

  @OptionGroup var common: CommonOptions
  @Argument(help: "The conversation's identifier, as the console shows it.") var id: String?
  @Flag(help: "Replay all stored conversations.") var all = false

  func validate() throws {
    guard all != (id != nil) else { throw ValidationError("Name one conversation, or say --all.") }
  }

  func run() async throws {
    let configuration = try common.load()
    let logger = common.logger(configuration, level: .error)
    var houses: [House] = []
    do {
      for folder in ["", "chat"] {
        let path = "\(configuration.dataDirectory)/\(folder.isEmpty ? "" : folder + "/")journal.sqlite"
        guard folder.isEmpty || FileManager.default.fileExists(atPath: path) else { continue }
        houses.append(try await House.open(configuration, journal: folder, access: .readOnly, logger: logger))
      }
    } catch {
      throw Mistakes.end(error)
    }
    var wanted: [(id: String, house: House)] = []
    for house in houses {
      for row in try await house.journal.store.conversations(open: nil, limit: .max) where all || row.id == id {
        wanted.append((row.id, house))
      }
    }
    if let id, wanted.isEmpty {
      print("\(id): there is no such conversation in \(configuration.dataDirectory)")
      throw ExitCode(1)
    }
    var failures = 0
    for (id, house) in wanted {
      let entries = try await house.journal.store.entries(of: id)
      do {
        let recorded = try JournalItem.recorded(entries, sealing: house.journal.sealing)
        if let difference = Replay.run(recorded, artefacts: house.artefacts) {
          print("\(id): \(difference)")
          changed(recorded, house.artefacts)
          failures += 1
        } else {
          print("\(id): identical, \(entries.count) entries")
        }
      } catch let error as JournalError {
        print("\(id): \(error.message)")
        failures += 1
      }
    }
    if all { print("\(wanted.count - failures) of \(wanted.count) conversations are identical") }
    if failures > 0 { throw ExitCode(1) }
  }

  /// Says which documents are others than when the conversation was held: the likeliest reason.
  private func changed(_ recorded: [Recorded], _ artefacts: Artefacts) {
    for case .input(let input, _) in recorded {
      guard case .opened(let opening) = input.event else { continue }
      let names = artefacts.hashes.filter { opening.artefacts[$0.key] != $0.value }.keys.sorted()
      if !names.isEmpty { print("  changed since then: \(names.joined(separator: ", "))") }
    }
  }
}
