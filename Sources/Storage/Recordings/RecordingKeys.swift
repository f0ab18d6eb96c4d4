internal import Crypto
internal import Foundation
internal import Synchronization

/// The keys that recordings are sealed with, from a file of its owner's only: a line each, identifier and key in hexadecimal. The last one seals what
/// begins; the others open what there is. The file is read again for each recording that begins, so that a new key counts at once, and when one
/// names a key that is not known yet.
public final class RecordingKeys: Sendable {
  struct Key: Sendable {
    var id: [UInt8]
    var secret: SymmetricKey
  }

  private static let idLength = 8
  /// Where the file is.
  public let path: String
  private let known = Mutex<[Key]>([])

  /// Keys of a file, which is read when the first is needed.
  public init(path: String) { self.path = path }

  /// The key for what begins; made when there is no file and `mayCreate`. Throws a `StorageError`.
  func current(mayCreate: Bool) throws(StorageError) -> Key {
    if let last = try read().last { return last }
    guard mayCreate else {
      throw StorageError(
        .wrongKey, "the recordings' key file \(path) is missing but there are recordings; restore it from its backup")
    }
    return try add()
  }

  /// The key of this identifier. Throws `.wrongKey` when the file does not have it.
  func key(_ id: [UInt8]) throws(StorageError) -> Key {
    if let key = known.withLock({ $0.last { $0.id == id } }) { return key }
    if let key = try read().last(where: { $0.id == id }) { return key }
    throw StorageError(
      .wrongKey, "sealed with key \(Self.hex(id)), which is not in \(path); restore that file from its backup")
  }

  /// Adds a key, which seals from now on. Gives its identifier. Throws a `StorageError`.
  public func rotate() throws(StorageError) -> String { Self.hex(try add().id) }

  /// Drops all keys but those named and the last. Gives how many are gone. Throws a `StorageError`.
  public func keep(only ids: Set<String>) throws(StorageError) -> Int {
    let all = try read()
    let kept = all.enumerated().filter { ids.contains(Self.hex($0.element.id)) || $0.offset == all.count - 1 }
      .map(\.element)
    if kept.count < all.count { try write(kept) }
    return all.count - kept.count
  }

  /// Every key's identifier, the one in use last. Throws a `StorageError`.
  public func identifiers() throws(StorageError) -> [String] { try read().map { Self.hex($0.id) } }

  private func add() throws(StorageError) -> Key {
    let id = withUnsafeBytes(of: UInt64.random(in: 1 ... .max).bigEndian, Array.init)
    let key = Key(id: id, secret: SymmetricKey(size: .bits256))
    try write(try read() + [key])
    return key
  }

  private func write(_ keys: [Key]) throws(StorageError) {
    let lines = keys.map { key in Self.hex(key.id) + " " + Self.hex(key.secret.withUnsafeBytes { Array($0) }) + "\n" }
    try writeDurably(Array(lines.joined().utf8), to: path)
    known.withLock { $0 = keys }
  }

  private func read() throws(StorageError) -> [Key] {
    guard let bytes = try readPrivately(path, what: "the recordings' key file") else { return [] }
    var keys: [Key] = []
    for (number, line) in String(decoding: bytes, as: UTF8.self).split(separator: "\n").enumerated() {
      let parts = line.split(separator: " ")
      guard parts.count == 2, let id = Self.bytes(parts[0]), id.count == Self.idLength,
        let secret = Self.bytes(parts[1]),
        secret.count == 32
      else {
        throw StorageError(
          .unsafeKeyFile,
          "line \(number + 1) of \(path) is no key: it is 16 and 64 hexadecimal digits with a space between; restore it from its backup"
        )
      }
      keys.append(Key(id: id, secret: SymmetricKey(data: secret)))
    }
    known.withLock { $0 = keys }
    return keys
  }

  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  static func bytes(_ text: Substring) -> [UInt8]? {
    let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
  }
}
