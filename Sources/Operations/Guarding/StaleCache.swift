public import Commerce

/// The last good answers of reads, to stand in when a fresh one cannot be had. Bounded by age and number, least recently
/// stored out first. A write drops every answer that shares an identifier with it, whatever back end gave it: better
/// nothing to say than something that the write has made untrue.
public struct StaleCache: Sendable {
  private struct Entry: Sendable {
    var answer: OperationAnswer
    var stored: Duration
    var subject: String?
    var identifiers: Set<String>
  }

  private var entries: [Operation: Entry] = [:]
  /// The last writes by number, with what they touched: a read that began before one must not bring old values back.
  private var writes: [(number: Int, identifiers: Set<String>)] = []
  private var writeNumber = 0
  private let age: Duration
  private let largest: Int
  private static let writesKept = 256

  /// Keeps answers up to an age and a number.
  public init(_ settings: StaleSettings) {
    age = settings.age
    largest = settings.entries
  }

  /// Whether anything is kept at all.
  var isUsed: Bool { age > .zero && largest > 0 }
  /// Hand this to `store` when the read that begins now has its answer.
  public var ticket: Int { writeNumber }
  /// How many answers are kept.
  public var count: Int { entries.count }

  /// Keeps an answer of a read that began when `ticket` was had.
  public mutating func store(
    _ answer: OperationAnswer, of operation: Operation, subject: String?, ticket: Int, now: Duration
  ) {
    guard isUsed, writeNumber - ticket <= Self.writesKept else { return }
    let identifiers = Self.identifiers(operation.value).union(Self.identifiers(answer.result.value))
    guard !writes.contains(where: { $0.number > ticket && !$0.identifiers.isDisjoint(with: identifiers) }) else {
      return
    }
    if entries.count >= largest, entries[operation] == nil { makeRoom(now) }
    entries[operation] = Entry(answer: answer, stored: now, subject: subject, identifiers: identifiers)
  }

  /// The kept answer, marked stale; nil when there is none that is young enough.
  public func answer(to operation: Operation, now: Duration) -> OperationAnswer? {
    guard let entry = entries[operation], now - entry.stored <= age else { return nil }
    var answer = entry.answer
    answer.freshness.stale = true
    return answer
  }

  /// A write is about to change, or has changed, whatever it names.
  public mutating func written(_ operation: Operation) {
    guard isUsed else { return }
    written(Self.identifiers(operation.value))
  }

  mutating func written(_ identifiers: Set<String>) {
    writeNumber += 1
    writes.append((writeNumber, identifiers))
    if writes.count > Self.writesKept { writes.removeFirst(writes.count - Self.writesKept) }
    entries = entries.filter { $0.value.identifiers.isDisjoint(with: identifiers) }
  }

  /// Drops what was read about a subject.
  public mutating func forget(subject: String) { entries = entries.filter { $0.value.subject != subject } }

  /// Makes room for one more by dropping the old, or an eighth of all.
  private mutating func makeRoom(_ now: Duration) {
    entries = entries.filter { now - $0.value.stored <= age }
    guard entries.count >= largest else { return }
    for (operation, _) in entries.sorted(by: { $0.value.stored < $1.value.stored }).prefix(max(1, largest / 8)) {
      entries[operation] = nil
    }
  }

  /// Every text that may name something: words that all records share ("USD", "open") are too short to count, or would
  /// only drop too much.
  static func identifiers(_ value: some Encodable) -> Set<String> {
    guard let tree = try? FieldTree(of: value) else { return [] }
    var found: Set<String> = []
    tree.forEachText { key, text in
      if text.utf8.count >= 2, text.utf8.count <= 64, !Self.common.contains(key) { found.insert(text) }
    }
    return found
  }

  /// Fields that never name one thing.
  private static let common: Set<String> = [
    "currency", "country", "region", "state", "status", "kind", "reason", "origin", "language", "zone", "timeZone",
    "availability", "shipmentState", "paymentState", "channel", "purpose", "method", "priority",
  ]
}
