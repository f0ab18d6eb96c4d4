import Foundation

/// A folder of its own for one test, removed with the value.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "aisle-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  /// What is on the disk now, as a machine would find it that lost power: the database with its write-ahead log.
  func crashCopy(of name: String, into other: TemporaryFolder) throws {
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: file(name + suffix), toPath: other.file(name + suffix))
    }
  }

  func rights(of name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: file(name))[.posixPermissions] as? Int
  }
}
