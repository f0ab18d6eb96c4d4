import Commerce
public import Documents
public import Operations

/// Reads `routes.yaml`: which back end answers which operation.
public struct RoutesReader {
  private let backends: [BackendFile]

  /// Makes a reader that knows the back ends.
  public init(backends: [BackendFile]) { self.backends = backends }

  /// Reads the file's text. Throws a `DocumentError`.
  public func read(file: String, text: String) throws(DocumentError) -> RoutingTable {
    let document = try Document(file: file, text: text)
    try document.allow(only: ["default", "routes"])
    var table = RoutingTable(fallback: "shop")
    if let part = try document.optional("default") {
      let name = try part.string()
      if name == "none" { table.fallback = nil } else { table.fallback = try known(name, part) }
    }
    guard let routes = try document.optional("routes") else { return table }
    for (name, value) in try routes.members() {
      guard let operation = OperationName(rawValue: name) else {
        throw value.unknown(name, "there is no operation", known: OperationName.allCases.map(\.rawValue))
      }
      let backend = try known(try value.string(), value)
      if let mapping = backends.first(where: { $0.name == backend })?.mapping, mapping.operations[operation] == nil {
        throw value.error(
          "\(mapping.file) does not say how \(name) is done (it does "
            + "\(mapping.operations.keys.map(\.rawValue).sorted().joined(separator: ", "))); add it there or route it elsewhere"
        )
      }
      table.routes[operation] = backend
    }
    return table
  }

  private func known(_ name: String, _ document: Document) throws(DocumentError) -> String {
    let names = backends.map(\.name) + (backends.contains { $0.name == "shop" } ? [] : ["shop"])
    guard names.contains(name) else { throw document.unknown(name, "there is no back end", known: names.sorted()) }
    return name
  }
}
