public import Journal
internal import Synchronization

/// A sealing for tests: hides nothing from anybody, but notices tampering, wrong contexts and erased keys as the real
/// one does. Never for data of people.
public final class ToySealing: JournalSealing {
  private struct State {
    var generations: [SubjectKey: UInt64] = [:]
    var erased: Set<[UInt8]> = []
  }
  private let state = Mutex(State())

  /// Makes a sealing without any keys.
  public init() {}

  /// Seals `plain`: eight bytes of generation, a 32-byte digest over all that is bound, and the plain bytes inverted.
  public func seal(_ plain: [UInt8], subject: SubjectKey, context: [UInt8]) throws -> SealedPart {
    let key = Self.key(subject, state.withLock { $0.generations[subject, default: 0] })
    return SealedPart(bytes: Array(key.suffix(8)) + tag(plain, key, context) + plain.map { ~$0 })
  }

  /// Opens a sealed part. Throws `.keyErased` or `.damaged`.
  public func open(_ part: SealedPart, subject: SubjectKey, context: [UInt8]) throws -> [UInt8] {
    guard part.bytes.count >= 40 else { throw JournalError(.damaged, "too short") }
    let key = Array(subject.utf8) + part.bytes[..<8]
    if state.withLock({ $0.erased.contains(key) }) { throw JournalError(.keyErased, "the key is gone") }
    let plain = part.bytes[40...].map { ~$0 }
    guard tag(plain, key, context) == Array(part.bytes[8..<40]) else {
      throw JournalError(.damaged, "does not authenticate")
    }
    return plain
  }

  /// Forgets a subject's key: what was sealed with it stays closed, what is sealed later gets a new one.
  public func eraseKey(subject: SubjectKey) {
    state.withLock { state in
      let generation = state.generations[subject, default: 0]
      state.erased.insert(Self.key(subject, generation))
      state.generations[subject] = generation + 1
    }
  }

  /// Thirty-two bytes that depend on every byte: four rounds of 64-bit FNV-1a with different beginnings. Not SHA-256.
  public func digest(_ bytes: [UInt8]) -> [UInt8] {
    (0..<4).flatMap { round in
      let start = 0xcbf2_9ce4_8422_2325 &+ UInt64(round) &* 0x9e37_79b9_7f4a_7c15
      let hash = bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
      return withUnsafeBytes(of: hash.bigEndian, Array.init)
    }
  }

  private func tag(_ plain: [UInt8], _ key: [UInt8], _ context: [UInt8]) -> [UInt8] {
    digest(key + [0] + withUnsafeBytes(of: context.count, Array.init) + context + plain)
  }

  private static func key(_ subject: SubjectKey, _ generation: UInt64) -> [UInt8] {
    Array(subject.utf8) + withUnsafeBytes(of: generation.bigEndian, Array.init)
  }
}
