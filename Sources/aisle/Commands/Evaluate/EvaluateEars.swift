internal import ArgumentParser
internal import Audio
internal import Commerce
internal import Conversations
internal import Dialogue
internal import Discourse
internal import Documents
internal import Evaluation
internal import Foundation
internal import Logging
internal import Policy
internal import Shop
internal import SpeechEngines
internal import Understanding

/// `aisle evaluate ears DIR`.
struct EvaluateEars: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ears", abstract: "Compare the engines that hear on your own recordings.",
    discussion: """
      The folder holds NAME.wav (16-bit PCM, any rate) and NAME.txt with the words that are said. A further line \
      "expect: digits 5" (or yes_no, store, anything) says what was asked for, lines such as "holds: order 40217" or "holds: product \
      Cascade kettle" which names in it matter, lines such as "call: Anna Keller" what an engine is told of the caller, a line "caller: NAME" \
      that what this caller says in recordings that follow each other is said in one call. Slots and intents are right when the same is \
      understood as from the true words. Engines elsewhere hear the recordings at the pace of speech.
      Exit code 0: compared. 2: a file or an option is wrong.
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "The folder with the recordings.") var folder: String
  @Option(help: "An engine to compare; may be given several times. Without it all that speech.recognizer names.")
  var engine: [String] = []
  @Option(help: "What a minute of audio costs at an engine, as in deepgram=0.0077; may be given several times.")
  var cost: [String] = []
  @Flag(
    help: "Tell engines on this machine nothing of the goods, stores and numbers that exist: what such hints bring.")
  var withoutHints = false
  @Flag(help: "Tell engines no names of the call: what the lines 'call: NAME' bring.") var withoutNames = false
  @Flag(help: "Do not tell engines what was asked for: what the lines 'expect' bring.") var withoutExpectation = false
  @Flag(help: "Hear each recording in a call of its own: what engines learn within a call.") var callsApart = false
  @Flag(help: "Print what was heard in each recording, how sure it was, and whether the same was understood.")
  var verbose = false
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
      let stores = try await house.shop.stores()
      let judge = HearingJudge(
        understander: house.artefacts.understander, stores: StoreMatcher(stores: stores),
        storeNames: Dictionary(stores.map { ($0.name.lowercased(), $0.id) }) { first, _ in first },
        orders: Set(try await house.shop.orders(limit: 100_000).map(\.number)),
        orderDigits: house.artefacts.policy.numbers.orderDigits)
      var scores: [EarScores] = []
      for (name, made) in await EngineMaker(configuration: configuration, house: house, hints: !withoutHints).ears(
        named: true)
      {
        switch made {
        case .failure(let error): throw DocumentError(file: name, line: 0, message: "cannot be made: \(error)")
        case .success(let ear):
          let isLocal = AisleConfiguration.Recognizer(rawValue: name)?.isLocal ?? false
          let trial = EngineTrial(ear, name: name)
          var results: [EarScores.Result] = []
          var call: EngineTrial.Call?
          defer { call?.close() }
          for (index, recording) in recordings.enumerated() {
            let goesOn = index > 0 && recording.caller != nil && recording.caller == recordings[index - 1].caller
            if !goesOn || callsApart {
              call?.close()
              call = await trial.open()
            }
            let outcome =
              await call?.hear(
                recording.samples, expecting: withoutExpectation ? .anything : recording.expectation,
                names: withoutNames ? [] : recording.ofCall, paced: !isLocal) ?? EngineTrial.Outcome()
            let heard = outcome.transcript?.text ?? "(\(outcome.failure?.words ?? "no answer"))"
            let result = judge.judge(recording, outcome)
            if verbose {
              let sure = result.confidence.map { String(format: "%.3f", $0) } ?? "-"
              let understood = result.intentIsRight.map { $0 ? "same intent" : "other intent" } ?? "-"
              print("\(name)\t\(recording.name)\t\(heard)\t\(sure)\t\(understood)")
            }
            results.append(result)
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
