internal import ArgumentParser
internal import Dialogue
internal import Discourse
internal import Documents
internal import Foundation
internal import Understanding

/// `aisle train`: makes the model by which free speech is told apart, and says how well it does.
struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract:
      "Learn from the intent map, the catalogue and your own labelled sentences; server and chat use the result.",
    discussion: """
      Files hold one JSON object a line, {"text", "label"}; a label is an intent's name, or oos for what no intent serves. \
      Without files, understanding.sentences of aisle.yaml names one. Before the model is made, parts of the sentences are \
      held back and judged by what was learned from the others: these are the figures told. Start the server again \
      to use the new model.
      Exit code 0: written. 2: a file is wrong; nothing is written.
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "Labelled sentences of your customers.") var files: [String] = []
  @Option(help: "Where to write the model (default: understanding.model of aisle.yaml).") var output: String?

  func run() async throws {
    let configuration = try common.load()
    do {
      let documents = try RetailFiles(directory: configuration.retailDirectory).read()
      let products = try await House.catalogue(configuration)
      let triggers = documents.intents.triggers(for: products, documents.knowledge)
      let own = try ownSentences(configuration, labels: Understander.labels(triggers))
      let encoder = try TrainedFiles.encoder(configuration)
      let began = ContinuousClock.now
      let lessons = Understander.lessons(triggers, lexicon: Lexicon(products: products), own: own, encoder: encoder)
      let encoded = ContinuousClock.now
      print(TrainReport(lessons, own: own.count).text())
      let judged = ContinuousClock.now
      let trained = Understander.train(lessons, own: own.count, encoder: encoder)
      let path = output ?? TrainedFiles.path(configuration)
      let bytes = try Self.write(trained, to: path)
      func seconds(_ from: ContinuousClock.Instant, _ to: ContinuousClock.Instant) -> String {
        String(format: "%.1f s", (to - from) / .seconds(1))
      }
      print(
        """

        Trained in \(seconds(judged, .now))\(encoder == nil ? "" : ", after \(seconds(began, encoded)) of encoding"); \
        \(path) is written (\(bytes / 1_024) kB). Start server and chat again to use it.
        """)
    } catch {
      throw Mistakes.end(error)
    }
  }

  /// The operator's sentences; each label must be one of the map's. Throws a `DocumentError`.
  private func ownSentences(
    _ configuration: AisleConfiguration, labels: [String]
  ) throws -> [Understander.OwnSentence] {
    let paths = files.isEmpty ? configuration.sentences.map { [$0] } ?? [] : files
    let known = Set(labels)
    return try paths.flatMap { path in
      try LabelledFile(path: path).rows.map { row in
        if let label = row.label, !known.contains(label) {
          let nearest = labels.min { EditDistance.between($0, label) < EditDistance.between($1, label) }
          throw DocumentError(
            file: path, line: row.line,
            message: "no intent has the label \"\(label)\"; the nearest is \"\(nearest ?? LabelledFile.outOfScope)\"")
        }
        return Understander.OwnSentence(text: row.text, label: row.label)
      }
    }
  }

  /// Writes the file in one go. Gives its size. Throws a `DocumentError`.
  private static func write(_ trained: TrainedIntents, to path: String) throws -> Int {
    let bytes = trained.bytes
    do {
      let url = URL(fileURLWithPath: path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url, options: .atomic)
    } catch {
      throw DocumentError(file: path, line: 0, message: "cannot be written: \(error.localizedDescription)")
    }
    return bytes.count
  }
}

/// How well held-back sentences are told apart.
struct TrainReport {
  private let lessons: [IntentModel.Example]
  private let own: Int
  private let verdicts: [IntentScores.Verdict?]

  /// Judges by parts: all five where that takes seconds, one of them where there are many sentences.
  init(_ lessons: [IntentModel.Example], own: Int) {
    (self.lessons, self.own) = (lessons, own)
    verdicts = IntentModel.crossValidated(lessons, parts: 5, judged: lessons.count < 3_000 ? 5 : 1)
  }

  func text() -> String {
    let mine = verdicts.suffix(own).compactMap { $0 }
    var lines = [
      "\(lessons.count) sentences, \(own) of them your own; \(Set(lessons.compactMap(\.label)).count) labels.",
      "Held back and judged by what was learned from the others:",
      Self.line("all", verdicts.compactMap { $0 }),
    ]
    if !mine.isEmpty { lines.append(Self.line("your own", mine)) }
    let mistakes = mistakes()
    if !mistakes.isEmpty { lines += ["Most often mistaken:"] + mistakes }
    return lines.joined(separator: "\n")
  }

  private static func line(_ name: String, _ verdicts: [IntentScores.Verdict]) -> String {
    let scores = IntentScores(verdicts)
    func percent(_ share: Double?) -> String { share.map { String(format: "%.1f %%", $0 * 100) } ?? "-" }
    return "  \(name): \(scores.rows) judged, \(percent(scores.accuracy)) right; in scope "
      + "\(percent(scores.inScopeAccuracy)), out of scope found \(percent(scores.outOfScopeRecall)), rejected and really "
      + "out of scope \(percent(scores.outOfScopePrecision)), AUROC "
      + (scores.auroc.map { String(format: "%.3f", $0) } ?? "-")
  }

  /// The pairs of labels most often mistaken for one another.
  private func mistakes() -> [String] {
    var counts: [String: Int] = [:]
    for case let verdict? in verdicts {
      let (truth, answer) = (verdict.truth ?? LabelledFile.outOfScope, verdict.rejected ? nil : verdict.best)
      if truth != answer ?? LabelledFile.outOfScope {
        counts["\(truth) → \(answer ?? "rejected")", default: 0] += 1
      }
    }
    return counts.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(8)
      .map { "  \($0.value) × \($0.key)" }
  }
}
