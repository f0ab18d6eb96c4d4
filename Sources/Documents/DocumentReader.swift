internal import Discourse
internal import Yams

/// A mistake in a file a person wrote: where it is, what is wrong, and what would be right.
public struct DocumentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file as the user named it.
  public var file: String
  /// The line, counted from 1; 0 when the file as a whole is meant.
  public var line: Int
  /// What is wrong and what would be right.
  public var message: String

  /// Makes an error.
  public init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// "retail/intents/hours.yaml:12: …", as compilers write it.
  public var description: String { line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)" }
}

/// A YAML value with its place in its file. Reads strictly: what is missing, of the wrong kind or unknown is an error that
/// names the line.
public struct Document {
  /// The file's name for messages.
  public let file: String
  let node: Node
  /// The path of keys to here, for messages ("slots.order.type").
  public let path: String

  /// Parses a file's text. Throws a `DocumentError` on a syntax error.
  public init(file: String, text: String) throws(DocumentError) {
    self.file = file
    path = ""
    do {
      // A file of nothing but comments says nothing: what must stand in it is then named as missing.
      node = try Yams.compose(yaml: text) ?? Node([(Node, Node)]())
    } catch let error as YamlError {
      throw Self.syntaxError(error, file: file, text: text)
    } catch {
      throw DocumentError(file: file, line: 0, message: "cannot be read as YAML: \(error)")
    }
  }

  init(file: String, node: Node, path: String) {
    self.file = file
    self.node = node
    self.path = path
  }

  private static func syntaxError(_ error: YamlError, file: String, text: String) -> DocumentError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      // Flow collections are where brackets and commas in a value surprise people.
      let hint =
        problem.contains("',' or") ? "; inside { } and [ ], what holds brackets, braces or commas needs quotes" : ""
      return DocumentError(
        file: file, line: mark.line,
        message: "not valid YAML: \(problem) (column \(mark.column)); check indentation, colons and quotes" + hint)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return DocumentError(
        file: file, line: secondLine(of: duplicates.first.map { "\($0)" } ?? "", from: context.mark.line, in: text),
        message: "the key \(duplicates.map { "'\($0)'" }.joined(separator: ", ")) stands twice; keep one")
    default:
      return DocumentError(file: file, line: 0, message: "not valid YAML: \(error)")
    }
  }

  /// Where a key stands for the second time in a mapping that begins at a line: at the same depth.
  private static func secondLine(of key: String, from start: Int, in text: String) -> Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let depths = lines.enumerated().dropFirst(max(0, start - 1)).compactMap { index, line -> (line: Int, depth: Int)? in
      let depth = line.prefix { $0 == " " }.count
      return line.dropFirst(depth).hasPrefix("\(key):") ? (index + 1, depth) : nil
    }
    for (index, place) in depths.enumerated() where depths[..<index].contains(where: { $0.depth == place.depth }) {
      return place.line
    }
    return start
  }

  /// The line of this value, counted from 1.
  public var line: Int { node.mark?.line ?? 0 }

  /// An error at this value.
  public func error(_ message: String) -> DocumentError { DocumentError(file: file, line: line, message: message) }

  private var name: String { path.isEmpty ? "the file" : "'\(path)'" }

  /// The members in the order written. Throws when this is no mapping.
  public func members() throws(DocumentError) -> [(key: String, value: Document)] {
    guard let mapping = node.mapping else { throw error("\(name) must be a mapping (key: value lines)") }
    var members: [(key: String, value: Document)] = []
    for (key, value) in mapping {
      guard let text = key.scalar?.string else { throw error("the keys of \(name) must be plain words") }
      // A value that is left empty has no useful place of its own.
      members.append((text, Document(file: file, node: value, path: path.isEmpty ? text : "\(path).\(text)")))
    }
    return members
  }

  /// Refuses members that are not in `known`, naming the nearest known one.
  public func allow(only known: [String]) throws(DocumentError) {
    guard let mapping = node.mapping else { throw error("\(name) must be a mapping (key: value lines)") }
    for (key, _) in mapping {
      let text = key.scalar?.string ?? "?"
      guard !known.contains(text) else { continue }
      let nearest = known.min { EditDistance.between($0, text) < EditDistance.between($1, text) }
      let hint = nearest.flatMap { EditDistance.between($0, text) <= 3 ? "did you mean '\($0)'? " : nil } ?? ""
      throw DocumentError(
        file: file, line: key.mark?.line ?? line,
        message: "unknown key '\(text)' in \(name); \(hint)known keys: \(known.joined(separator: ", "))")
    }
  }

  /// A member; nil when it is absent or null.
  public func optional(_ key: String) throws(DocumentError) -> Document? {
    guard let mapping = node.mapping else { throw error("\(name) must be a mapping (key: value lines)") }
    guard let value = mapping[Node(key)], value.null == nil || value.scalar?.style != .plain else { return nil }
    return Document(file: file, node: value, path: path.isEmpty ? key : "\(path).\(key)")
  }

  /// A member that must be there.
  public func required(_ key: String, _ example: String) throws(DocumentError) -> Document {
    guard let value = try optional(key) else {
      throw error("'\(key)' is missing in \(name); for example \(key): \(example)")
    }
    return value
  }

  /// This value as text.
  public func string() throws(DocumentError) -> String {
    guard let scalar = node.scalar else { throw error("\(name) must be text") }
    return scalar.string
  }

  /// This value as a whole number within a range.
  public func integer(_ range: ClosedRange<Int>) throws(DocumentError) -> Int {
    guard let text = node.scalar?.string, let value = Int(text) else {
      throw error("\(name) must be a whole number, not '\(node.scalar?.string ?? "a list")'")
    }
    guard range.contains(value) else {
      throw error("\(name) must be \(range.lowerBound) to \(range.upperBound), not \(value)")
    }
    return value
  }

  /// This value as true or false.
  public func boolean() throws(DocumentError) -> Bool {
    switch node.scalar?.string {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw error("\(name) must be true or false, not '\(node.scalar?.string ?? "a list")'")
    }
  }

  /// This value as one of several words.
  public func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type
  ) throws(DocumentError) -> Choice where Choice.RawValue == String {
    let text = try string()
    guard let value = Choice(rawValue: text) else {
      throw error("\(name) must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")), not '\(text)'")
    }
    return value
  }

  /// The elements of this list.
  public func list() throws(DocumentError) -> [Document] {
    guard let sequence = node.sequence else { throw error("\(name) must be a list (lines beginning with '- ')") }
    return sequence.enumerated().map { Document(file: file, node: $0.element, path: "\(path)[\($0.offset + 1)]") }
  }

  /// The elements of this list as texts.
  public func strings() throws(DocumentError) -> [String] {
    var texts: [String] = []
    for element in try list() { texts.append(try element.string()) }
    return texts
  }
}
