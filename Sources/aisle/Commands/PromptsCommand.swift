internal import ArgumentParser
internal import Foundation
internal import Logging
internal import SpeechEngines

/// `aisle prompts`: what can be recorded by a person in place of the synthetic voice.
struct PromptsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompts",
    abstract: "List the sentences the agent says word for word, and which of them are recorded.",
    discussion: """
      One line a sentence: whether it is recorded, the file name it is looked for under in the folder that speech.prompts \
      names, and the words. Ends with 1 when a file there cannot be used.
      """)

  @OptionGroup var common: CommonOptions
  @Flag(help: "Only those that are not recorded.") var missing = false

  func run() async throws {
    var configuration = try common.load()
    let logger = common.logger(configuration, level: .error)
    do {
      let apart = FileManager.default.temporaryDirectory.appendingPathComponent("aisle-prompts-\(UUID().uuidString)")
      configuration.dataDirectory = apart.path
      defer { try? FileManager.default.removeItem(at: apart) }
      let sentences = try await House.open(configuration, logger: logger).fixedSentences
      let recorded = configuration.speech.prompts.map { RecordedPrompts(folder: $0, sentences: sentences) }
      var seen: Set<String> = []
      for sentence in sentences where seen.insert(sentence).inserted {
        let isThere = recorded?.samples[sentence] != nil
        if missing && isThere { continue }
        print("\(isThere ? "recorded" : "-")\t\(RecordedPrompts.fileName(sentence))\t\(sentence)")
      }
      for problem in recorded?.problems ?? [] { FileHandle.standardError.write(Data("\(problem)\n".utf8)) }
      if let recorded, !recorded.problems.isEmpty { throw ExitCode(1) }
    } catch let code as ExitCode {
      throw code
    } catch {
      throw Mistakes.end(error)
    }
  }
}
