public import Vendors

/// A folder into which some system puts files, and what they hold.
public struct FileDropSettings: Sendable {
  /// How a file is known to be whole.
  public enum Completeness: Hashable, Sendable {
    /// Nobody has written to it for this long.
    case settled(Duration)
    /// It is written under another name and then renamed: whatever has a fitting name is whole.
    case renamed
    /// A second file of its name with this ending ("orders.csv.done") says so.
    case marked(String)
  }

  /// The folder. Nothing in it is changed.
  public var folder: String
  /// The kinds of files. A name that fits several belongs to the first.
  public var layouts: [FileLayout]
  /// How a file is known to be whole.
  public var completeness = Completeness.settled(.seconds(2))
  /// How often files of each content are expected; an answer from an older one is marked stale.
  public var expected: [FileLayout.Content: Duration] = [
    .orders: .seconds(86_400), .stock: .seconds(86_400), .parcels: .seconds(86_400),
  ]
  /// How long a look into the folder counts: the next question after that looks again.
  public var lookEvery: Duration = .seconds(1)
  /// The largest file that is read.
  public var maximumBytes = 256 << 20

  /// Makes settings.
  public init(folder: String, layouts: [FileLayout]) {
    self.folder = folder
    self.layouts = layouts
  }
}
