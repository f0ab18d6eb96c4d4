internal import Dialogue
internal import Documents
internal import Foundation

/// What a sandbox is: `retail/sandboxes/NAME/sandbox.yaml`. Beside it may stand `policy.yaml`, which then holds there alone, and
/// `intents/` and `responses/en/`, whose files take the place of those of the same name, and `knowledge/`, which takes the place of
/// the retailer's.
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
  /// The retailer's intents that are served otherwise there.
  var changed: [Change] = []
  /// The file's text.
  var text: String

  /// One intent that is left out, or left to the desk for orders, with the line that says so.
  struct Change: Hashable, Sendable {
    var intent: String
    /// What the desk takes up for it; nil: it is not served.
    var task: DeskTask?
    var line: Int
  }

  /// The file's path.
  var path: String { "\(folder)/sandbox.yaml" }

  /// The intents as they are served there. Throws a `DocumentError` where one is named that there is not, or that another one offers.
  func intents(of map: IntentMap) throws(DocumentError) -> IntentMap {
    for change in changed {
      guard map.intent(change.intent) == nil else { continue }
      throw DocumentError(
        file: path, line: change.line,
        message: "there is no intent '\(change.intent)'; \(Document.hint(change.intent, map.intents.map(\.name)))")
    }
    let left = changed.filter { $0.task == nil }
    let tasks = changed.compactMap { change in change.task.map { (change.intent, $0) } }
    let served = map.serving(
      without: Set(left.map(\.intent)), atDesk: Dictionary(tasks, uniquingKeysWith: { first, _ in first }))
    for change in left {
      guard let offering = served.offering(change.intent).first else { continue }
      throw DocumentError(
        file: path, line: change.line,
        message: "'\(offering)' offers '\(change.intent)'; leave out both, or neither")
    }
    return served
  }

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
    try document.allow(only: ["title", "world", "without", "desk"])
    var changed: [Change] = []
    for intent in try document.optional("without")?.list() ?? [] {
      changed.append(Change(intent: try intent.string(), line: intent.line))
    }
    for (intent, value) in try document.optional("desk")?.members() ?? [] {
      guard let task = DeskTask(try value.string()) else {
        throw value.error("the desk takes up one of \(DeskTask.names.joined(separator: ", "))")
      }
      if changed.contains(where: { $0.intent == intent }) {
        throw value.error("'\(intent)' stands under 'without' as well; keep one")
      }
      changed.append(Change(intent: intent, task: task, line: value.line))
    }
    return SandboxFile(
      name: name, folder: folder, title: try document.required("title", "A shop to practise in").string(),
      world: try document.required("world", "shop").choice(World.self), changed: changed, text: text)
  }
}
