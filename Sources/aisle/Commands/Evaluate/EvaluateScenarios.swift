internal import ArgumentParser
internal import Documents
internal import Evaluation
internal import Foundation

/// `aisle evaluate scenarios DIR`.
struct EvaluateScenarios: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenarios", abstract: "Play written scenarios and say what was not as expected.",
    discussion: "docs/scenarios.md has their format. Exit code 0: all as expected; 1: not; 2: a file cannot be read.")

  @OptionGroup var common: CommonOptions
  @Argument(help: "A folder of .yaml files, or one of them.") var path = "retail/scenarios"
  @Option(help: "Play only those whose intent, outcome, title or file holds this.") var only: String?
  @Option(help: "The folder of the tau retail world, for scenarios in that sandbox.") var tauData: String?
  @Flag(help: "Print what was said and done in every run.") var verbose = false

  func run() async throws {
    var configuration = try common.load()
    configuration.tauData = tauData ?? configuration.tauData
    do {
      let scenarios = try Self.load(path).filter { scenario in
        guard let only else { return true }
        return [scenario.intent, scenario.outcome, scenario.title, scenario.file].contains {
          $0.localizedCaseInsensitiveContains(only)
        }
      }
      guard !scenarios.isEmpty else {
        throw DocumentError(file: path, line: 0, message: "there is no scenario; they are files that end in .yaml")
      }
      let stages = try Stages(configuration)
      let runner = ScenarioRunner { sandbox, moment in try await stages.stage(sandbox, moment) }
      var runs: [ScenarioRunner.Run] = []
      for scenario in scenarios {
        let played = await runner.run(scenario)
        if verbose {
          for run in played { print("\(scenario.file): \(scenario.title)\n" + run.transcript.joined(separator: "\n")) }
        }
        runs += played
      }
      let report = ScenarioReport(runs: runs, showsTranscripts: !verbose)
      print(report.text)
      if report.failed > 0 { throw ExitCode(1) }
    } catch { throw Mistakes.end(error) }
  }

  static func load(_ path: String) throws(DocumentError) -> [Scenario] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw DocumentError(file: path, line: 0, message: "there is no such file or folder")
    }
    var files = [path]
    if isFolder.boolValue {
      let names = FileManager.default.enumerator(atPath: path)?.allObjects.compactMap { $0 as? String } ?? []
      files = names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(path)/\($0)" }
    }
    var scenarios: [Scenario] = []
    for file in files {
      guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
        throw DocumentError(file: file, line: 0, message: "cannot be read; it must be a file of UTF-8 text")
      }
      scenarios.append(try Scenario(file: file, text: text))
    }
    return scenarios
  }
}
