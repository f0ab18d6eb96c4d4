internal import ArgumentParser
internal import Dialogue
internal import Documents
internal import Foundation

/// `aisle intents`: the intent map.
struct IntentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "intents", abstract: "Work with the intent map.", subcommands: [Check.self])

  /// `aisle intents check`: what is wrong with the documents, file by file.
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract:
        "Check intent documents: each needs owner, triggers, systems, output, limits, escalation, exclusions, budget.",
      discussion: """
        Tells the first mistake of each file with its line and what to do; when every file is right, the documents are checked
        together. The exit code is 0 when all is right and 1 when something is not.
        """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "A retail folder, or a folder of intent documents (default: the configured retail folder).")
    var folder: String?

    func run() async throws {
      let configuration = try common.load()
      let folder = folder ?? configuration.retailDirectory
      let hasMap = FileManager.default.fileExists(atPath: "\(folder)/intents")
      let mistakes: [DocumentError]
      var count = 0
      do {
        let own = try RetailFiles(directory: folder).intents(in: hasMap ? "intents" : ".")
        count = own.count
        let isWhole = hasMap && FileManager.default.fileExists(atPath: "\(folder)/responses")
        let retail = RetailFiles(directory: isWhole ? folder : configuration.retailDirectory)
        // Documents of another folder are checked as if they stood in the map, in the place of those of the same name.
        let names = Set(own.map { $0.file.split(separator: "/").last })
        let others =
          isWhole
          ? [] : try retail.intents(in: "intents").filter { !names.contains($0.file.split(separator: "/").last) }
        mistakes = IntentMap.mistakes(own + others, responses: try retail.responses())
      } catch {
        throw Mistakes.end(error)
      }
      for mistake in mistakes { print(mistake.description) }
      guard mistakes.isEmpty else {
        print("\(mistakes.count) of \(count) documents \(mistakes.count == 1 ? "has" : "have") a mistake.")
        throw ExitCode(1)
      }
      print("All right: \(count) intents.")
    }
  }
}
