internal import Crypto
internal import Foundation
internal import GRDB
public import Journal

/// Seals with AES-256-GCM (NIST SP 800-38D) under a random key per subject; subject keys are stored wrapped under the
/// machine's master key. Erasing a subject's key makes everything sealed with it unreadable, in backups of the
/// journal's entries too.
///
/// A sealed part is: version (1 byte, 1), key identifier (8), nonce (12), ciphertext, tag (16). Subject, context and
/// key identifier are authenticated with it.
///
/// A new subject key becomes durable with the next `SQLiteJournal.append`, before that returns. Whoever seals for a
/// place other than that journal calls `flush()` first.
public struct AESGCMSealing: JournalSealing {
  private let database: JournalDatabase
  private let master: MasterKey

  /// Opens the master key's file, creating it with 32 random bytes and rights 0600 when it is absent and the database
  /// has sealed nothing yet. Throws a `StorageError`: `.unsafeKeyFile` for a wrong size or rights for others,
  /// `.wrongKey` when the database belongs to another master key.
  public init(database: JournalDatabase, masterKeyFile: String) throws {
    self.database = database
    do {
      let known = try database.pool.read {
        try Data.fetchOne($0, sql: "SELECT value FROM meta WHERE name = 'master key'")
      }
      master = try MasterKey.load(path: masterKeyFile, mayCreate: known == nil && database.access == .readWrite)
      if let known, known != Data(master.fingerprint) {
        throw StorageError(
          .wrongKey, "\(masterKeyFile) is not the key that \(database.path) was sealed with; restore the right one")
      }
      if known == nil, database.access == .readWrite {
        let fingerprint = Data(master.fingerprint)
        try database.pool.write {
          try $0.execute(sql: "INSERT INTO meta (name, value) VALUES ('master key', ?)", arguments: [fingerprint])
        }
      }
    } catch let error as DatabaseError {
      throw StorageError(.cannotOpen, "cannot read the keys of \(database.path): SQLite says \(error.resultCode)")
    }
  }

  /// The subject key of a person's identifier (a customer's number, a caller's telephone number): HMAC-SHA256 under a
  /// key derived from the master key, as 64 hexadecimal digits. The same identifier always gives the same key on this
  /// machine, and nobody without the master key can find the identifier by trying.
  public func subjectKey(for identifier: String) -> SubjectKey {
    HMAC<SHA256>.authenticationCode(for: Array(identifier.utf8), using: master.naming)
      .map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  /// Seals `plain` for `subject`, bound to `context`. Makes the subject's key when it has none that is not erased.
  public func seal(_ plain: [UInt8], subject: SubjectKey, context: [UInt8]) throws -> SealedPart {
    guard database.access == .readWrite else {
      throw JournalError(.storage, "sealing needs the journal opened for writing")
    }
    do {
      let key = try database.keys.live(
        for: subject,
        load: {
          try stored(
            "SELECT id, subject, wrapped FROM subject_key WHERE subject = ? AND wrapped IS NOT NULL", [subject])
        },
        make: { try makeKey(for: subject) })
      let header = [1] + key.id
      let box = try AES.GCM.seal(
        plain, using: key.secret, authenticating: Self.bound(header, subject: subject, context: context))
      return SealedPart(bytes: header + Array(box.nonce) + Array(box.ciphertext) + Array(box.tag))
    } catch {
      throw journalError(error, while: "sealing")
    }
  }

  /// Opens a sealed part. Throws `JournalError`: `.keyErased` when its key is gone; `.damaged` when bytes, subject or
  /// context are not what was sealed; `.storage` when the key cannot be read.
  public func open(_ part: SealedPart, subject: SubjectKey, context: [UInt8]) throws -> [UInt8] {
    guard part.bytes.count >= 1 + 8 + 12 + 16, part.bytes[0] == 1 else {
      throw JournalError(.damaged, "a sealed part is too short or of an unknown version")
    }
    let header = Array(part.bytes[..<9])
    let key: SubjectKeys.Key?
    do {
      key = try database.keys.key(Array(header[1...])) {
        try stored(
          "SELECT id, subject, wrapped FROM subject_key WHERE id = ? AND wrapped IS NOT NULL", [Data(header[1...])])
      }
    } catch {
      throw journalError(error, while: "reading a subject key")
    }
    guard let key else { throw JournalError(.keyErased, "the key of this subject has been erased") }
    do {
      let box = try AES.GCM.SealedBox(combined: part.bytes[9...])
      return Array(
        try AES.GCM.open(
          box, using: key.secret, authenticating: Self.bound(header, subject: subject, context: context)))
    } catch {
      throw JournalError(.damaged, "a sealed part does not authenticate")
    }
  }

  /// SHA-256.
  public func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// Erases all keys of a subject for good and returns when no copy is left in the database or its write-ahead log. A
  /// subject without keys is no error. Throws `JournalError(.storage)`; then repeat it.
  public func eraseKey(subject: SubjectKey) async throws {
    let now = Int64(Date().timeIntervalSince1970 * 1000)
    let keys = database.keys
    do {
      try await database.pool.writeWithoutTransaction { database in
        try keys.erase(subject, at: now, in: database)
        try database.checkpoint(.truncate)
      }
    } catch {
      throw journalError(error, while: "erasing a subject key")
    }
  }

  /// Returns when every key made so far is durable. Only needed for parts that do not go to the journal.
  public func flush() async throws {
    let keys = database.keys
    do {
      keys.settle(try await database.pool.write { try keys.writePending($0) })
    } catch {
      throw journalError(error, while: "storing subject keys")
    }
  }

  /// What is authenticated beside the ciphertext: each field behind its length, so that none can borrow from the next.
  private static func bound(_ header: [UInt8], subject: SubjectKey, context: [UInt8]) -> [UInt8] {
    [header, Array(subject.utf8), context].flatMap { field in
      withUnsafeBytes(of: UInt64(field.count).bigEndian, Array.init) + field
    }
  }

  private static func bound(id: [UInt8], subject: SubjectKey) -> [UInt8] {
    bound(id, subject: subject, context: Array("subject key".utf8))
  }

  private func makeKey(for subject: SubjectKey) throws -> SubjectKeys.Key {
    let id = withUnsafeBytes(of: UInt64.random(in: 0...UInt64.max).bigEndian, Array.init)
    let secret = SymmetricKey(size: .bits256)
    let box = try AES.GCM.seal(
      secret.withUnsafeBytes { Array($0) }, using: master.wrapping, authenticating: Self.bound(id: id, subject: subject)
    )
    return SubjectKeys.Key(
      id: id, subject: subject, secret: secret, wrapped: Array(box.nonce) + Array(box.ciphertext) + Array(box.tag))
  }

  /// Reads and unwraps one key; nil when there is none.
  private func stored(_ sql: String, _ arguments: StatementArguments) throws -> SubjectKeys.Key? {
    guard let row = try database.pool.read({ try Row.fetchOne($0, sql: sql, arguments: arguments) }) else { return nil }
    let id = Array(row["id"] as Data)
    let subject: SubjectKey = row["subject"]
    let wrapped = Array(row["wrapped"] as Data)
    do {
      let secret = try AES.GCM.open(
        AES.GCM.SealedBox(combined: wrapped), using: master.wrapping,
        authenticating: Self.bound(id: id, subject: subject))
      return SubjectKeys.Key(id: id, subject: subject, secret: SymmetricKey(data: secret), wrapped: wrapped)
    } catch {
      throw JournalError(.damaged, "a stored subject key does not authenticate")
    }
  }
}
