public import Commerce

/// Where recordings are kept, sealed.
public protocol RecordingArchive: Sendable {
  /// Begins a recording; an earlier one of that conversation is replaced. Throws when it cannot be written.
  func begin(_ conversation: String, at time: Timestamp) throws -> any RecordingSink
  /// Opens a recording, and notes who does so and what for before anything is given out; nil when there is none. Throws when it cannot be opened, or the
  /// access cannot be noted.
  func open(_ conversation: String, access: RecordingAccess) throws -> (any RecordingReader)?
  /// Whether there is one.
  func exists(_ conversation: String) -> Bool
}

/// Takes one recording as it comes. Not used by two at once.
public protocol RecordingSink: Sendable {
  /// More samples: mu-law, one of the caller after one of the agent. What is written can be read although the process dies.
  func write(_ samples: [UInt8]) throws
  /// All has been written; returns when it is on the disk.
  func finish() throws
  /// It is erased, as if it had never been.
  func discard() throws
}

/// A recording as a RIFF wav file, stereo, caller left, agent right.
public protocol RecordingReader: Sendable {
  /// The file's length in bytes.
  var length: Int { get }
  /// A part of the file. Throws when what is there is not what was written.
  func bytes(_ range: Range<Int>) throws -> [UInt8]
}

/// Who opens a recording, and what for.
public struct RecordingAccess: Hashable, Codable, Sendable {
  /// What is done.
  public enum Purpose: String, Hashable, Codable, Sendable {
    /// Listened to, kept as a file elsewhere, checked; erased by a person, by its age, or because the caller objected.
    case play, export, verify, erase, expire, object
  }

  /// Who: "console", or the operator's name.
  public var by: String
  /// What for.
  public var purpose: Purpose

  /// Makes one.
  public init(by: String, purpose: Purpose) {
    self.by = by
    self.purpose = purpose
  }
}
