internal import ArgumentParser
internal import Dialogue
internal import Foundation

/// `aisle check`: reads configuration, intents, responses and policy, and says what is wrong with them.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check aisle.yaml, the intent map, the responses and the policy; nothing is started.")

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
      print("All right: \(documents.intents.intents.count) intents.")
    } catch {
      throw Mistakes.end(error)
    }
  }
}
