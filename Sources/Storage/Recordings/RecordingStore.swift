public import Commerce
public import Conversations
internal import Files
internal import Foundation
internal import Glibc
internal import Synchronization

/// Calls' recordings, sealed, in one folder, named after their conversations; with a log of who opened them.
public final class RecordingStore: RecordingArchive {
  /// The folder; made when the first recording begins.
  public let folder: String
  /// What they are sealed with.
  public let keys: RecordingKeys
  /// Who opened which.
  public let log: RecordingAccessLog
  private let now: @Sendable () -> Int64
  /// When somebody last listened to one: a player asks for many parts.
  private let heard = Mutex<[String: Int64]>([:])
  private static let oneHearing: Int64 = 600_000
  private static let mostHeard = 1_000
  private static let ending = ".rec"

  /// A store over a folder.
  /// - Parameters:
  ///   - keyFile: Where the keys are; "": `recordings.keys` beside the folder.
  ///   - now: The time, in ms since 1970; nil: this machine's.
  public init(folder: String, keyFile: String = "", now: (@Sendable () -> Int64)? = nil) {
    self.folder = folder
    self.now = now ?? { Int64(Date().timeIntervalSince1970 * 1_000) }
    keys = RecordingKeys(path: keyFile.isEmpty ? folder + ".keys" : keyFile)
    log = RecordingAccessLog(path: folder + "/access.log")
  }

  /// Begins a recording; an earlier one of that conversation is replaced. Throws a `StorageError`.
  public func begin(_ conversation: String, at time: Timestamp) throws -> any RecordingSink {
    let path = try path(of: conversation)
    do { try PrivateFiles.makeFolder(folder) } catch { throw StorageError(error) }
    let key = try keys.current(mayCreate: conversations().isEmpty)
    return try RecordingWriter(
      path: path, conversation: conversation, startedAt: time.milliseconds, key: key)
  }

  /// Opens a recording; nil when there is none. Throws a `StorageError`.
  public func open(_ conversation: String, access: RecordingAccess) throws -> (any RecordingReader)? {
    guard exists(conversation) else { return nil }
    let recording = try sealed(conversation)
    try note(access, conversation)
    return recording
  }

  /// Whether there is one; false for an identifier that cannot have one.
  public func exists(_ conversation: String) -> Bool {
    guard let path = try? path(of: conversation) else { return false }
    return FileManager.default.fileExists(atPath: path)
  }

  /// One without a note: for lists, and for checking. Throws a `StorageError`.
  public func sealed(_ conversation: String) throws(StorageError) -> SealedRecording {
    try SealedRecording(path: try path(of: conversation), conversation: conversation, keys: keys)
  }

  /// The conversations that have one, by name.
  public func conversations() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(Self.ending) }.map { String($0.dropLast(Self.ending.count)) }.sorted()
  }

  /// Files of earlier builds that are not sealed.
  public func unsealed() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".wav") }.map { folder + "/" + $0 }.sorted()
  }

  /// Erases one for good: its own key first, then the file. None is no error. Throws a `StorageError`.
  public func erase(_ conversation: String, access: RecordingAccess) throws(StorageError) {
    let path = try path(of: conversation)
    let parts = parts().filter { $0.hasPrefix(path + ".") }
    guard FileManager.default.fileExists(atPath: path) || !parts.isEmpty else { return }
    try note(access, conversation)
    try shred(path)
    for part in parts { try shred(part) }
  }

  /// Erases what began before a moment, and what was left half sealed. Gives what it was. One that cannot be erased is passed over, and told.
  public func expire(before milliseconds: Int64, failed: (String, StorageError) -> Void) -> [String] {
    clearParts()
    var gone: [String] = []
    for conversation in conversations() {
      do throws(StorageError) {
        let path = try path(of: conversation)
        guard try SealedRecording.head(of: path).header.startedAt < milliseconds else { continue }
        try erase(conversation, access: RecordingAccess(by: "retention", purpose: .expire))
        gone.append(conversation)
      } catch {
        failed(conversation, error)
      }
    }
    return gone
  }

  /// Puts the newest key around a recording's own in place of an older one. False when it has it, is being written, or is erased meanwhile.
  /// Throws a `StorageError`.
  public func rewrap(_ conversation: String) throws(StorageError) -> Bool {
    try rewrap(conversation) {}
  }

  /// - Parameter sealed: Runs when the new file is written, before it takes the old one's place.
  func rewrap(_ conversation: String, sealed isSealed: () throws -> Void) throws(StorageError) -> Bool {
    let key = try keys.current(mayCreate: false)
    let path = try path(of: conversation)
    guard try SealedRecording.head(of: path).header.keyID != key.id else { return false }
    let descriptor = Glibc.open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw StorageError(.cannotOpen, "cannot write \(path): \(reason(errno))") }
    defer { Glibc.close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return false }
    let recording = try sealed(conversation)
    var isThere = true
    do {
      let header = try recording.header(under: key)
      guard var bytes = FileManager.default.contents(atPath: recording.path), bytes.count >= header.count else {
        throw StorageError(.cannotOpen, "cannot read \(recording.path)")
      }
      bytes.replaceSubrange(0..<header.count, with: header)
      try isSealed()
      try writeDurably(Array(bytes), to: path) { temporary in
        let failure = try? withFolderLocked(of: path) { () throws(StorageError) -> Int32 in
          // What was erased, or begun anew, meanwhile does not come back.
          isThere = Self.isFile(descriptor, at: path)
          if isThere { return rename(temporary, path) == 0 ? 0 : errno }
          try shredInLock(temporary)
          return 0
        }
        return failure ?? EIO
      }
    } catch {
      throw error as? StorageError ?? StorageError(.cannotOpen, "cannot seal \(path): \(error)")
    }
    // The file that was replaced could still be opened with the older key.
    if isThere { overwriteKey(descriptor) }
    return isThere
  }

  private static func isFile(_ descriptor: Int32, at path: String) -> Bool {
    var (open, named) = (stat(), stat())
    return fstat(descriptor, &open) == 0 && lstat(path, &named) == 0 && open.st_ino == named.st_ino
      && open.st_dev == named.st_dev
  }

  /// What a new key did.
  public struct Rotation: Sendable {
    /// Its identifier.
    public var key: String
    /// How many recordings are sealed with it now that were not.
    public var moved = 0
    /// How many keys that open nothing are gone.
    public var dropped = 0
  }

  /// Makes a new key, seals what there is with it, and drops the keys that no file names; the one before stays. A recording that cannot be opened
  /// is passed over and told, and the key it names stays, too; where that cannot be read, no key is dropped. Throws a `StorageError`.
  public func rotate(passedOver: (String, StorageError) -> Void) throws(StorageError) -> Rotation {
    clearParts()
    var used = Set(try keys.identifiers().suffix(1))
    var rotation = Rotation(key: try keys.rotate())
    var isSure = true
    for conversation in conversations() {
      do throws(StorageError) {
        if try rewrap(conversation) { rotation.moved += 1 }
      } catch {
        if exists(conversation) { passedOver(conversation, error) }
      }
      do throws(StorageError) {
        used.insert(RecordingKeys.hex(try SealedRecording.head(of: try path(of: conversation)).header.keyID))
      } catch {
        if exists(conversation) { isSure = false }
      }
    }
    if isSure { rotation.dropped = try keys.keep(only: used) }
    return rotation
  }

  /// What was being sealed anew.
  private func parts() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".part") && $0.contains(Self.ending + ".") }.map { folder + "/" + $0 }
  }

  /// Erases what a process that ended left half sealed. What is being written is locked.
  private func clearParts() {
    for part in parts() {
      let descriptor = Glibc.open(part, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      defer { Glibc.close(descriptor) }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { try? shred(part) }
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
    return folder + "/" + conversation + Self.ending
  }

  private func note(_ access: RecordingAccess, _ conversation: String) throws(StorageError) {
    let now = now()
    guard access.purpose == .play else { return try log.append(access, conversation: conversation, at: now) }
    let key = "\(access.by)\n\(conversation)"
    try heard.withLock { heard throws(StorageError) in
      if heard.count > Self.mostHeard { heard = heard.filter { now - $0.value < Self.oneHearing } }
      let isSame = heard[key].map { now - $0 < Self.oneHearing } ?? false
      // It counts as noted when it is: who asks again after a failure is noted then.
      if !isSame { try log.append(access, conversation: conversation, at: now) }
      heard[key] = now
    }
  }
}
