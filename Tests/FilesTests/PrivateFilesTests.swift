import Files
import Foundation
import Testing

@Suite struct PrivateFilesTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "aisle-files-\(UUID().uuidString)").path

  private func rights(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func whatIsMadeIsItsOwnersAlone() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try PrivateFiles.prepare(folder + "/deep/er/shop.sqlite")
    for made in [folder, folder + "/deep", folder + "/deep/er"] { #expect(try rights(made) == 0o700) }
    #expect(try rights(folder + "/deep/er/shop.sqlite") == 0o600)
  }

  @Test func othersLoseTheirRightsToWhatIsThere() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let files = FileManager.default
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    for side in ["", "-wal", "-shm"] {
      #expect(files.createFile(atPath: folder + "/a.db" + side, contents: Data("x".utf8)))
      try files.setAttributes([.posixPermissions: 0o664], ofItemAtPath: folder + "/a.db" + side)
    }
    try PrivateFiles.prepare(folder + "/a.db")
    for side in ["", "-wal", "-shm"] { #expect(try rights(folder + "/a.db" + side) == 0o600) }
    #expect(files.contents(atPath: folder + "/a.db") == Data("x".utf8))
    // A folder that somebody made stays as it was made.
    #expect(try rights(folder) == 0o755)
  }

  @Test func aLockHasOneHolderUntilItIsReleased() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try PrivateFiles.makeFolder(folder)
    let lock = try FileLock(path: folder + "/lock")
    #expect(throws: FileFailure.held(path: folder + "/lock")) { try FileLock(path: folder + "/lock") }
    lock.release()
    let next = try FileLock(path: folder + "/lock")
    next.release()
    next.release()
    #expect(throws: FileFailure.self) { try FileLock(path: "/proc/none/lock") }
  }

  /// While a process is being started it has a copy of every descriptor, close-on-exec or not: a release must not wait for it.
  @Test func aProcessThatIsBeingStartedKeepsNoLock() async throws {
    try PrivateFiles.makeFolder(folder)
    let starting = Task.detached {
      while !Task.isCancelled {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/true")
        try process.run()
        process.waitUntilExit()
      }
    }
    for _ in 0..<3_000 { try FileLock(path: folder + "/lock").release() }
    starting.cancel()
    try await starting.value
    try FileManager.default.removeItem(atPath: folder)
  }
}
