internal import ArgumentParser
internal import Documents
internal import Foundation
internal import Understanding

/// `aisle evaluate intents --train F --test F`.
struct EvaluateIntents: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "intents", abstract: "Train on labelled sentences and judge the model on others.",
    discussion: """
      Files hold one JSON object a line, {"text", "label"}; the label oos stands for out of scope. Threshold and \
      probabilities come from held-back halves of the training part; the test part is only judged. What falls short of \
      the threshold is rejected, whether the test part has rows out of scope or not.
      Exit code 0: judged. 2: a file or an option is wrong.
      """)

  enum Precision: String, ExpressibleByArgument, CaseIterable { case int8, float32 }

  @Option(help: "A file to learn from; may be given several times.") var train: [String]
  @Option(help: "The file to be judged on.") var test: String
  @Option(help: "A MiniLM folder (config.json, vocab.txt, model.safetensors) to blend in.") var encoder: String?
  @Option(help: "How the encoder's weights are kept: int8 or float32.") var precision = Precision.int8
  @Flag(help: "Print the figures as one JSON object.") var json = false

  /// What is printed; as JSON, its scores stand among its own members.
  struct Report: Encodable {
    var labels: Int
    var trainingRows: Int
    var trainingSeconds: Double
    /// Encoding of the training part; nil without an encoder.
    var encodingSeconds: Double?
    var threshold: Double
    var scores: IntentScores
    var latencyP50Milliseconds: Double
    var latencyP95Milliseconds: Double

    private enum Key: CodingKey {
      case labels, trainingRows, trainingSeconds, encodingSeconds, threshold, latencyP50Milliseconds,
        latencyP95Milliseconds
    }

    func encode(to encoder: any Encoder) throws {
      try scores.encode(to: encoder)
      var members = encoder.container(keyedBy: Key.self)
      try members.encode(labels, forKey: .labels)
      try members.encode(trainingRows, forKey: .trainingRows)
      try members.encode(trainingSeconds, forKey: .trainingSeconds)
      try members.encodeIfPresent(encodingSeconds, forKey: .encodingSeconds)
      try members.encode(threshold, forKey: .threshold)
      try members.encode(latencyP50Milliseconds, forKey: .latencyP50Milliseconds)
      try members.encode(latencyP95Milliseconds, forKey: .latencyP95Milliseconds)
    }
  }

  func run() async throws {
    do {
      let report = try judge()
      print(json ? try Self.encoded(report) : Self.text(report))
    } catch { throw Mistakes.end(error) }
  }

  func judge() throws -> Report {
    let known = try LabelledFile.training(train)
    let asked = try LabelledFile(path: test).rows
    let labels = Set(known.compactMap(\.label))
    if let strange = asked.first(where: { row in row.label.map { !labels.contains($0) } ?? false }) {
      throw DocumentError(
        file: test, line: strange.line,
        message: "the label \"\(strange.label ?? "")\" does not occur in the training part, so no model could give it")
    }
    var reader: SentenceEncoder?
    if let encoder { reader = try EncoderFolder.read(encoder, precision: precision == .int8 ? .int8 : .float32) }
    let begun = ContinuousClock.now
    let embeddings = known.map { reader?.encode($0.text) ?? [] }
    let encoding = reader.map { _ in Self.seconds(since: begun) }
    let started = ContinuousClock.now
    let model = IntentModel(
      examples: zip(known, embeddings).map { row, embedding in
        IntentModel.Example(words: IntentModel.words(row.text), label: row.label, embedding: embedding)
      })
    let seconds = Self.seconds(since: started)
    var times: [Double] = []
    let verdicts = asked.map { row in
      let before = ContinuousClock.now
      let found = model.classify(IntentModel.words(row.text), embedding: reader?.encode(row.text) ?? [])
      times.append(Self.seconds(since: before) * 1_000)
      return IntentScores.Verdict(
        truth: row.label, best: model.labels[found.best], familiarity: found.familiarity,
        rejected: found.isOutOfScope)
    }
    times.sort()
    return Report(
      labels: model.labels.count, trainingRows: known.count, trainingSeconds: seconds, encodingSeconds: encoding,
      threshold: model.threshold, scores: IntentScores(verdicts), latencyP50Milliseconds: times[(times.count - 1) / 2],
      latencyP95Milliseconds: times[(times.count - 1) * 95 / 100])
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    let passed = start.duration(to: .now).components
    return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
  }

  static func encoded(_ report: Report) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return String(decoding: try encoder.encode(report), as: UTF8.self)
  }

  static func text(_ report: Report) -> String {
    func percent(_ value: Double?) -> String { value.map { String(format: "%.2f %%", $0 * 100) } ?? "-" }
    func number(_ value: Double?) -> String { value.map { String(format: "%.4f", $0) } ?? "-" }
    let scores = report.scores
    return """
      labels                      \(report.labels)
      rows learned from           \(report.trainingRows)
      rows judged                 \(scores.rows), of them out of scope \(scores.outOfScopeRows)
      accuracy                    \(percent(scores.accuracy))
      in-scope accuracy           \(percent(scores.inScopeAccuracy))
        before rejection          \(percent(scores.inScopeAccuracyBeforeRejection))
      out-of-scope recall         \(percent(scores.outOfScopeRecall))
      out-of-scope precision      \(percent(scores.outOfScopePrecision))
      AUROC                       \(number(scores.auroc))
      Matthews correlation        \(number(scores.matthewsCorrelation))
      latency p50 / p95           \(number(report.latencyP50Milliseconds)) / \(number(report.latencyP95Milliseconds)) ms
      training                    \(String(format: "%.2f", report.trainingSeconds)) s\
      \(report.encodingSeconds.map { String(format: ", encoding before it %.2f s", $0) } ?? "")
      threshold                   \(number(report.threshold))
      """
  }
}
