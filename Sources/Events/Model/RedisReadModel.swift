public import Databases
internal import Foundation
internal import Synchronization
public import Vendors

/// The read model in Redis, shared by several machines. A fact is joined here and stored by a script that compares first, so that
/// machines which learn of one thing at the same moment both count. Each machine keeps its own log.
///
/// Under the prefix: `fact:KEY` a hash with the content `c` and a revision `r`, `link:LINK` a set of keys, `keys` the set of all,
/// `content` a name that whoever finds none there gives it: Redis may be emptied, or begin anew without what it had.
public struct RedisReadModel: ReadModel {
  private let client: RedisClient
  private let prefix: String
  private let sealing: PayloadSealing
  private let bound = Bound()
  /// How often storing one fact is tried when others keep changing it.
  private static let attempts = 100
  private static let chunk = 200
  private let reading: Duration
  private let joining: Duration

  /// Makes the model.
  ///
  /// - Parameters:
  ///   - prefix: of all its keys.
  ///   - sealing: what is stored under `fact:`, and the names of links, which may be telephone numbers. Keys of facts (order
  ///     numbers, identifiers) stay readable.
  ///   - reading: how long a reader waits for one exchange with Redis: it is a caller on the line, who is better served by the source.
  ///   - joining: how long the sender of an event waits until it is joined; vendors wait for five seconds at most.
  public init(
    client: RedisClient, prefix: String = "aisle:2:", sealing: PayloadSealing = .none,
    reading: Duration = .milliseconds(250), joining: Duration = .seconds(1)
  ) {
    (self.client, self.reading, self.joining) = (client, reading, joining)
    self.prefix = prefix
    self.sealing = sealing
  }

  /// A fact; nil when it is not known. Throws an `EventsError`.
  public func fact(_ key: FactKey) async throws(EventsError) -> Fact? { try await facts([key])[0] }

  /// Facts by key, in the order asked. Throws an `EventsError`.
  public func facts(_ keys: [FactKey]) async throws(EventsError) -> [Fact?] {
    try await held(keys, within: reading).map(\.fact)
  }

  /// Facts by a link, in the order of their keys. Throws an `EventsError`.
  public func facts(by link: FactLink) async throws(EventsError) -> [Fact] {
    let keys = try await members(of: self.link(link), within: reading)
    return try await facts(keys).compactMap(\.self).filter { $0.links.contains(link) }
  }

  /// All keys, in order. Throws an `EventsError`.
  public func keys() async throws(EventsError) -> [FactKey] { try await members(of: "keys", within: joining) }

  /// The name of what is there; gives it one when it has none. Throws an `EventsError`.
  public func content() async throws(EventsError) -> String {
    let answers = try await ask(
      [["SET", name("content"), RedisArgument(UUID().uuidString), "NX"], ["GET", name("content")]],
      within: joining, bound: false)
    guard let content = answers.last?.text else { throw EventsError(.damaged, "Redis holds no name there") }
    return content
  }

  /// From now on it answers only as long as it holds this content.
  public func bind(to content: String) { bound.content.withLock { $0 = content } }

  /// What it has to hold; nil: whatever it holds.
  private final class Bound: Sendable {
    let content = Mutex<String?>(nil)
  }

  /// Joins updates. Throws an `EventsError`.
  @discardableResult public func merge(_ updates: [FactUpdate]) async throws(EventsError) -> [MergeResult] {
    try await join(updates.map(Fact.init))
  }

  /// Joins what another model knows. Throws an `EventsError`.
  @discardableResult public func join(_ updates: [Fact]) async throws(EventsError) -> [MergeResult] {
    var results = [MergeResult?](repeating: nil, count: updates.count)
    var left = Array(updates.indices)
    for _ in 0..<Self.attempts {
      let keys = Array(Set(left.map { updates[$0].key }))
      let known = Dictionary(uniqueKeysWithValues: zip(keys, try await held(keys, within: joining, bound: false)))
      var joined: [FactKey: Fact] = [:]
      var told: [Int: MergeResult] = [:]
      for index in left {
        let key = updates[index].key
        let (fact, result) = Fact.join(updates[index], to: joined[key] ?? known[key]?.fact)
        if result == .changed { joined[key] = fact }
        told[index] = result
      }
      let lost = try await store(joined, over: known)
      for index in left where !lost.contains(updates[index].key) { results[index] = told[index] }
      left = left.filter { lost.contains(updates[$0].key) }
      if left.isEmpty { return results.map { $0 ?? .same } }
    }
    throw EventsError(.busy, "a fact in Redis changes faster than it can be joined")
  }

  private struct Held {
    var fact: Fact?
    var revision: Int64
  }

  private func held(_ keys: [FactKey], within limit: Duration, bound: Bool = true) async throws(EventsError) -> [Held] {
    var result: [Held] = []
    for start in stride(from: 0, to: keys.count, by: Self.chunk) {
      let part = keys[start..<min(start + Self.chunk, keys.count)]
      let answers = try await ask(part.map { ["HMGET", name("fact:\($0)"), "c", "r"] }, within: limit, bound: bound)
      for (key, answer) in zip(part, answers) {
        guard let pair = answer.array, pair.count == 2 else { throw EventsError(.damaged, "Redis holds no fact there") }
        guard let content = pair[0].bytes else {
          result.append(Held(fact: nil, revision: 0))
          continue
        }
        let plain = try sealing.opened(content, key.description)
        guard let fact = try? JSONDecoder().decode(Fact.self, from: Data(plain)), fact.key == key else {
          throw EventsError(.damaged, "Redis holds no fact there")
        }
        result.append(Held(fact: fact, revision: pair[1].integer ?? 0))
      }
    }
    return result
  }

  /// Stores facts whose revision is still the known one. Returns the keys of the others.
  private func store(_ facts: [FactKey: Fact], over known: [FactKey: Held]) async throws(EventsError) -> Set<FactKey> {
    var commands: [[RedisArgument]] = []
    let order = Array(facts.keys)
    for key in order {
      guard let fact = facts[key], let before = known[key] else { continue }
      let old = before.fact?.links ?? []
      let (removed, added) = (old.subtracting(fact.links), fact.links.subtracting(old))
      let links = (Array(removed) + Array(added)).map { name(link($0)) }
      let content = try sealing.sealed(CanonicalJSON.bytes(fact), key.description)
      commands.append(
        ["EVAL", RedisArgument(Self.script), RedisArgument(2 + links.count), name("fact:\(key)"), name("keys")] + links
          + [
            RedisArgument(before.revision), RedisArgument(content), RedisArgument(key.description),
            RedisArgument(removed.count),
          ])
    }
    var lost: Set<FactKey> = []
    for start in stride(from: 0, to: commands.count, by: Self.chunk) {
      let end = min(start + Self.chunk, commands.count)
      let answers = try await ask(Array(commands[start..<end]), within: joining, bound: false)
      for (key, answer) in zip(order[start..<end], answers) where answer.integer != 1 { lost.insert(key) }
    }
    return lost
  }

  private static let script = """
    local held = redis.call('HGET', KEYS[1], 'r') or '0'
    if held ~= ARGV[1] then return 0 end
    redis.call('HSET', KEYS[1], 'c', ARGV[2], 'r', string.format('%.0f', tonumber(held) + 1))
    redis.call('SADD', KEYS[2], ARGV[3])
    for index = 3, #KEYS do
      if index - 2 <= tonumber(ARGV[4]) then redis.call('SREM', KEYS[index], ARGV[3])
      else redis.call('SADD', KEYS[index], ARGV[3]) end
    end
    return 1
    """

  private func members(of set: String, within limit: Duration) async throws(EventsError) -> [FactKey] {
    let answer = try await ask([["SMEMBERS", name(set)]], within: limit)[0]
    return (answer.array ?? []).compactMap { $0.text.flatMap(FactKey.init) }.sorted()
  }

  private func link(_ link: FactLink) -> String { "link:" + sealing.name(link.description) }

  private func name(_ key: String) -> RedisArgument { RedisArgument(prefix + key) }

  /// Sends commands, with a look whether it still is what it has to be.
  private func ask(
    _ commands: [[RedisArgument]], within limit: Duration, bound: Bool = true
  ) async throws(EventsError) -> [RedisValue] {
    // What is joined does no harm to whatever is there; only what is read must be what it has to be.
    let expected = bound ? self.bound.content.withLock { $0 } : nil
    var answers: [RedisValue]
    do {
      answers = try await client.pipeline(
        (expected == nil ? [] : [["GET", name("content")]]) + commands, timeout: limit)
    } catch {
      throw EventsError(.unavailable, "Redis: \(error.code.rawValue)")
    }
    if let expected, answers.removeFirst().text != expected {
      throw EventsError(.lost, "Redis does not hold any more what it held")
    }
    for case .error(let text) in answers {
      throw EventsError(.unavailable, "Redis: \(text.prefix { $0 != " " })")
    }
    return answers
  }
}
