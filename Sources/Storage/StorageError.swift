/// Why a store could not be opened or a file not kept. Messages say what, where and what to do; no personal data.
public struct StorageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// The path cannot be created, read or written.
    case cannotOpen
    /// The file is there but is not a journal database, or is damaged.
    case notAJournal
    /// SQLite does not keep the promise that an acknowledged commit survives a power cut.
    case notDurable
    /// Another process (or another part of this one) writes to this journal.
    case inUse
    /// The master key's file has the wrong size, owner rights or kind.
    case unsafeKeyFile
    /// The master key is not the one this database was sealed with.
    case wrongKey
    /// What is there is not what was written.
    case damaged
    /// An identifier that cannot be a file name.
    case invalidIdentifier
  }

  /// The kind.
  public var code: Code
  /// What happened, where, and what to do.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Kind and message.
  public var description: String { "\(code.rawValue): \(message)" }
}
