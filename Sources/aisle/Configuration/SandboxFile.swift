internal import Documents
internal import Foundation

/// What a sandbox is: `retail/sandboxes/NAME/sandbox.yaml`. Beside it may stand `policy.yaml`, which then holds there alone, and
/// `intents/` and `responses/en/`, whose files take the place of those of the same name.
struct SandboxFile: Hashable, Sendable {
  /// What its worlds are made of.
  enum World: String, CaseIterable, Sendable {
    /// A snapshot of the embedded shop; the tau retail world.
    case shop, tau
  }

  /// The folder's name.
  var name: String
  /// The folder.
  var folder: String
  /// For people.
  var title: String
  /// What its worlds are made of.
  var world: World

  /// All sandboxes of a retail folder, by name; none when there is no folder for them. Throws a `DocumentError`.
  static func all(retail: String) throws(DocumentError) -> [SandboxFile] {
    let place = "\(retail)/sandboxes"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else { return [] }
    var found: [SandboxFile] = []
    for name in names.sorted() where !name.hasPrefix(".") {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: "\(place)/\(name)", isDirectory: &isFolder), isFolder.boolValue
      else { continue }
      found.append(try read(name, "\(place)/\(name)"))
    }
    return found
  }

  private static func read(_ name: String, _ folder: String) throws(DocumentError) -> SandboxFile {
    let path = "\(folder)/sandbox.yaml"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw DocumentError(
        file: path, line: 0, message: "cannot be read; it says what the sandbox is, as in world: shop")
    }
    let document = try Document(file: path, text: text)
    try document.allow(only: ["title", "world"])
    return SandboxFile(
      name: name, folder: folder, title: try document.required("title", "A shop to practise in").string(),
      world: try document.required("world", "shop").choice(World.self))
  }
}
