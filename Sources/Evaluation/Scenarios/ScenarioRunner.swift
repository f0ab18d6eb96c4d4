internal import Commerce
internal import Conversations
internal import Dialogue
public import Discourse
internal import Documents
internal import Foundation
internal import Vendors

/// Plays scenarios and says what was not as it should be.
public struct ScenarioRunner: Sendable {
  /// One run of a scenario.
  public struct Run: Sendable {
    /// The scenario.
    public var scenario: Scenario
    /// Which of its ways of saying things were said, from 1.
    public var variant: Int
    /// What was not as expected: "file:line: …".
    public var failures: [String]
    /// Why it was not played.
    public var skipped: String?
    /// What was said and done, for people.
    public var transcript: [String]
    /// What the customer said, where a mouth said it, each time it was said.
    public var spoken: [SpokenTurn] = []
    /// A back end failed that was not to fail.
    var backEndFailed = false
  }

  /// Gives the stage of a sandbox with a world of its own that follows the moment. Throws a `ScenarioSkipped` where it cannot.
  public typealias Staging = @Sendable (_ sandbox: String, _ moment: VirtualMoment) async throws -> ScenarioStage

  /// What a customer speaks after.
  public struct Cue: Sendable {
    /// What the agent has just said, as sentences.
    public var sentences: [String]
    /// What it expects now.
    public var expectation: Expectation
    /// The names that whoever listens is told of.
    public var names: [String]
    /// Who speaks: the same number through a conversation, whatever other conversations came to; how much has been said in it before.
    public var customer: UInt64, turn: Int
  }

  /// Says what a customer says in another way; gives what of it reaches the dialogue. Who was not understood at all says it again, twice at most.
  public typealias Mouth = @Sendable (_ words: String, _ cue: Cue) async throws -> SpokenTurn

  private let staging: Staging
  private let mouth: Mouth?

  /// Makes a runner.
  /// - Parameter mouth: says what customers say; nil: it reaches the dialogue as it is written.
  public init(mouth: Mouth? = nil, staging: @escaping Staging) {
    self.staging = staging
    self.mouth = mouth
  }

  /// Plays every way of saying things.
  public func run(_ scenario: Scenario) async -> [Run] {
    var runs: [Run] = []
    for variant in 0..<scenario.runs { runs.append(await run(scenario, variant)) }
    return runs
  }

  private func run(_ scenario: Scenario, _ variant: Int) async -> Run {
    var play = Play(scenario: scenario, variant: variant, mouth: mouth)
    do {
      let moment = VirtualMoment(scenario.start)
      try await play.perform(on: try await staging(scenario.sandbox, moment), at: moment)
    } catch let skipped as ScenarioSkipped {
      return Run(scenario: scenario, variant: variant + 1, failures: [], skipped: skipped.reason, transcript: [])
    } catch let stop as Play.Stop {
      play.fail(stop.line, stop.message)
    } catch {
      play.fail(0, "\(error)")
    }
    return Run(
      scenario: scenario, variant: variant + 1, failures: play.failures, transcript: play.transcript,
      spoken: play.spoken, backEndFailed: play.backEndFailed)
  }
}

/// One run of a scenario while it is played.
struct Play {
  /// What makes going on senseless.
  struct Stop: Error {
    var line: Int
    var message: String
  }

  let scenario: Scenario
  let variant: Int
  private(set) var failures: [String] = []
  private(set) var transcript: [String] = []
  private(set) var spoken: [SpokenTurn] = []
  private(set) var backEndFailed = false
  private var facts = Facts()
  private let mouth: ScenarioRunner.Mouth?
  private var readBack = ReadBack()

  init(scenario: Scenario, variant: Int, mouth: ScenarioRunner.Mouth?) {
    self.scenario = scenario
    self.variant = variant
    self.mouth = mouth
  }

  mutating func fail(_ line: Int, _ message: String) {
    let error = DocumentError(file: scenario.file, line: line, message: message)
    failures.append(error.description + (scenario.runs > 1 ? " (way \(variant + 1) of saying it)" : ""))
  }

  mutating func perform(on stage: ScenarioStage, at moment: VirtualMoment) async throws {
    try set(stage.world)
    let session = try scenario.session.map { (id) throws in try fill(id, 0) }
    var rehearsal = await Rehearsal(
      Rehearsal.Setting(
        name: "scenario", artefacts: stage.artefacts,
        backend: scenario.faults.isEmpty ? stage.world.backend : FaultyWorld(stage.world.backend, scenario.faults),
        moment: moment, channel: mouth == nil ? scenario.channel : .phone,
        from: try scenario.caller.map { (text) throws in try fill(text, 0) },
        session: session.map { SignedSession(customer: $0, fresh: scenario.freshSession) }, seed: scenario.seed,
        utcOffsetSeconds: stage.utcOffsetSeconds, signals: scenario.signals))
    let greeting = rehearsal.lastSaid
    note(greeting)
    try check(scenario.greeting, in: greeting, wanted: true)
    for (index, turn) in scenario.turns.enumerated() {
      guard !rehearsal.isOver else {
        fail(turn.line, "the conversation was over before this turn")
        break
      }
      try await perform(turn, before: scenario.turns.dropFirst(index + 1).first, &rehearsal)
    }
    backEndFailed =
      scenario.faults.isEmpty && rehearsal.trace.calls.contains { $0.result?.isFaulty ?? false }
    if rehearsal.ranAway { fail(scenario.turns.last?.line ?? 0, "the conversation went on by itself without an end") }
    try finish(scenario.end ?? Scenario.End(line: scenario.turns.last?.line ?? 0), rehearsal, stage.world)
  }

  private mutating func perform(
    _ turn: Scenario.Turn, before next: Scenario.Turn?, _ rehearsal: inout Rehearsal
  ) async throws {
    let first = rehearsal.trace.turns.count
    var answers = 0
    switch turn.act {
    case .says(let ways):
      let words = try fill(ways[variant % ways.count], turn.line)
      guard let mouth else {
        transcript.append("  customer: \(words)")
        await rehearsal.say(words)
        break
      }
      readBack.take(words, before: rehearsal.toldSlots, after: rehearsal.toldSlots(by: words))
      try await say(words, mouth, &rehearsal)
      while answers < ReadBack.mostAnswers, !rehearsal.isOver, try !foresees(turn, next, rehearsal),
        let answer = readBack.answer(to: rehearsal.askedSlot)
      {
        note(rehearsal.lastSaid)
        answers += 1
        try await say(answer, mouth, &rehearsal)
      }
    case .keys(let keys):
      let keys = try fill(keys, turn.line)
      transcript.append("  customer keys: \(keys)")
      await rehearsal.key(keys)
    case .silence:
      transcript.append("  customer says nothing")
      await rehearsal.happen(.silence)
    }
    let last = rehearsal.trace.turns.last
    // What came of the words is all that came until what was read back of them was answered.
    let came = answers == 0 ? [last].compactMap(\.self) : Array(rehearsal.trace.turns[first...])
    let (said, calls) = (came.flatMap(\.said), came.flatMap(\.calls))
    for call in calls { transcript.append("    [\(call.operation.name.rawValue)]") }
    note(rehearsal.lastSaid)
    try check(turn.says, in: said, wanted: true)
    try check(turn.never, in: said, wanted: false)
    var rest = calls[...]
    for wanted in turn.operations {
      guard let index = try rest.firstIndex(where: { try matches($0, wanted) }) else {
        let done = calls.map { Self.words($0.operation) }
        fail(
          wanted.line,
          "\(wanted.value.name) was not asked for here; asked for: \(done.isEmpty ? "nothing" : done.joined(separator: ", "))"
        )
        continue
      }
      rest = rest[(index + 1)...]
    }
    if let expects = turn.expects, let word = last?.expects?.word, word != expects.value {
      fail(expects.line, "after this the agent expects \(word), not \(expects.value)")
    }
  }

  /// Whether the script has the question that stands now, and what the customer says to it.
  private func foresees(_ turn: Scenario.Turn, _ next: Scenario.Turn?, _ rehearsal: Rehearsal) throws -> Bool {
    guard !turn.says.isEmpty, let next, case .says(let ways) = next.act else { return false }
    let text = rehearsal.lastSaid.joined(separator: " ")
    for pattern in turn.says {
      // What is no regular expression is told of by the check.
      guard (try? Matching.finds(fill(pattern.value, pattern.line), in: text)) == true else { return false }
    }
    return rehearsal.meaning(of: try fill(ways[variant % ways.count], next.line)).contains {
      $0 == .affirm || $0 == .deny
    }
  }

  /// How often people say a thing.
  private static let mostTries = 3

  /// Says it, and again where it was not understood at all.
  private mutating func say(
    _ words: String, _ mouth: ScenarioRunner.Mouth, _ rehearsal: inout Rehearsal
  ) async throws {
    var tries = 0
    repeat {
      transcript.append("  customer\(tries > 0 ? ", once more" : ""): \(words)")
      tries += 1
      spoken.append(try await speak(words, mouth, &rehearsal))
    } while tries < Self.mostTries && spoken[spoken.count - 1].isLost && !rehearsal.isOver
  }

  private mutating func speak(
    _ words: String, _ mouth: ScenarioRunner.Mouth, _ rehearsal: inout Rehearsal
  ) async throws -> SpokenTurn {
    let before = rehearsal.trace.turns.count
    let cue = ScenarioRunner.Cue(
      sentences: rehearsal.lastSpoken, expectation: rehearsal.expectation, names: rehearsal.likelyNames,
      customer: StableHash.of("\(scenario.intent)/\(scenario.title)/\(variant)"), turn: spoken.count)
    var turn = try await mouth(words, cue)
    turn.wanted = rehearsal.meaning(of: VoiceBench.asHeard(words))
    if turn.delivered.isEmpty { await rehearsal.happen(.silence) }
    for part in turn.delivered {
      if part.text != words { transcript.append("    heard: \(part.text)") }
      await rehearsal.happen(.utterance(part))
    }
    turn.taken = rehearsal.trace.turns[before...].flatMap(\.commands)
    return turn
  }

  private mutating func finish(_ end: Scenario.End, _ rehearsal: Rehearsal, _ world: any ScenarioWorld) throws {
    let writes = rehearsal.trace.calls.filter(\.operation.isWrite)
    for (index, wanted) in end.operations.enumerated() {
      guard index < writes.count else {
        fail(wanted.line, "\(wanted.value.name) was never done")
        continue
      }
      if try !matches(writes[index], wanted) {
        fail(wanted.line, "instead of this \(Self.words(writes[index].operation)) was done")
      }
    }
    for extra in writes.dropFirst(end.operations.count) {
      fail(end.line, "nobody expected \(Self.words(extra.operation))")
    }
    for wanted in end.records {
      let id = try fill(wanted.value.id, wanted.line)
      guard let body = try world.record(wanted.value.kind, id) else {
        fail(wanted.line, "there is no \(wanted.value.kind) \(id) at the end")
        continue
      }
      let record = try JSONValue(parsing: Data(body))
      for (path, found, expected) in Self.differences(record, try fill(wanted.value.holds, wanted.line), "") {
        fail(
          wanted.line,
          "\(wanted.value.kind) \(id): \(path) is \(Self.text(found)) at the end, not \(Self.text(expected))")
      }
    }
    try check(end.never, in: rehearsal.trace.turns.flatMap(\.said), wanted: false)
    let over = rehearsal.trace.outcome != nil
    if let ended = end.ended, ended.value != over {
      fail(ended.line, over ? "the agent ended the conversation" : "the agent has not ended the conversation")
    }
    if let wanted = end.handoff {
      let kind = rehearsal.trace.handoff?.kind ?? "none"
      if kind != wanted.value { fail(wanted.line, "the handing over is \(kind), not \(wanted.value)") }
    }
  }

  // MARK: The scene

  private mutating func set(_ world: any ScenarioWorld) throws {
    for binding in scenario.bindings {
      let wanted = try fill(binding.holds, binding.line)
      guard let record = try Self.first(binding.kind, wanted, in: world) else {
        throw Stop(line: binding.line, message: "no \(binding.kind) of this world holds \(Self.text(wanted))")
      }
      facts.bind(binding.name, record)
    }
    for change in scenario.changes {
      let id = try fill(change.id, change.line)
      do {
        guard let patch = change.patch else {
          try world.put(change.kind, id, nil)
          continue
        }
        let before = try world.record(change.kind, id).map { try JSONValue(parsing: Data($0)) } ?? .object([:])
        let after = Matching.merged(before, try fill(patch, change.line))
        try world.put(change.kind, id, Array(try after.text()))
        for (name, record) in facts.records where record == before { facts.bind(name, after) }
      } catch let stop as Stop {
        throw stop
      } catch {
        throw Stop(line: change.line, message: "\(change.kind)/\(id) cannot be set: \(error)")
      }
    }
  }

  private static func first(_ kind: String, _ wanted: JSONValue, in world: any ScenarioWorld) throws -> JSONValue? {
    for id in world.identifiers(of: kind) {
      guard let body = try world.record(kind, id) else { continue }
      let record = try JSONValue(parsing: Data(body))
      if Matching.holds(record, wanted) { return record }
    }
    return nil
  }

  // MARK: Checks

  private func fill(_ text: String, _ line: Int) throws -> String {
    do { return try facts.fill(text) } catch { throw Stop(line: line, message: error.message) }
  }

  private func fill(_ value: JSONValue, _ line: Int) throws -> JSONValue {
    do { return try facts.fill(value) } catch { throw Stop(line: line, message: error.message) }
  }

  private mutating func note(_ said: [String]) {
    for text in said { transcript.append("  agent: \(text)") }
  }

  private mutating func check(_ patterns: [Scenario.Expected<String>], in said: [String], wanted: Bool) throws {
    let text = said.joined(separator: " ")
    for pattern in patterns {
      let filled = try fill(pattern.value, pattern.line)
      let found: Bool
      do {
        found = try Matching.finds(filled, in: text)
      } catch {
        throw Stop(line: pattern.line, message: "'\(filled)' is no regular expression")
      }
      guard found != wanted else { continue }
      fail(pattern.line, (wanted ? "the agent did not say '\(filled)' but: " : "the agent said '\(filled)': ") + text)
    }
  }

  private func matches(_ call: TracedTurn.Call, _ wanted: Scenario.Expected<Scenario.Done>) throws -> Bool {
    guard call.operation.name.rawValue == wanted.value.name else { return false }
    return Matching.holds(try Self.arguments(call.operation), try fill(wanted.value.arguments, wanted.line))
  }

  private static func arguments(_ operation: Commerce.Operation) throws -> JSONValue {
    try JSONValue(parsing: try JSONEncoder().encode(operation))["arguments"] ?? .object([:])
  }

  private static func words(_ operation: Commerce.Operation) -> String {
    "\(operation.name.rawValue) \((try? arguments(operation)).map(text) ?? "")"
  }

  private static func text(_ value: JSONValue) -> String {
    (try? value.text()).map { String(decoding: $0, as: UTF8.self) } ?? "?"
  }

  /// What is other than wanted, as far down as both go.
  private static func differences(
    _ value: JSONValue, _ wanted: JSONValue, _ path: String
  ) -> [(path: String, found: JSONValue, wanted: JSONValue)] {
    guard case .object(let members) = wanted, value.object != nil else {
      return Matching.holds(value, wanted) ? [] : [(path, value, wanted)]
    }
    return members.sorted { $0.key < $1.key }.flatMap { key, wanted in
      differences(value[key] ?? .null, wanted, path.isEmpty ? key : "\(path).\(key)")
    }
  }
}

extension Result where Success == OperationResult, Failure == OperationFailure {
  /// Whether a back end did not do its work; that it says no is an answer.
  fileprivate var isFaulty: Bool {
    guard case .failure(let failure) = self else { return false }
    return !failure.code.isBusiness
  }
}
