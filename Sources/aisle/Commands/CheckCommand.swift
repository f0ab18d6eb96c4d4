internal import ArgumentParser
internal import Dialogue
internal import Foundation
internal import Policy

/// `aisle check`: reads configuration, intents, responses, policies and sandboxes, and says what is wrong with them.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Check aisle.yaml, the intent map, the responses, the policy, the sandboxes, the back-end files and what the intents need of them; nothing is started."
  )

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let configuration = try common.load()
    do {
      let documents = try RetailFiles(directory: configuration.retailDirectory).read()
      for intent in documents.intents.intents {
        let sentences = intent.triggers.values.reduce(0) { $0 + $1.count }
        print(
          "\(intent.name): \(intent.title), owner \(intent.owner), \(sentences) example sentences, "
            + "\(intent.steps.count) steps\(intent.enabled ? "" : ", not enabled")")
      }
      let sandboxes = try SandboxFile.all(retail: configuration.retailDirectory)
      for sandbox in sandboxes {
        _ = try RetailFiles(directory: configuration.retailDirectory, sandbox: sandbox).read()
      }
      let directory = try BackendFiles(configuration).directory
      for note in RouteNotes(intents: documents.intents, asked: documents.policy.numbers, directory: directory).all {
        print("note: \(note)")
      }
      let names = sandboxes.map(\.name).joined(separator: ", ")
      print("All right: \(documents.intents.intents.count) intents\(names.isEmpty ? "" : "; sandboxes \(names)").")
    } catch {
      throw Mistakes.end(error)
    }
  }
}
