internal import Crypto
internal import Foundation

/// How a recording stands in its file.
///
///     header   "AISLEREC", version (1), key's identifier (8), the file's (8), begin in ms since 1970 (8),
///              the file's own key sealed with that key: nonce (12), key (32), tag (16)
///     chunks   length with the last one's mark in the top bit (4), nonce (12), mu-law of both sides, tag (16)
///
/// All numbers are big-endian. AES-256-GCM throughout. A chunk's tag binds it to its file, conversation, place and being the last or not, so
/// that none can be changed, moved, left out or added unnoticed; a file without a last chunk was broken off. Chunks but the last are of one
/// length: any of them can be read alone.
enum RecordingFormat {
  static let magic = Array("AISLEREC".utf8)
  static let version: UInt8 = 1
  static let openLength = 8 + 1 + 8 + 8 + 8
  static let headerLength = openLength + 12 + 32 + 16
  /// Two seconds of both sides.
  static let chunk = 32_000
  static let overhead = 4 + 12 + 16
  private static let lastBit: UInt32 = 0x8000_0000

  struct Header {
    var keyID: [UInt8]
    var fileID: [UInt8]
    var startedAt: Int64
    var sealed: [UInt8]

    /// The part that is not sealed.
    var open: [UInt8] { magic + [version] + keyID + fileID + withUnsafeBytes(of: startedAt.bigEndian, Array.init) }
    var bytes: [UInt8] { open + sealed }

    init(keyID: [UInt8], fileID: [UInt8], startedAt: Int64, sealed: [UInt8]) {
      (self.keyID, self.fileID, self.startedAt, self.sealed) = (keyID, fileID, startedAt, sealed)
    }

    /// Reads one; nil: this is no recording of ours.
    init?(_ bytes: [UInt8]) {
      guard bytes.count >= headerLength, bytes[..<8].elementsEqual(magic), bytes[8] == version else { return nil }
      keyID = Array(bytes[9..<17])
      fileID = Array(bytes[17..<25])
      startedAt = bytes[25..<33].reduce(0) { $0 << 8 | Int64($1) }
      sealed = Array(bytes[openLength..<headerLength])
    }
  }

  /// A header around a file's key.
  static func header(
    _ secret: SymmetricKey, under key: RecordingKeys.Key, fileID: [UInt8], startedAt: Int64, conversation: String
  ) throws -> Header {
    var header = Header(keyID: key.id, fileID: fileID, startedAt: startedAt, sealed: [])
    header.sealed = try seal(
      secret.withUnsafeBytes { Array($0) }, key.secret, binding: header.open + Array(conversation.utf8))
    return header
  }

  /// The file's key.
  static func secret(_ header: Header, under key: RecordingKeys.Key, conversation: String) throws -> SymmetricKey {
    SymmetricKey(data: try open(header.sealed, key.secret, binding: header.open + Array(conversation.utf8)))
  }

  static func chunk(
    _ plain: [UInt8], _ secret: SymmetricKey, fileID: [UInt8], conversation: String, index: Int, isLast: Bool
  ) throws -> [UInt8] {
    let length = UInt32(plain.count) | (isLast ? lastBit : 0)
    return withUnsafeBytes(of: length.bigEndian, Array.init)
      + (try seal(plain, secret, binding: binding(fileID, conversation, index, isLast)))
  }

  /// A chunk's samples.
  static func samples(
    _ bytes: [UInt8], _ secret: SymmetricKey, fileID: [UInt8], conversation: String, index: Int
  ) throws -> [UInt8] {
    guard let (count, isLast) = length(bytes), count == bytes.count - overhead else {
      throw CryptoKitError.incorrectParameterSize
    }
    return try open(Array(bytes[4...]), secret, binding: binding(fileID, conversation, index, isLast))
  }

  /// What a chunk's first bytes promise.
  static func length(_ bytes: some Collection<UInt8>) -> (count: Int, isLast: Bool)? {
    guard bytes.count >= 4 else { return nil }
    let word = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return (Int(word & ~lastBit), word & lastBit != 0)
  }

  private static func binding(_ fileID: [UInt8], _ conversation: String, _ index: Int, _ isLast: Bool) -> [UInt8] {
    fileID + withUnsafeBytes(of: UInt64(index).bigEndian, Array.init) + [isLast ? 1 : 0] + Array(conversation.utf8)
  }

  private static func seal(_ plain: [UInt8], _ key: SymmetricKey, binding: [UInt8]) throws -> [UInt8] {
    let box = try AES.GCM.seal(plain, using: key, authenticating: binding)
    return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
  }

  private static func open(_ bytes: [UInt8], _ key: SymmetricKey, binding: [UInt8]) throws -> [UInt8] {
    Array(try AES.GCM.open(AES.GCM.SealedBox(combined: bytes), using: key, authenticating: binding))
  }
}
