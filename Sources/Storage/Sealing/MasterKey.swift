internal import Crypto
internal import Foundation

/// The machine's 256-bit master key and what is derived from it (HKDF-SHA256, RFC 5869), so that no key serves two
/// purposes.
struct MasterKey: Sendable {
  /// Wraps subject keys.
  let wrapping: SymmetricKey
  /// Makes subject keys of identifiers.
  let naming: SymmetricKey
  /// Tells master keys apart without telling anything of them.
  let fingerprint: [UInt8]

  init(bytes: [UInt8]) {
    func derive(_ purpose: String) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: SymmetricKey(data: bytes), info: Array("aisle \(purpose)".utf8), outputByteCount: 32)
    }
    wrapping = derive("subject key wrapping")
    naming = derive("subject naming")
    fingerprint = derive("fingerprint").withUnsafeBytes { Array($0.prefix(16)) }
  }

  /// Reads the key file: a regular file of exactly 32 bytes without any right for group or others. Creates it with
  /// random bytes and rights 0600 when absent and `mayCreate`.
  static func load(path: String, mayCreate: Bool) throws(StorageError) -> MasterKey {
    guard let bytes = try readPrivately(path, what: "the master key") else {
      guard mayCreate else {
        throw StorageError(
          .wrongKey,
          "the master key \(path) is missing but the journal has sealed data; restore the key from its backup")
      }
      return try create(path: path)
    }
    guard bytes.count == 32 else {
      throw StorageError(
        .unsafeKeyFile, "the master key \(path) has \(bytes.count) bytes instead of 32; restore it from its backup")
    }
    return MasterKey(bytes: bytes)
  }

  private static func create(path: String) throws(StorageError) -> MasterKey {
    let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    do {
      try writeDurably(bytes, to: path)
    } catch {
      throw StorageError(.unsafeKeyFile, "cannot create the master key \(path): \(error.message)")
    }
    return MasterKey(bytes: bytes)
  }
}
