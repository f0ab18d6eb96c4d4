internal import ArgumentParser
internal import Audio
internal import Dialogue
internal import Evaluation
internal import Foundation
internal import SpeechEngines
internal import Synchronization

/// `aisle evaluate voice`.
struct EvaluateVoice: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "voice", abstract: "Let scripted callers speak with the media engine, and judge how turns are taken.",
    discussion: """
      Everything runs in virtual time on the engine of real calls, with its voice detection and the turn settings of the configuration: \
      interruptions at every 100 ms of a prompt, acknowledgements, coughs, words for others, answers in pieces, silence; on a quiet line, in \
      noise, over poor networks, with the echo of a speakerphone. A recogniser that knows what is said stands in for a real one, so these \
      figures are of turn-taking alone. Voices are flite's, sounds and noises are made from numbers, recorded digits are real people's. \
      Exit code 0: every goal is reached on the quiet line, and those that are shares over all conditions together; 1: one is not.
      """)

  @OptionGroup var common: CommonOptions
  @Option(help: "Only conditions whose name holds this.") var only: String?
  @Option(help: "Other moments and pauses for another number.") var seed: UInt64 = 1
  @Option(help: "A folder of recorded digits, DIGIT_SPEAKER_TAKE.wav at 8 kHz (free-spoken-digit-dataset).") var digits:
    String?
  @Option(help: "Milliseconds between the moments at which callers speak over a prompt.") var step = 100
  @Option(
    help:
      "Scenarios whose customers shall speak, a folder or a file; what they come to is compared with their written words."
  )
  var scenarios: String?
  @Option(help: "How many of the cases that went wrong are told, for each condition.") var failures = 0

  /// Callers' voices, and how much faster than the voice itself they speak.
  private static let callers = [("cmu_us_slt", 1.0), ("cmu_us_slt", 1.18), ("cmu_us_rms", 0.88)]

  func run() async throws {
    let configuration = try common.load()
    do {
      let stages = try Stages(configuration)
      let artefacts = try stages.artefacts(of: "shop")
      let voices = try Self.voices()
      let speak: VoiceBench.Speak = { text, voice in
        var samples: [Int16] = []
        guard let engine = voices[voice] else { return samples }
        for try await chunk in engine.speak(text) { samples += chunk }
        return samples
      }
      let bench = try await VoiceBench(
        settings: configuration.turns, agent: VoiceBench.Voice("cmu_us_rms"),
        callers: Self.callers.map { VoiceBench.Voice($0.0, speed: $0.1) }, recorded: try recorded(), seed: seed,
        speak: speak, understands: { artefacts.mean(something: $0) })
      if let scenarios { return try await hold(scenarios, stages, bench, speak) }
      var reports: [VoiceReport] = []
      for condition in VoiceCondition.all where only.map({ condition.name.contains($0) }) ?? true {
        let report = bench.run(condition, step: step)
        print(report.text)
        for failure in report.failures.prefix(failures) { print("    - \(failure)") }
        reports.append(report)
      }
      guard !reports.isEmpty else {
        throw ValidationError(
          "no condition's name holds '\(only ?? "")': \(VoiceCondition.all.map(\.name).joined(separator: "; "))")
      }
      let together = VoiceReport(together: reports)
      if reports.count > 1 { print(together.text) }
      if !reports[0].figures.allSatisfy(\.isReached) || !together.figures.allSatisfy({ $0.isReached || !$0.isShare }) {
        throw ExitCode(1)
      }
    } catch { throw Mistakes.end(error) }
  }

  private static func voices() throws -> [String: FliteSynthesizer] {
    var voices: [String: FliteSynthesizer] = [:]
    for name in Set(callers.map(\.0) + ["cmu_us_rms"]) { voices[name] = try FliteSynthesizer(voice: name) }
    return voices
  }

  /// Scenarios by voice beside the same words as they are heard: what only speaking loses is turn-taking's.
  private func hold(_ path: String, _ stages: Stages, _ bench: VoiceBench, _ speak: @escaping VoiceBench.Speak)
    async throws
  {
    let scenarios = try EvaluateScenarios.load(path)
    let staging: ScenarioRunner.Staging = { sandbox, moment in try await stages.stage(sandbox, moment) }
    let read = ScenarioRunner(mouth: { words, _, _ in [VoiceBench.asHeard(words)] }, staging: staging)
    for condition in VoiceCondition.all where only.map({ condition.name.contains($0) }) ?? true {
      let counter = Counter()
      let spoken = ScenarioRunner(
        mouth: { words, sentences, expectation in
          let number = counter.next()
          let caller = Self.callers[Int(number) % Self.callers.count]
          return try await bench.spoken(
            words, after: sentences, expecting: expectation, condition,
            voice: VoiceBench.Voice(caller.0, speed: caller.1),
            agent: VoiceBench.Voice("cmu_us_rms"), number: number, speak: speak)
        }, staging: staging)
      var (held, won, lost) = (0, 0, [String]())
      for scenario in scenarios {
        let written = await read.run(scenario).filter { $0.skipped == nil && $0.failures.isEmpty }
        guard !written.isEmpty else { continue }
        let variants = Set(written.map(\.variant))
        for run in await spoken.run(scenario) where variants.contains(run.variant) {
          held += 1
          if run.failures.isEmpty {
            won += 1
          } else {
            lost.append(([run.failures[0]] + run.transcript).joined(separator: "\n      "))
          }
        }
      }
      print(
        "\(condition.name): \(held) tasks that go right in writing, \(won) by voice (\(held == 0 ? 0 : won * 100 / held) %)"
      )
      for failure in lost.prefix(failures) { print("    - \(failure)") }
    }
  }

  private final class Counter: Sendable {
    private let count = Mutex<UInt64>(0)
    func next() -> UInt64 {
      count.withLock {
        $0 += 1
        return $0
      }
    }
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
