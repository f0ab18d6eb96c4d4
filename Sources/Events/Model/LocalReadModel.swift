internal import Synchronization
public import Vendors

/// The read model in this process: an image in memory. Readers never wait for a disk; a lock on one of many shards is held for a
/// dictionary access. `EventProcessor` keeps it in the event database and loads it at the start.
public final class LocalReadModel: ReadModel {
  /// One part of the facts and one part of the links.
  private final class Shard: Sendable {
    let facts = Mutex<[FactKey: Fact]>([:])
    let links = Mutex<[FactLink: Set<FactKey>]>([:])
  }

  private let shards: [Shard] = (0..<shardCount).map { _ in Shard() }
  /// Keys whose facts changed since `takeChanged` was called.
  private let changed = Mutex<Set<FactKey>>([])
  private static let shardCount = 64

  /// Makes a model that knows nothing.
  public init() {}

  private func shard(_ value: some Hashable) -> Shard {
    shards[Int(UInt(bitPattern: value.hashValue) % UInt(Self.shardCount))]
  }

  /// A fact; nil when it is not known.
  public func fact(_ key: FactKey) -> Fact? { shard(key).facts.withLock { $0[key] } }

  /// Facts by key, in the order asked.
  public func facts(_ keys: [FactKey]) -> [Fact?] { keys.map { fact($0) } }

  /// Facts by a link, in the order of their keys.
  public func facts(by link: FactLink) -> [Fact] {
    let keys = shard(link).links.withLock { $0[link] ?? [] }
    // A link may be a moment ahead of or behind its fact.
    return keys.sorted().compactMap { fact($0) }.filter { $0.links.contains(link) }
  }

  /// Joins updates.
  @discardableResult public func merge(_ updates: [FactUpdate]) -> [MergeResult] { join(updates.map(Fact.init)) }

  /// Joins what another model knows.
  @discardableResult public func join(_ facts: [Fact]) -> [MergeResult] {
    facts.map { update in
      let (before, after, result) = shard(update.key).facts.withLock { facts in
        let before = facts[update.key]
        let (after, result) = Fact.join(update, to: before)
        if result == .changed { facts[update.key] = after }
        return (before, after, result)
      }
      if result == .changed {
        relink(before?.links ?? [], after.links, update.key)
        changed.withLock { _ = $0.insert(update.key) }
      }
      return result
    }
  }

  /// All keys, in order.
  public func keys() -> [FactKey] {
    shards.flatMap { shard in shard.facts.withLock { Array($0.keys) } }.sorted()
  }

  /// How many facts there are, those about what is gone included.
  public var count: Int { shards.reduce(0) { sum, shard in sum + shard.facts.withLock { $0.count } } }

  /// Puts facts in as they were kept; they do not count as changed.
  func load(_ facts: [Fact]) {
    for fact in facts {
      shard(fact.key).facts.withLock { $0[fact.key] = fact }
      relink([], fact.links, fact.key)
    }
  }

  /// Knows from now on what the other model knows. Nobody may merge meanwhile; readers may, and a fact that both know is there
  /// for them at every moment.
  func become(_ other: LocalReadModel) {
    let before = Set(keys())
    for (mine, theirs) in zip(shards, other.shards) {
      let (facts, links) = (theirs.facts.withLock { $0 }, theirs.links.withLock { $0 })
      mine.facts.withLock { $0 = facts }
      mine.links.withLock { $0 = links }
    }
    changed.withLock { $0.formUnion(before.union(keys())) }
  }

  /// Keys whose facts changed since this was last asked.
  func takeChanged() -> Set<FactKey> {
    changed.withLock { keys in
      defer { keys = [] }
      return keys
    }
  }

  /// Keys that could not be kept and are to come again.
  func putBack(_ keys: Set<FactKey>) { changed.withLock { $0.formUnion(keys) } }

  private func relink(_ old: Set<FactLink>, _ new: Set<FactLink>, _ key: FactKey) {
    guard old != new else { return }
    for link in old.subtracting(new) {
      shard(link).links.withLock { links in
        links[link]?.remove(key)
        if links[link]?.isEmpty == true { links[link] = nil }
      }
    }
    for link in new.subtracting(old) { shard(link).links.withLock { _ = $0[link, default: []].insert(key) } }
  }
}
