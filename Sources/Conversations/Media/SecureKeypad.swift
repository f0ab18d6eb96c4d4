internal import Discourse
internal import Understanding

/// The keys of a call at the media's edge. Keys of a secret stop here: they are counted and checked in this memory, handed on once as a whole,
/// and overwritten. All others are for the turn machine. A value; times in ms.
///
/// A card's number that is keyed where none was asked for stops here too, also in groups: from the ninth key in one go on, and from the first
/// that comes hard behind an answer that was complete, keys wait until it is clear what they are. Where a telephone number is asked for, what
/// begins like a card's number waits from the seventh key on.
struct SecureKeypad {
  enum Action: Equatable {
    /// A key that is nobody's secret.
    case pass(Character)
    /// A key was pressed; which one is not told.
    case hidden
    /// A secret, whole, in ASCII digits: to be used at once and overwritten.
    case code([UInt8]), card([UInt8])
    /// What was keyed is no card's number.
    case refused(CardRefusal)
  }

  private(set) var wanted: SecretWanted?
  private var buffer: [UInt8] = []
  /// Keys in one go: all of them, and how many were passed on.
  private var run: [UInt8] = []
  private var passed = 0
  private var isAnswered = false
  /// How many keys in one go are nobody's secret: as many as are asked for.
  private var free = SecureKeypad.usual
  private var mayBeginLikeCard = false
  private var last = Int.min / 2

  /// Between keys pressed in one go: behind an answer that was complete; while the turn machine still waits for more, which it does for 3 s;
  /// while what may be a telephone number is held. After the last key of a secret.
  private static let (gap, groupGap, heldGap) = (1_000, 2_800, 1_500)
  private static let patience = 4_000
  /// After the last key of what may be a whole card's number: some networks have numbers of several lengths.
  private static let wholePatience = 1_500
  /// Fewer keys are no part of a card's number worth keeping back.
  private static let usual = 8
  /// The same of a telephone number's.
  private static let usualOfPhone = 6

  /// Whether keys are kept from everybody now.
  var isSecret: Bool { wanted != nil }
  /// How many digits are held: none once they were handed on.
  var held: Int { buffer.count + run.count }

  /// Something secret is wanted, or nothing any more.
  mutating func want(_ wanted: SecretWanted?) {
    guard wanted != self.wanted else { return }
    self.wanted = wanted
    erase(&buffer)
  }

  /// So many digits are asked for; nil: no number is.
  mutating func expect(digits: Int?, mayBeginLikeCard: Bool = false) {
    free = max(digits ?? 0, Self.usual)
    self.mayBeginLikeCard = mayBeginLikeCard
  }

  /// How long a pause may be within one go.
  private var pause: Int { isAnswered ? Self.gap : mayBeginLikeCard ? Self.heldGap : Self.groupGap }

  private var looksLikeCard: Bool {
    mayBeginLikeCard && run.count > Self.usualOfPhone && CardNumbers.network(run) != nil
  }

  /// A key was pressed.
  mutating func press(_ key: Character, _ now: Int) -> [Action] {
    guard let byte = key.asciiValue, key.isNumber || key == "*" || key == "#" else { return [] }
    let inOneGo = now - last <= pause
    last = now
    if let wanted { return secret(wanted, byte) }
    if !inOneGo { startRun() }
    switch byte {
    case UInt8(ascii: "*"):
      startRun()
      return [.pass(key)]
    case UInt8(ascii: "#"):
      defer { startRun() }
      return settle() + [.pass(key)]
    default:
      run.append(byte)
      guard run.count <= free, !isAnswered, !looksLikeCard else { return [.hidden] }
      passed = run.count
      return [.pass(key)]
    }
  }

  /// The turn machine took keys for a complete answer.
  mutating func answered() { isAnswered = true }

  /// Time passes.
  mutating func tick(_ now: Int) -> [Action] {
    if wanted != nil {
      guard !buffer.isEmpty, now - last > (isWhole ? Self.wholePatience : Self.patience) else { return [] }
      return complete()
    }
    guard !run.isEmpty, now - last > pause else { return [] }
    defer { startRun() }
    return settle()
  }

  /// Forgets everything.
  mutating func erase() {
    erase(&buffer)
    startRun()
  }

  // MARK: Secrets

  private mutating func secret(_ wanted: SecretWanted, _ byte: UInt8) -> [Action] {
    switch byte {
    case UInt8(ascii: "*"):
      erase(&buffer)
      return [.hidden]
    case UInt8(ascii: "#"): return [.hidden] + complete()
    default:
      buffer.append(byte)
      switch wanted {
      case .code(let digits) where buffer.count >= digits: return [.hidden] + complete()
      case .card where CardNumbers.isComplete(buffer) || buffer.count > 19: return [.hidden] + complete()
      default: return [.hidden]
      }
    }
  }

  private var isWhole: Bool { wanted == .card && CardNumbers.isWhole(buffer) }

  private mutating func complete() -> [Action] {
    defer { erase(&buffer) }
    switch wanted {
    case .card:
      guard !buffer.isEmpty else { return [] }
      guard buffer.count >= 13 else { return buffer.count <= 1 ? passOn() : [.refused(.tooShort)] }
      guard buffer.count <= 19 else { return [.refused(.tooLong)] }
      guard CardNumbers.isWhole(buffer) else { return [.refused(.checkSum)] }
      return [.card(buffer)]
    // A key or two are an answer to another question, as whether a new code is wanted.
    case .code: return buffer.count < 3 ? passOn() : [.code(buffer)]
    case nil: return []
    }
  }

  private func passOn() -> [Action] { buffer.map { .pass(Character(Unicode.Scalar($0))) } + [.pass("#")] }

  /// What the keys of one go are.
  private mutating func settle() -> [Action] {
    guard run.count > passed else { return [] }
    if run.count >= 13, free < 13 || mayBeginLikeCard, CardNumbers.isWhole(run) || CardNumbers.isAsLongAsIssued(run) {
      // What the turn machine has of it is taken back.
      return [.pass("*"), CardNumbers.isWhole(run) ? .card(run) : .refused(.checkSum)]
    }
    return run[passed...].map { .pass(Character(Unicode.Scalar($0))) }
  }

  private mutating func startRun() {
    erase(&run)
    passed = 0
    isAnswered = false
  }

  /// Overwrites before it lets go: what is freed may be written to a crash dump.
  private func erase(_ digits: inout [UInt8]) {
    for place in digits.indices { digits[place] = 0 }
    digits.removeAll(keepingCapacity: true)
  }
}
