public import Commerce
public import Dialogue

/// A world that one conversation has to itself: its back end, and what it changed there. JSON is UTF-8 text.
public protocol PracticeWorld: Sendable {
  /// What answers in it.
  var backend: any CommerceBackend { get }
  /// The rows that differ from where the world began, by kind and identifier, in that world's own format.
  func changes() throws -> [UInt8]
  /// How that world itself calls an operation: `{"name": …, "arguments": {…}}`; nil when it has no name for it.
  func call(for operation: Operation) throws -> [UInt8]?
}

/// A place to practise in: documents of its own over the retailer's, and worlds that cost next to nothing.
public struct Sandbox: Sendable {
  /// Its name ("tau").
  public var name: String
  /// The dialects in which its worlds can be had, the usual one first; empty when there are no dialects.
  public var dialects: [String]
  /// What is in force there.
  public var artefacts: Artefacts
  /// A new world in a dialect; nil: the usual one. Throws when there is no world to be had, with what to do.
  public var world: @Sendable (_ dialect: String?) async throws -> any PracticeWorld

  /// Describes a sandbox.
  public init(
    name: String, dialects: [String], artefacts: Artefacts,
    world: @escaping @Sendable (_ dialect: String?) async throws -> any PracticeWorld
  ) {
    self.name = name
    self.dialects = dialects
    self.artefacts = artefacts
    self.world = world
  }
}

/// Where a conversation stands, when it is not on the house's own back ends.
public struct Standing: Sendable {
  /// What is in force.
  public var artefacts: Artefacts
  /// What answers.
  public var backend: any CommerceBackend
  /// Where its journal is kept, apart from that of real conversations.
  public var journal: JournalKeeping
  /// Counts wrong tries across the conversations that stand there, and whose they are: those of others are others' tries.
  public var tries: any TryCounter
  /// See `tries`.
  public var whose: String

  /// Puts it together.
  public init(
    artefacts: Artefacts, backend: any CommerceBackend, journal: JournalKeeping, tries: any TryCounter,
    whose: String = ""
  ) {
    self.artefacts = artefacts
    self.backend = backend
    self.journal = journal
    self.tries = tries
    self.whose = whose
  }
}
