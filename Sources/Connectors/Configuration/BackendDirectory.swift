public import Documents
public import Foundation
public import Operations

/// All back-end files and the routes between them.
public struct BackendDirectory: Sendable {
  /// The back ends, by the names of their files.
  public var backends: [BackendFile]
  /// Which back end answers which operation.
  public var routes: RoutingTable
  /// Where secrets in files are looked for.
  public var directory: URL

  /// Reads `backends/*.yaml` and `routes.yaml` of a retail directory. Without files the embedded shop answers everything.
  /// `shown`: how the directory is named in messages. Throws a `DocumentError`.
  public init(retail directory: URL, shown: String = "retail") throws(DocumentError) {
    self.directory = directory
    backends = []
    var lines: [String: Int] = [:]
    let folder = directory.appending(path: "backends")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names.sorted() where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      let file = "\(shown)/backends/\(name)"
      let backend = try BackendFileReader().read(file: file, text: try Self.text(folder.appending(path: name), file))
      if let other = backends.first(where: { $0.name == backend.name }) {
        throw DocumentError(
          file: file, line: 1, message: "'\(backend.name)' is the name of \(other.file) already; give this one another")
      }
      backends.append(backend)
      lines[backend.name] = 1
    }
    routes = RoutingTable(fallback: "shop")
    let table = directory.appending(path: "routes.yaml")
    guard FileManager.default.fileExists(atPath: table.path) else { return }
    let file = "\(shown)/routes.yaml"
    routes = try RoutesReader(backends: backends).read(file: file, text: try Self.text(table, file))
  }

  private static func text(_ url: URL, _ file: String) throws(DocumentError) -> String {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw DocumentError(file: file, line: 0, message: "cannot be read as UTF-8 text; check its rights and encoding")
    }
    return text
  }

  /// The back end of a name; nil when there is none (the embedded shop needs no file).
  public func backend(_ name: String) -> BackendFile? { backends.first { $0.name == name } }
}
