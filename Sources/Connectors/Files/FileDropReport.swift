public import Commerce
public import Vendors

/// What became of the files of a folder, for people.
public struct FileDropReport: Hashable, Sendable {
  /// One file that was looked at.
  public struct File: Hashable, Sendable {
    /// What became of it.
    public enum Fate: Hashable, Sendable {
      /// Its records are in use, or were until a newer file came; as a whole not used; older than what there is; not whole yet.
      case taken, refused(FileFlaw), older, waiting
    }

    /// Its name.
    public var name: String
    /// What became of it.
    public var fate: Fate
    /// When its export was made.
    public var time: Timestamp
    /// Records that could be used.
    public var good = 0
    /// The lines of those that could not.
    public var damaged: [DamagedRecord] = []
  }

  /// The files, by name.
  public var files: [File]
  /// The time of the newest file in use, by what it holds.
  public var asOf: [FileLayout.Content: Timestamp]
  /// Why the folder cannot be read; nil when it can.
  public var trouble: String?
}

/// Why something newer than what is told is known to exist, or should.
struct FileDropSnapshot: Sendable {
  var index: FileDropIndex
  /// Contents of which a newer file could not be used.
  var behind: Set<FileLayout.Content>
  var trouble: String?
}
