internal import Crypto
public import Vendors

/// What the agent reads: the facts made from all that sources said.
public protocol ReadModel: Sendable {
  /// A fact; nil when it is not known. Throws an `EventsError`.
  func fact(_ key: FactKey) async throws(EventsError) -> Fact?
  /// Facts by key, in the order asked; nil for what is not known. Throws an `EventsError`.
  func facts(_ keys: [FactKey]) async throws(EventsError) -> [Fact?]
  /// Facts by a link, in the order of their keys. Throws an `EventsError`.
  func facts(by link: FactLink) async throws(EventsError) -> [Fact]
  /// Joins what is known with what sources say. Returns for each update what it did. Throws an `EventsError`, after which some may
  /// have been joined: doing it again does no harm.
  @discardableResult func merge(_ updates: [FactUpdate]) async throws(EventsError) -> [MergeResult]
  /// Joins what is known with what another model knows; as above.
  @discardableResult func join(_ facts: [Fact]) async throws(EventsError) -> [MergeResult]
  /// All keys, in order. Throws an `EventsError`.
  func keys() async throws(EventsError) -> [FactKey]
  /// The name of what it holds: another one whenever a model elsewhere has lost what it knew and begins anew. Throws an
  /// `EventsError`.
  func content() async throws(EventsError) -> String
  /// From now on it answers only as long as it holds this content; otherwise it fails as `.lost`, since nothing must be concluded
  /// from what is not there.
  func bind(to content: String)
}

extension ReadModel {
  /// What is in this process is lost with it.
  public func content() async throws(EventsError) -> String { "here" }
  /// Nothing else can come.
  public func bind(to content: String) {}
}

/// What an update did.
public enum MergeResult: String, Hashable, Sendable {
  /// What is known changed; the update is older than what is known and its record another one; it brought nothing new.
  case changed, late, same
}

extension ReadModel {
  /// SHA-256 over all facts in canonical JSON, in the order of their keys, in hexadecimal: two models with the same digest know
  /// the same. Throws an `EventsError`.
  public func digest() async throws(EventsError) -> String {
    var hash = SHA256()
    let all = try await keys()
    for start in stride(from: 0, to: all.count, by: 500) {
      for fact in try await facts(Array(all[start..<min(start + 500, all.count)])) {
        guard let fact else { continue }
        hash.update(data: CanonicalJSON.bytes(fact))
        hash.update(data: [0x0A])
      }
    }
    return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension Fact {
  /// What joining an update to a known fact gives.
  static func merge(_ update: FactUpdate, into known: Fact?) -> (fact: Fact, result: MergeResult) {
    join(Fact(update), to: known)
  }

  /// What joining two facts gives.
  static func join(_ told: Fact, to known: Fact?) -> (fact: Fact, result: MergeResult) {
    guard let known else { return (told, .changed) }
    let joined = known.joined(with: told)
    if joined != known { return (joined, .changed) }
    return (known, told.word.map { $0.record != known.word?.record } ?? false ? .late : .same)
  }
}
