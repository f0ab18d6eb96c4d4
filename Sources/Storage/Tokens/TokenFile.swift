internal import Crypto
internal import Files
public import Foundation

/// The tokens of programs that may come in, in one file of which only the owner may read: names and hashes, never a token.
public struct TokenFile: Sendable {
  /// One token, as it can be told.
  public struct Row: Hashable, Codable, Sendable {
    /// Its name: 1 to 64 characters of A-Z, a-z, 0-9, ".", "_" and "-".
    public var name: String
    /// SHA-256 of the token, in hexadecimal. A token is 256 random bits, so no slower hash is called for.
    public var hash: String
    /// When it was made, in whole seconds.
    public var created: Date

    /// What tells it from others for ever, also from a later one of the same name.
    public var id: String { String(hash.prefix(16)) }
  }

  private struct Contents: Codable {
    var tokens: [Row]
  }

  let path: String

  /// The token file of a data folder. It need not exist yet.
  public init(folder: String) { path = "\(folder)/tokens.json" }

  /// All tokens by name. Throws a `StorageError` when the file is there and cannot be read.
  public func rows() throws(StorageError) -> [Row] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw StorageError(.cannotOpen, "cannot read \(path); check its owner and rights")
    }
    do {
      let decoder = JSONDecoder()
      decoder.dateDecodingStrategy = .secondsSince1970
      return try decoder.decode(Contents.self, from: data).tokens.sorted { $0.name < $1.name }
    } catch {
      throw StorageError(
        .cannotOpen, "\(path) is damaged; restore it, or remove it and make new tokens with `aisle token create`")
    }
  }

  /// Makes a token and gives it: this is the only time it can be seen. Throws a `StorageError` when the name cannot be used or
  /// is taken and `replacing` is false.
  public func create(_ name: String, replacing: Bool = false, now: Date = Date()) throws(StorageError) -> String {
    guard Self.isName(name) else {
      throw StorageError(
        .invalidIdentifier, "'\(name)' is no name for a token: use 1 to 64 letters, digits, '.', '_' and '-'")
    }
    return try change { (rows) throws(StorageError) in
      guard replacing || !rows.contains(where: { $0.name == name }) else {
        throw StorageError(
          .invalidIdentifier, "there is a token '\(name)'; revoke it, or give this one another name")
      }
      var random = SystemRandomNumberGenerator()
      let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      let token = "aisle_" + Self.base64url(bytes)
      rows.removeAll { $0.name == name }
      rows.append(
        Row(
          name: name, hash: Self.hash(token), created: Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded()))
      )
      return token
    }
  }

  /// Takes a token's rights away at once. False when there is none of this name. Throws a `StorageError`.
  public func revoke(_ name: String) throws(StorageError) -> Bool {
    try change { (rows) in
      let count = rows.count
      rows.removeAll { $0.name == name }
      return rows.count < count
    }
  }

  private func change<Value>(_ body: (inout [Row]) throws(StorageError) -> Value) throws(StorageError) -> Value {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let lock: FileLock
    do {
      try PrivateFiles.makeFolder(folder)
      lock = try FileLock(path: path + ".lock")
    } catch {
      throw StorageError(error)
    }
    defer { lock.release() }
    var rows = try rows()
    let value = try body(&rows)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    encoder.dateEncodingStrategy = .secondsSince1970
    let sorted = Contents(tokens: rows.sorted { $0.name < $1.name })
    guard let data = try? encoder.encode(sorted) else {
      throw StorageError(.cannotOpen, "the tokens cannot be written to \(path)")
    }
    try writeDurably(Array(data), to: path)
    return value
  }

  static func isName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || [0x2D, 0x2E, 0x5F].contains(byte)
      }
  }

  static func hash(_ token: String) -> String {
    SHA256.hash(data: Data(token.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func base64url(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
