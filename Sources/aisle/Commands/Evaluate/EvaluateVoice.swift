internal import ArgumentParser
internal import Audio
internal import Dialogue
internal import Documents
internal import Evaluation
internal import Foundation

/// `aisle evaluate voice`.
struct EvaluateVoice: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "voice", abstract: "Let scripted callers speak with the media engine, and judge how turns are taken.",
    discussion: """
      Everything runs in virtual time on the engine of real calls, with its voice detection and the turn settings of the configuration: \
      interruptions at every 100 ms of a prompt, acknowledgements, coughs, words for others, answers in pieces, silence; on a quiet line, in \
      noise, over poor networks, with the echo of a speakerphone. A recogniser that knows what is said stands in for a real one, so these \
      figures are of turn-taking alone; with --ear a real engine hears, and its figures stand apart. Voices are flite's or those of --voices, \
      sounds, noises and rooms are made from numbers, recorded digits are real people's: nothing of it validates anything on real calls.
      Exit code 0: every goal is reached on the quiet line, and those that are shares over all conditions together; with --ear: it was \
      measured; 1: a goal is missed; 2: a file, a voice or an option is wrong.
      """)

  @OptionGroup var common: CommonOptions
  @Option(help: "Only conditions whose name holds this; may be given several times.") var only: [String] = []
  @Flag(help: "The harder conditions: more noise, rooms, double talk.") var harder = false
  @Option(help: "Other moments and pauses for another number.") var seed: UInt64 = 1
  @Option(help: "A folder of recorded digits, DIGIT_SPEAKER_TAKE.wav at 8 kHz (free-spoken-digit-dataset).") var digits:
    String?
  @Option(help: "Milliseconds between the moments at which callers speak over a prompt.") var step = 100
  @Option(
    help: """
      Scenarios whose customers shall speak, a folder or a file; what they come to is compared with their written words.
      """)
  var scenarios: String?
  @Option(help: "Of the scenarios only so many, from all over the folder.") var sample: Int?
  @Option(help: "A real engine on this machine that hears, by its name in speech.recognizer.") var ear: String?
  @Option(help: "Callers' voices, as programs of Debian's: espeak-ng:en-us,espeak-ng:en-gb-scotland@1.2,flite:slt.")
  var voices: String?
  @Option(help: "How many of the cases that went wrong are told, for each condition.") var failures = 0

  func run() async throws {
    let configuration = try common.load()
    do {
      try configuration.checkSpeech(file: common.config ?? "aisle.yaml")
      let callers = try VoiceCallers(voices)
      let conditions = try chosen()
      let hearing = ear == nil ? nil : try await VoiceHearing(ear ?? "", common, configuration)
      defer { hearing?.remove() }
      let stages = try Stages(configuration)
      let artefacts = try stages.artefacts(of: "shop")
      print(sources(callers, configuration.detector))
      let bench = try await VoiceBench(
        settings: configuration.turns, makeDetector: try configuration.detectors(),
        makeCanceller: configuration.cancellers, agent: VoiceCallers.agent,
        callers: callers.voices, recorded: try recorded(),
        seed: seed, ear: hearing?.ear, speak: callers.speak, understands: { artefacts.mean(something: $0) })
      if let scenarios {
        let tasks = VoiceTasks(stages: stages, bench: bench, callers: callers, ear: hearing?.ear, failures: failures)
        return try await tasks.hold(try sampled(EvaluateScenarios.load(scenarios)), conditions)
      }
      try await judge(bench, conditions)
    } catch let failure as VoiceProgram.Failure {
      throw Mistakes.end(DocumentError(file: "--voices", line: 0, message: failure.description))
    } catch { throw Mistakes.end(error) }
  }

  private func judge(_ bench: VoiceBench, _ conditions: [VoiceCondition]) async throws {
    var reports: [VoiceReport] = []
    for condition in conditions {
      let report =
        ear == nil
        ? bench.run(condition, step: step) : await VoiceEar.onOwnThread { bench.runTurns(condition) }
      print(report.text)
      for failure in report.failures.prefix(failures) { print("    - \(failure)") }
      reports.append(report)
    }
    let together = VoiceReport(together: reports)
    if reports.count > 1 { print(together.text) }
    guard ear == nil else { return }
    if !reports[0].figures.allSatisfy(\.isReached) || !together.figures.allSatisfy({ $0.isReached || !$0.isShare }) {
      throw ExitCode(1)
    }
  }

  private func chosen() throws -> [VoiceCondition] {
    let all = harder ? VoiceCondition.harder : VoiceCondition.all
    let conditions = all.filter { condition in only.isEmpty || only.contains { condition.name.contains($0) } }
    guard !conditions.isEmpty else {
      throw ValidationError(
        "no condition's name holds '\(only.joined(separator: "' or '"))': \(all.map(\.name).joined(separator: "; "))")
    }
    return conditions
  }

  private func sampled(_ scenarios: [Scenario]) -> [Scenario] {
    guard let sample, sample > 0, sample < scenarios.count else { return scenarios }
    return (0..<sample).map { scenarios[$0 * scenarios.count / sample] }
  }

  /// Where every sound comes from.
  private func sources(_ callers: VoiceCallers, _ detector: AisleConfiguration.Detector) -> String {
    """
    callers: \(callers.source); the agent: flite's cmu_us_rms, built in
    coughs, knocks, breath, noises and rooms: made from numbers; voices around: the callers' own, mixed; \
    digits: \(digits.map { "recorded people, \($0)" } ?? "none recorded")
    voice detection: \(detector.rawValue); heard by: \(ear ?? "an oracle, which knows what is said"); synthetic calls: no figure here validates real ones

    """
  }

  /// The recorded digits, by speaker: of each digit all takes.
  private func recorded() throws -> [VoiceBench.Recorded] {
    guard let digits else { return [] }
    let names = try FileManager.default.contentsOfDirectory(atPath: digits).filter { $0.hasSuffix(".wav") }.sorted()
    var speakers: [String: [[[Int16]]]] = [:]
    for name in names {
      let parts = name.dropLast(4).split(separator: "_")
      guard parts.count == 3, let digit = Int(parts[0]), (0...9).contains(digit) else { continue }
      let data = try Data(contentsOf: URL(filePath: "\(digits)/\(name)"))
      guard let samples = try WAVFile(bytes: [UInt8](data)).channels.first else { continue }
      speakers[String(parts[1]), default: Array(repeating: [], count: 10)][digit].append(samples)
    }
    let whole = speakers.filter { $0.value.allSatisfy { !$0.isEmpty } }
    guard !whole.isEmpty else {
      throw ValidationError("\(digits) holds no speaker with all ten digits as DIGIT_SPEAKER_TAKE.wav")
    }
    return whole.sorted { $0.key < $1.key }.map { VoiceBench.Recorded(name: $0.key, digits: $0.value) }
  }
}
