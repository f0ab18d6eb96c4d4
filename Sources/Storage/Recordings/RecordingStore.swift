internal import Foundation

/// Calls' recordings as wav files in one folder, named after their conversations and readable by the owner only.
public struct RecordingStore: Sendable {
  /// The folder; made when the first recording is kept.
  public let folder: String

  /// Makes a store over a folder.
  public init(folder: String) { self.folder = folder }

  /// Keeps a recording (a whole RIFF wav file), replacing an earlier one of that conversation; whole or not at all, and
  /// on the disk when it returns. Blocks for the disk. Throws a `StorageError`.
  public func save(_ wav: [UInt8], conversation: String) throws(StorageError) {
    try writeDurably(wav, to: path(of: conversation))
  }

  /// The recording's bytes; nil when there is none. Blocks for the disk. Throws a `StorageError`.
  public func recording(of conversation: String) throws(StorageError) -> [UInt8]? {
    let path = try path(of: conversation)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw StorageError(.cannotOpen, "cannot read \(path); check its rights")
    }
    return Array(data)
  }

  /// Whether there is a recording; false for an identifier that cannot have one.
  public func hasRecording(of conversation: String) -> Bool {
    guard let path = try? path(of: conversation) else { return false }
    return FileManager.default.fileExists(atPath: path)
  }

  /// Removes a recording; none is no error. Throws a `StorageError`.
  public func remove(conversation: String) throws(StorageError) {
    let path = try path(of: conversation)
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw StorageError(.cannotOpen, "cannot remove \(path); check the folder's rights")
    }
  }

  /// Where a conversation's recording is or would be. Identifiers are 1 to 128 ASCII letters, digits, "-" and "_", so
  /// that none can name another folder. Throws `.invalidIdentifier`.
  public func path(of conversation: String) throws(StorageError) -> String {
    let allowed = conversation.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard allowed, (1...128).contains(conversation.utf8.count) else {
      throw StorageError(
        .invalidIdentifier, "a conversation's identifier for a recording has 1 to 128 letters, digits, - or _")
    }
    return folder + "/" + conversation + ".wav"
  }
}
