internal import Crypto
internal import Foundation
internal import Vendors

/// How payloads and facts, which hold personal data, are kept from whoever copies the database. The context is authenticated with
/// the bytes, so that one row's cannot be passed off as another's.
public struct PayloadSealing: Sendable {
  /// Seals bytes for a context. Throws when the key cannot be had.
  public var seal: @Sendable (_ plain: [UInt8], _ context: String) throws -> [UInt8]
  /// Opens what was sealed for the same context. Throws when it was not.
  public var open: @Sendable (_ sealed: [UInt8], _ context: String) throws -> [UInt8]

  /// What stands for a name that is personal itself, as a telephone number, where things are found by it: always the same.
  public var name: @Sendable (_ plain: String) -> String

  /// Takes both directions, and what stands for names (default: themselves).
  public init(
    seal: @escaping @Sendable (_ plain: [UInt8], _ context: String) throws -> [UInt8],
    open: @escaping @Sendable (_ sealed: [UInt8], _ context: String) throws -> [UInt8],
    name: @escaping @Sendable (_ plain: String) -> String = { $0 }
  ) {
    self.seal = seal
    self.open = open
    self.name = name
  }

  /// Leaves bytes as they are: for tests.
  public static let none = PayloadSealing(seal: { bytes, _ in bytes }, open: { bytes, _ in bytes })

  /// AES-GCM under a key made of a secret (HKDF-SHA256, RFC 5869), names as HMAC-SHA256 under another: for a read model that
  /// machines share, which need the same secret.
  public static func shared(secret: [UInt8]) -> PayloadSealing {
    func derive(_ use: String) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: SymmetricKey(data: secret), info: Array(use.utf8), outputByteCount: 32)
    }
    let (key, names) = (derive("aisle event payloads"), derive("aisle event names"))
    return PayloadSealing(
      seal: { plain, context in
        let box = try AES.GCM.seal(plain, using: key, authenticating: Array(context.utf8))
        return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
      },
      open: { bytes, context in
        Array(try AES.GCM.open(AES.GCM.SealedBox(combined: bytes), using: key, authenticating: Array(context.utf8)))
      },
      name: { plain in
        hexadecimal(HMAC<SHA256>.authenticationCode(for: Array(plain.utf8), using: names).prefix(16))
      })
  }

  func sealed(_ plain: [UInt8], _ context: String) throws(EventsError) -> [UInt8] {
    do { return try seal(plain, context) } catch { throw EventsError(.sealed, "a payload cannot be sealed") }
  }

  func opened(_ bytes: [UInt8], _ context: String) throws(EventsError) -> [UInt8] {
    do { return try open(bytes, context) } catch { throw EventsError(.sealed, "a stored payload cannot be opened") }
  }
}

/// Headers and body as one sequence of bytes: four bytes of length, the headers as JSON, the body.
enum StoredPayload {
  static func encode(_ event: IncomingEvent) -> [UInt8] {
    let headers = CanonicalJSON.bytes(event.headers)
    return withUnsafeBytes(of: UInt32(headers.count).bigEndian, Array.init) + headers + event.body
  }

  static func decode(_ bytes: [UInt8]) throws(EventsError) -> (headers: EventHeaders, body: [UInt8]) {
    let damaged = EventsError(.sealed, "a stored payload is damaged")
    guard bytes.count >= 4 else { throw damaged }
    let length = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count - 4 >= length,
      let headers = try? JSONDecoder().decode(EventHeaders.self, from: Data(bytes[4..<(4 + length)]))
    else { throw damaged }
    return (headers, Array(bytes[(4 + length)...]))
  }
}
