import Documents
public import Foundation

/// Where a secret is kept. It never stands in a file that people share.
public enum SecretReference: Hashable, Sendable, CustomStringConvertible {
  /// In an environment variable; alone in a file.
  case environment(String), file(String)

  /// "env:HARBOR_KEY": may be shown.
  public var description: String {
    switch self {
    case .environment(let name): "env:\(name)"
    case .file(let path): "file:\(path)"
    }
  }

  /// Reads "env:NAME" or "file:PATH"; nil when it is neither.
  public init?(_ text: String) {
    if text.hasPrefix("env:"), text.count > 4 {
      self = .environment(String(text.dropFirst(4)))
    } else if text.hasPrefix("file:"), text.count > 5 {
      self = .file(String(text.dropFirst(5)))
    } else {
      return nil
    }
  }

  /// The secret; nil when it is not there or empty. A relative file is looked for in `directory`.
  public func value(environment: [String: String], directory: URL) -> String? {
    switch self {
    case .environment(let name): return environment[name].flatMap { $0.isEmpty ? nil : $0 }
    case .file(let path):
      let file = path.hasPrefix("/") ? URL(filePath: path) : directory.appending(path: path)
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
      let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
      return trimmed.isEmpty ? nil : trimmed
    }
  }
}

extension Document {
  /// This value as the place of a secret. The secret itself is refused, and not repeated.
  func secret() throws(DocumentError) -> SecretReference {
    guard let reference = SecretReference(try string()) else {
      throw error(
        "secrets do not stand in this file; write env:NAME for an environment variable or file:PATH for a file that "
          + "holds it alone")
    }
    return reference
  }
}
