import Foundation

/// The files that ship with the module.
enum Resources {
  /// One of them.
  struct File {
    var name: String
    var bytes: [UInt8]
  }

  /// Those in a folder, by name.
  static func files(in folder: String) throws -> [File] {
    let url = Bundle.module.bundleURL.appendingPathComponent(folder)
    do {
      return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted().map { name in
        File(name: name, bytes: [UInt8](try Data(contentsOf: url.appendingPathComponent(name))))
      }
    } catch {
      throw WebError(
        .resourceUnreadable, "The folder \(folder) beside the program cannot be read: install it again. (\(error))")
    }
  }
}
