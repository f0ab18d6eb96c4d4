public import Conversations
public import Dialogue

/// A world whose records can be set before a scenario and looked at after it. JSON is UTF-8 text.
public protocol ScenarioWorld: PracticeWorld {
  /// The identifiers of a kind of record, in order.
  func identifiers(of kind: String) -> [String]
  /// A record; nil when there is none.
  func record(_ kind: String, _ id: String) throws -> [UInt8]?
  /// Puts a record; nil removes it. Throws what says what is wrong with it.
  func put(_ kind: String, _ id: String, _ json: [UInt8]?) throws
}

/// Where a scenario plays.
public struct ScenarioStage: Sendable {
  /// What is in force.
  public var artefacts: Artefacts
  /// A world of its own.
  public var world: any ScenarioWorld
  /// Seconds east of UTC where the retailer is.
  public var utcOffsetSeconds: Int

  /// Puts a stage together.
  public init(artefacts: Artefacts, world: any ScenarioWorld, utcOffsetSeconds: Int) {
    self.artefacts = artefacts
    self.world = world
    self.utcOffsetSeconds = utcOffsetSeconds
  }
}

/// Why a scenario cannot be played here: that is told, and is no failure.
public struct ScenarioSkipped: Error, Sendable {
  /// The reason.
  public var reason: String

  /// Makes one.
  public init(_ reason: String) { self.reason = reason }
}
