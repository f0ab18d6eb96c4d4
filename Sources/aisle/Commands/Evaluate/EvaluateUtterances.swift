internal import ArgumentParser
internal import Audio
internal import Commerce
internal import Dialogue
internal import Discourse
internal import Documents
internal import Evaluation
internal import Foundation
internal import Logging
internal import Shop
internal import Synchronization
internal import Understanding

/// `aisle evaluate utterances DIR`.
struct EvaluateUtterances: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "utterances",
    abstract: "Speak what customers of scenarios and intents say into recordings for `evaluate ears`.",
    discussion: """
      Writes NAME.wav and NAME.txt: free speech with numbers of orders, goods and stores that exist, and as much without any, each sentence in \
      the next voice, at the telephone's rate and through mu-law, every other one in pink noise at 15 dB. The same each time for the same \
      scenarios, intents, shop and seed.
      Exit code 0: written. 2: a file, a voice or an option is wrong.
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "The folder to write into; made where it is missing.") var folder: String
  @Option(help: "Scenarios whose customers are listened to, a folder or a file.") var scenarios = "retail/scenarios"
  @Option(help: "Voices, as programs of Debian's: espeak-ng:en-us,flite:slt; without it flite's, built in.")
  var voices: String?
  @Option(help: "How many sentences with names; as many without.") var count = 100
  @Option(help: "Other sentences, names and noise for another number.") var seed: UInt64 = 1

  func run() async throws {
    let configuration = try common.load()
    do {
      let callers = try VoiceCallers(voices)
      let stages = try Stages(configuration)
      let said = try await sentences(of: EvaluateScenarios.load(scenarios), stages)
      var shopConfiguration = configuration
      shopConfiguration.dataDirectory =
        FileManager.default.temporaryDirectory.appendingPathComponent("aisle-utterances-\(UUID().uuidString)").path
      defer { try? FileManager.default.removeItem(atPath: shopConfiguration.dataDirectory) }
      let house = try await House.open(shopConfiguration, logger: common.logger(configuration, level: .error))
      let templates = house.artefacts.intents.triggers.flatMap(\.sentences)
      let maker = UtteranceMaker(
        orders: try await house.shop.orders(limit: 2_000).map(\.number), products: house.products.map(\.name),
        stores: try await house.shop.stores().map(\.name), seed: seed)
      let utterances = maker.choose(said: said, templates: templates, count: count)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for (index, utterance) in utterances.enumerated() {
        let voice = callers.voices[index % callers.voices.count]
        let sound = try await callers.speak(utterance.spoken, voice.name)
        let wav = WAVFile(
          mono: Utterance.carried(
            sound, speed: voice.speed, noise: (index / callers.voices.count).isMultiple(of: 2) ? nil : 15,
            seed: seed &+ UInt64(index)))
        let place = "\(folder)/\(String(format: "%04d", index))-\(voice.name.filter { $0.isLetter || $0.isNumber })"
        try Data(wav.bytes).write(to: URL(filePath: place + ".wav"))
        let holds = utterance.names.map { "holds: \($0.kind) \($0.text)\n" }.joined()
        try Data((utterance.words + "\nexpect: anything\n" + holds).utf8).write(to: URL(filePath: place + ".txt"))
      }
      print(
        "\(utterances.count) recordings, \(utterances.count { !$0.names.isEmpty }) of them with names, in \(folder)")
    } catch let failure as VoiceProgram.Failure {
      throw Mistakes.end(DocumentError(file: "--voices", line: 0, message: failure.description))
    } catch { throw Mistakes.end(error) }
  }

  /// What customers say in scenarios that go right, each sentence once, where anything may be said.
  private func sentences(of scenarios: [Scenario], _ stages: Stages) async throws -> [String] {
    let found = Mutex<[String]>([])
    let runner = ScenarioRunner(
      mouth: { words, cue in
        if cue.expectation.isFree { found.withLock { $0.append(words) } }
        return SpokenTurn(written: VoiceBench.asHeard(words), expecting: cue.expectation)
      }, staging: { [stages] sandbox, moment in try await stages.stage(sandbox, moment) })
    for scenario in scenarios { _ = await runner.run(scenario) }
    var seen: Set<String> = []
    return found.withLock { $0 }.filter { seen.insert($0).inserted }
  }
}
