internal import ArgumentParser
internal import Evaluation
internal import Foundation
internal import Shop
internal import Vendors

/// `aisle evaluate tau`.
struct EvaluateTau: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tau", abstract: "Let scripted callers hold the tau retail tasks, and judge what was changed.",
    discussion: """
      Each task's caller has a persona, speaks in phrases drawn by the seed, and says yes only to a list that is what it \
      wants. --out writes the runs for the judge of those tasks. --lines says recorded lines again ({"id", "lines", "state"} \
      on each line, as --out writes them) and compares the end states. Exit code 1: a change without authority, or an end \
      state that is not the recorded one.
      """)

  @OptionGroup var common: CommonOptions
  @Option(help: "The folder of the tau retail world.") var data: String
  @Option(help: "The tasks, one JSON object to a line.") var tasks: String?
  @Option(help: "How often each task is held.") var trials = 1
  @Option(help: "The world's edition: v1 or tau2.") var dialect = "v1"
  @Option(help: "The file of runs to write, one JSON object to a line.") var out: String?
  @Option(help: "The folder for the transcripts of lost runs, and of those with breaches.") var transcripts: String?
  @Option(help: "Other callers and phrasings for another number.") var seed: UInt64 = 1
  @Option(help: "Only so many tasks, spread evenly.") var limit: Int?
  @Option(help: "Only the task of this id.") var only: String?
  @Flag(help: "Callers say phrases that were set aside, where a kind has any.") var heldBack = false
  @Option(help: "Recorded lines to say again, instead of tasks.") var lines: String?

  func validate() throws {
    guard TauWorld.Dialect(rawValue: dialect) != nil else { throw ValidationError("--dialect is v1 or tau2.") }
    guard (tasks != nil) != (lines != nil) else { throw ValidationError("Name --tasks or --lines.") }
    guard trials > 0 else { throw ValidationError("--trials is at least 1.") }
  }

  func run() async throws {
    var configuration = try common.load()
    configuration.tauData = data
    do {
      let stages = try Stages(configuration)
      let bench = try bench(stages, known: try tasks.map { try TauReplay.tasks(file: $0) } ?? [])
      if let lines { return try await sayAgain(lines, bench) }
      try await hold(bench)
    } catch { throw Mistakes.end(error) }
  }

  private func bench(_ stages: Stages, known: [TauTask]) throws -> TauBench {
    let dialect = TauWorld.Dialect(rawValue: dialect) ?? .v1
    let world = try stages.tau()
    let byID = Dictionary(known.map { ($0.id, $0) }) { $1 }
    return try TauBench(
      TauBench.Setting(
        artefacts: try stages.artefacts(of: "tau"), world: { moment in TauPractice(world, dialect) { moment.now } },
        expected: { id in
          guard let task = byID[id] else {
            throw ShopError(.cannotRead, "there is no task \(id) whose right end is known; name its file with --tasks")
          }
          return Array(try await TauReplay.run(task, in: world, dialect).json.utf8)
        }, users: world.usersJSON), heldBack: heldBack, seed: seed)
  }

  private func hold(_ bench: TauBench) async throws {
    guard let tasks else { return }
    var all = try Self.rows(tasks).map { try TauBench.Task(line: $0) }
    if let only { all = all.filter { $0.id == only } }
    if let limit, limit < all.count { all = (0..<limit).map { all[$0 * all.count / limit] } }
    let scripted = all.filter(\.isScripted)
    var runs: [TauRun] = []
    for task in scripted {
      for trial in 0..<trials {
        guard let run = try await bench.run(task, trial: trial) else { continue }
        runs.append(run)
        if only != nil { print(run.transcript.joined(separator: "\n")) }
      }
    }
    guard !runs.isEmpty else {
      throw ShopError(.cannotRead, "no task of \(tasks) was held: look at --only, and at the file")
    }
    try keep(runs)
    print(TauReport(runs: runs, unscripted: all.count - scripted.count).text)
    if runs.contains(where: { !$0.breaches.isEmpty }) { throw ExitCode(1) }
  }

  /// Recorded lines again: the same end state every time.
  private func sayAgain(_ file: String, _ bench: TauBench) async throws {
    var same = 0, runs: [TauRun] = []
    for row in try Self.rows(file) {
      let value = try JSONValue(parsing: row)
      let words = (value["lines"]?.array ?? []).compactMap(\.string)
      let name = value["id"]?.string ?? "line \(runs.count + 1)"
      guard let wanted = value["state"] else {
        throw ShopError(
          .cannotRead, "\(name) in \(file) has no state to compare with; record it with --out or script/converse record"
        )
      }
      let repeated = try await (0..<trials).asyncMap { try await bench.replay(name, lines: words, trial: $0) }
      runs += repeated
      let differs = repeated.filter { $0.state != wanted }
      if differs.isEmpty {
        same += 1
      } else {
        print("\(name): the end state is another in \(differs.count) of \(trials)")
      }
    }
    try keep(runs)
    let breaches = runs.flatMap(\.breaches)
    for breach in breaches { print("breach: \(breach)") }
    let count = runs.count / trials
    guard count > 0 else { throw ShopError(.cannotRead, "there is no conversation in \(file)") }
    print("\(same) of \(count) conversations end as recorded; changes without authority: \(breaches.count)")
    if same < count || !breaches.isEmpty { throw ExitCode(1) }
  }

  private func keep(_ runs: [TauRun]) throws {
    func write(_ text: String, _ path: String) throws {
      do {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
      } catch {
        throw ShopError(.cannotWrite, "cannot write \(path); check that its folder exists and is writable")
      }
    }
    if let out { try write(runs.map { $0.line + "\n" }.joined(), out) }
    guard let transcripts else { return }
    try? FileManager.default.createDirectory(atPath: transcripts, withIntermediateDirectories: true)
    for run in runs where run.loss != nil || !run.breaches.isEmpty {
      let head = ["\(run.id), trial \(run.trial): \(run.loss ?? "won")", "persona: \(run.persona)"]
      let breaches = run.breaches.map { "breach: \($0)" }
      try write(
        (head + breaches + [""] + run.transcript).joined(separator: "\n") + "\n",
        "\(transcripts)/\(run.id)-\(run.trial).txt")
    }
  }

  private static func rows(_ path: String) throws -> [Data] {
    guard let text = FileManager.default.contents(atPath: path).map({ String(decoding: $0, as: UTF8.self) }) else {
      throw ShopError(.cannotRead, "cannot read \(path); name a file with one JSON object to a line")
    }
    return text.split(separator: "\n").filter { $0.contains { !$0.isWhitespace } }.map { Data($0.utf8) }
  }
}

extension Range where Bound == Int {
  /// One after the other.
  fileprivate func asyncMap<Value>(_ body: (Int) async throws -> Value) async rethrows -> [Value] {
    var values: [Value] = []
    for index in self { values.append(try await body(index)) }
    return values
  }
}
