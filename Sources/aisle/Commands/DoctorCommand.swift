internal import ArgumentParser
internal import Commerce
internal import Dialogue
internal import Foundation
internal import Logging
internal import Operations
internal import Storage

/// `aisle doctor`: tries everything that is configured, changes nothing, and says what to do where it does not work.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Try what is configured: back ends by operation, events, engines, storage, the way in for calls.",
    discussion: "Nothing is changed or sent. Ends with 1 when something is broken.")

  @OptionGroup var common: CommonOptions
  @Flag(help: "Print the findings as JSON.") var json = false
  @Flag(help: "Leave the speech engines out, which take seconds to load.") var quick = false

  func run() async throws {
    let configuration = try common.load()
    let logger = common.logger(configuration, level: .error)
    var findings: [Finding] = []
    do {
      // Before the first start there is nothing to look at yet: what is needed is made apart, and thrown away.
      let isNew = !FileManager.default.fileExists(atPath: "\(configuration.dataDirectory)/journal.sqlite")
      var looked = configuration
      let apart = FileManager.default.temporaryDirectory.appendingPathComponent("aisle-doctor-\(UUID().uuidString)")
        .path
      if isNew { looked.dataDirectory = apart }
      // A model can be trained before the first start.
      let model = TrainedFiles.path(configuration)
      if FileManager.default.fileExists(atPath: model) { looked.model = model }
      defer { try? FileManager.default.removeItem(atPath: apart) }
      let house = try await House.open(looked, access: isNew ? .readWrite : .readOnly, logger: logger)
      findings.append(
        Finding(
          area: "documents", name: configuration.retailDirectory, verdict: .works,
          seen: "\(house.artefacts.intents.intents.count) intents, responses and policy are read"))
      let probes = HouseProbes(configuration: configuration)
      findings += try probes.understanding(house)
      findings += await probes.storage(house)
      for backend in house.backends {
        findings += await OperationProbes(
          backend: backend, area: "back end \(backend.name)",
          operations: OperationName.allCases.filter {
            house.table.backend(for: $0) == backend.name && backend.operations.contains($0)
          }
        ).run()
      }
      findings += CodeProbe(configuration: configuration).look(house.artefacts)
      let events = try EventsFile.read(
        retail: configuration.retailDirectory, backends: house.backends.map(\.name),
        environment: ProcessInfo.processInfo.environment)
      findings += await EventProbes(file: events).look()
      findings += await probes.telephone()
      findings += await CertificateProbe(configuration: configuration).look()
      if !quick {
        findings += await ModelProbe(settings: configuration.languageModel).look()
        findings += await EngineProbes(maker: EngineMaker(configuration: configuration, house: house)).look()
      }
    } catch {
      throw Mistakes.end(error)
    }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(findings), as: UTF8.self))
    } else {
      print(FindingTable(findings: findings).text())
    }
    if findings.contains(where: { $0.verdict == .broken }) { throw ExitCode(1) }
  }
}
