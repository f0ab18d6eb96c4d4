internal import ArgumentParser
internal import Audio
internal import Conversations
internal import Dialogue
internal import Discourse
internal import Documents
internal import Evaluation
internal import Foundation
internal import Logging
internal import Shop
internal import SpeechEngines
internal import Understanding

/// `aisle evaluate ears DIR`.
struct EvaluateEars: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ears", abstract: "Compare the engines that hear on your own recordings.",
    discussion: """
      The folder holds NAME.wav (16-bit PCM, any rate) and NAME.txt with the words that are said. A further line \
      "expect: digits 5" (or yes_no, store, anything) says what was asked for. Slots and intents are right when the same is \
      understood as from the true words. Engines elsewhere hear the recordings at the pace of speech.
      Exit code 0: compared. 2: a file or an option is wrong.
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "The folder with the recordings.") var folder: String
  @Option(help: "An engine to compare; may be given several times. Without it all that speech.recognizer names.")
  var engine: [String] = []
  @Option(help: "What a minute of audio costs at an engine, as in deepgram=0.0077; may be given several times.")
  var cost: [String] = []
  @Flag(help: "Print what was heard in each recording.") var verbose = false
  @Flag(help: "Print the figures as JSON.") var json = false

  func run() async throws {
    var configuration = try common.load()
    let logger = common.logger(configuration, level: .error)
    do {
      let recordings = try Recording.all(in: folder)
      let prices = try Self.prices(cost)
      if !engine.isEmpty {
        configuration.recognizers = try engine.map { name in
          guard let known = AisleConfiguration.Recognizer(rawValue: name) else {
            let all = AisleConfiguration.Recognizer.allCases.map(\.rawValue).joined(separator: ", ")
            throw DocumentError(file: "--engine", line: 0, message: "there is no engine '\(name)'; known: \(all)")
          }
          return known
        }
        try configuration.checkSpeech(file: common.config ?? "aisle.yaml")
      }
      configuration.dataDirectory =
        FileManager.default.temporaryDirectory
        .appendingPathComponent("aisle-ears-\(UUID().uuidString)").path
      defer { try? FileManager.default.removeItem(atPath: configuration.dataDirectory) }
      let house = try await House.open(configuration, logger: logger)
      let judge = HearingJudge(
        understander: house.artefacts.understander, stores: StoreMatcher(stores: try await house.shop.stores()))
      var scores: [EarScores] = []
      for (name, made) in await EngineMaker(configuration: configuration, house: house).ears(named: true) {
        switch made {
        case .failure(let error): throw DocumentError(file: name, line: 0, message: "cannot be made: \(error)")
        case .success(let ear):
          let isLocal = AisleConfiguration.Recognizer(rawValue: name)?.isLocal ?? false
          var results: [EarScores.Result] = []
          for recording in recordings {
            let outcome = await EngineTrial(ear, name: name)
              .hear(recording.samples, expecting: recording.expectation, paced: !isLocal)
            let heard = outcome.transcript?.text ?? "(\(outcome.failure?.words ?? "no answer"))"
            if verbose { print("\(name)\t\(recording.name)\t\(heard)") }
            results.append(judge.judge(recording, outcome))
          }
          scores.append(EarScores(engine: name, results, price: prices[name] ?? 0))
        }
      }
      print(json ? try Self.encoded(scores) : EarTable(scores: scores).text)
    } catch { throw Mistakes.end(error) }
  }

  private static func prices(_ given: [String]) throws -> [String: Double] {
    var prices: [String: Double] = [:]
    for text in given {
      let parts = text.split(separator: "=")
      guard parts.count == 2, let price = Double(parts[1]), price.isFinite, price >= 0 else {
        throw DocumentError(
          file: "--cost", line: 0, message: "'\(text)' must be an engine and a price, as in deepgram=0.0077")
      }
      prices[String(parts[0])] = price
    }
    return prices
  }

  private static func encoded(_ scores: [EarScores]) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return String(decoding: try encoder.encode(scores), as: UTF8.self)
  }
}

/// What was understood of what was heard, beside what is understood of what was said.
struct HearingJudge {
  var understander: Understander
  var stores: StoreMatcher

  func judge(_ recording: Recording, _ outcome: EngineTrial.Outcome) -> EarScores.Result {
    let said = understood(Transcript(typed: recording.words), recording.expectation)
    let heard = understood(outcome.transcript ?? Transcript(alternatives: []), recording.expectation)
    return EarScores.Result(
      words: WordErrors(said: recording.words, heard: outcome.transcript?.text ?? ""),
      intentIsRight: said.acts.isEmpty ? nil : said.acts == heard.acts, slots: said.slots.count,
      slotsRight: said.slots.count { heard.slots[$0.key] == $0.value },
      delay: outcome.transcript == nil ? nil : outcome.delay / .milliseconds(1),
      audio: Double(recording.samples.count) / 8_000, cpu: outcome.cpu)
  }

  /// The intents and acts, and the best value of each slot.
  private func understood(
    _ transcript: Transcript, _ expectation: Expectation
  ) -> (acts: Set<String>, slots: [String: String]) {
    var acts: Set<String> = []
    var slots: [String: String] = [:]
    for command in understander.commands(transcript, expecting: expectation, stores: stores) {
      switch command {
      case .start(let intent, _): acts.insert(intent)
      case .fill(let slot, let candidates): slots[slot] = candidates.first?.value
      case .notUnderstood: continue
      case .affirm, .deny, .repeat, .wait, .person, .cancel, .goodbye, .smallTalk: acts.insert("\(command)")
      case .wish, .question, .identify: acts.insert("\(command)")
      }
    }
    return (acts, slots)
  }
}

/// The scores as a table for a terminal.
struct EarTable {
  var scores: [EarScores]

  var text: String {
    func percent(_ value: Double?) -> String { value.map { String(format: "%.1f %%", $0 * 100) } ?? "-" }
    func whole(_ value: Double?) -> String { value.map { String(format: "%.0f", $0) } ?? "-" }
    let head = ["engine", "word errors", "exact", "intents", "slots", "delay p50", "p95 ms", "failed", "cpu/s", "cost"]
    let rows = scores.map { score in
      [
        score.engine, percent(score.wordErrorRate), percent(score.exact), percent(score.intents), percent(score.slots),
        whole(score.delayP50), whole(score.delayP95), "\(score.failed)", String(format: "%.3f", score.cpuPerSecond),
        String(format: "%.4f", score.cost),
      ]
    }
    let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
    let lines = ([head] + rows).map { row in
      row.enumerated().map { column, cell in
        let pad = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + pad : pad + cell
      }.joined(separator: "  ")
    }
    let first = scores.first.map { "\($0.recordings) recordings, \($0.words) words" } ?? "no engine"
    return (["\(first)", ""] + lines).joined(separator: "\n")
  }
}
