internal import Commerce
public import Conversations
public import Dialogue
internal import Discourse
public import Foundation
internal import Vendors

/// Runs scripted callers against the agent, in virtual time and worlds of their own.
public struct TauBench: Sendable {
  /// A practice task's line, as far as the bench looks at it.
  public struct Task: Sendable {
    /// Its identifier.
    public var id: String
    /// What the agent must have said.
    var outputs: [String]
    /// The brief; nil when no script can follow the instruction.
    var brief: TauBrief?

    /// Reads a line. Throws when it is no task.
    public init(line: Data) throws {
      let row = try JSONValue(parsing: line)
      guard let id = row["id"]?.string else { throw ScenarioSkipped("a task has no id") }
      self.id = id
      outputs = (row["outputs"] ?? row["communicate_info"])?.array?.compactMap(\.string) ?? []
      brief = TauBrief(row)
    }

    /// Whether a script can follow it.
    public var isScripted: Bool { brief != nil }
  }

  /// What the bench needs of the world.
  public struct Setting: Sendable {
    /// What is in force.
    public var artefacts: Artefacts
    /// A new world that follows a moment.
    public var world: @Sendable (VirtualMoment) throws -> any PracticeWorld
    /// The rows that a right run of the task changes, as JSON in the world's own format.
    public var expected: @Sendable (_ task: String) async throws -> [UInt8]
    /// The customers, as the world's file has them: what callers know of their own payment methods.
    public var users: Data

    /// Puts it together.
    public init(
      artefacts: Artefacts, world: @escaping @Sendable (VirtualMoment) throws -> any PracticeWorld,
      expected: @escaping @Sendable (_ task: String) async throws -> [UInt8], users: Data
    ) {
      self.artefacts = artefacts
      self.world = world
      self.expected = expected
      self.users = users
    }
  }

  /// How many turns a caller takes before giving up.
  public static let mostTurns = 40
  private static let start = Timestamp(milliseconds: 1_795_291_200_000)

  private let setting: Setting
  private let users: JSONValue
  private let heldBack: Bool
  private let seed: UInt64

  /// Makes a bench. `heldBack`: callers say only what was held back while the agent was built.
  public init(_ setting: Setting, heldBack: Bool, seed: UInt64) throws {
    self.setting = setting
    self.heldBack = heldBack
    self.seed = seed
    users = try JSONValue(parsing: setting.users)
  }

  /// One run of a task. Nil when no script can follow it.
  public func run(_ task: Task, trial: Int) async throws -> TauRun? {
    guard let brief = task.brief else { return nil }
    var draws = Draws(StableHash.of("\(task.id)/\(trial)/\(seed)"))
    let persona = TauSpeech.Persona(&draws)
    let speech = TauSpeech(
      persona: persona, book: Phrasebook(heldBack: heldBack), wallets: TauWallets(user: users[brief.user]), draws: draws
    )
    var caller = TauCaller(brief, speech: speech)
    let (stage, world) = try await open("\(task.id)-\(trial)", draws.next())
    var rehearsal = stage
    var lines: [String] = []
    var words: String? = caller.opening()
    while let said = words {
      lines.append(said)
      await rehearsal.say(said)
      if rehearsal.isOver { break }
      guard lines.count < Self.mostTurns else { break }
      words = caller.answer(rehearsal.lastSaid, expects: rehearsal.trace.turns.last?.expects?.word ?? "anything")
    }
    var run = try TauRun(task.id, trial: trial, rehearsal, world, lines: lines)
    run.persona = "\(persona.pace.rawValue), \(persona.length.rawValue)" + (persona.mistypes ? ", mistypes" : "")
    run.kinds = brief.wishes.map { "\(TauReadOut.kind($0))" }
    run.repairs = caller.repairs
    let expected = try JSONValue(parsing: Data(try await setting.expected(task.id)))
    run.judge(expected: expected, outputs: task.outputs, gaveUp: caller.gaveUp ?? Self.tired(lines))
    return run
  }

  private static func tired(_ lines: [String]) -> String? {
    lines.count >= mostTurns ? "\(mostTurns) turns were not enough" : nil
  }

  /// Says recorded lines again, whatever is answered.
  public func replay(_ name: String, lines: [String], trial: Int) async throws -> TauRun {
    let (stage, world) = try await open(name, StableHash.of("\(name)/\(trial)/\(seed)"))
    var rehearsal = stage
    var said: [String] = []
    for line in lines where !rehearsal.isOver {
      said.append(line)
      await rehearsal.say(line)
    }
    return try TauRun(name, trial: trial, rehearsal, world, lines: said)
  }

  private func open(_ name: String, _ seed: UInt64) async throws -> (Rehearsal, any PracticeWorld) {
    let moment = VirtualMoment(Self.start)
    let world = try setting.world(moment)
    let rehearsal = await Rehearsal(
      Rehearsal.Setting(
        name: name, artefacts: setting.artefacts, backend: world.backend, moment: moment, seed: seed,
        utcOffsetSeconds: -5 * 3_600))
    return (rehearsal, world)
  }
}
