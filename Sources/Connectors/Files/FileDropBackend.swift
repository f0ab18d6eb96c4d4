public import Commerce
import Foundation
public import Vendors

/// What a system without an interface exports into a folder, behind `Commerce`'s reads. Answers are as old as the file they
/// come from, and say so.
public struct FileDropBackend: CommerceBackend {
  /// The name it has in routes and freshness.
  public let name: String
  /// What it can do: what there are layouts for.
  public let operations: Set<OperationName>
  let settings: FileDropSettings
  let store: FileDropStore
  let now: @Sendable () -> Timestamp

  /// Makes a back end that looks into its folder when it is first asked.
  ///
  /// - Parameters:
  ///   - name: its name in routes and freshness.
  ///   - settings: the folder and what the files in it hold.
  ///   - now: the clock, for freshness and for what is settled.
  public init(
    name: String = "files", _ settings: FileDropSettings, now: @escaping @Sendable () -> Timestamp = SystemClock.now
  ) {
    self.name = name
    self.settings = settings
    self.now = now
    store = FileDropStore(settings, now: now)
    let contents = Set(settings.layouts.map(\.content))
    var operations: Set<OperationName> = []
    if contents.contains(.orders) {
      operations.formUnion([.findOrder, .findOrders, .existingOrders, .checkPostcode, .trackShipment])
    }
    if contents.contains(.stock) { operations.insert(.checkInventory) }
    if contents.contains(.parcels) { operations.insert(.trackShipment) }
    self.operations = operations
  }

  /// Performs a read. Throws an `OperationFailure`; `unavailable` until the first good file.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    guard operations.contains(operation.name) else {
      throw OperationFailure(.unsupported, "\(operation.name.rawValue) is not connected", mayHaveHappened: false)
    }
    // Half of the time to look for something newer; the other half is for whoever stands before us.
    let snapshot = await store.snapshot(within: context.budget / 2)
    let contents = self.contents(of: operation.name, snapshot)
    let times = contents.compactMap { snapshot.index.asOf[$0] }
    guard let asOf = times.min() else {
      throw OperationFailure(
        .unavailable, snapshot.trouble.map { "\(name): \($0)" } ?? "\(name) has had no usable file yet",
        mayHaveHappened: false)
    }
    guard let result = FileDropAnswers(index: snapshot.index).answer(operation) else {
      throw OperationFailure(.notFound, "\(name) has no such thing", mayHaveHappened: false)
    }
    let isStale = snapshot.trouble != nil || contents.contains { isLate($0, snapshot) }
    return OperationAnswer(result, Freshness(asOf: min(asOf, now()), origin: name, stale: isStale))
  }

  /// Nothing is written here.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome { .unknown }

  /// What became of the files, for people: damaged lines by number, refused files with the reason.
  public func report() async -> FileDropReport { await store.report() }

  /// What of the folder can be asked what changed: one stream for each content.
  public var pollSources: [any PollSource] {
    Set(settings.layouts.map(\.content)).sorted { $0.rawValue < $1.rawValue }
      .map { FileDropPoll(source: name, content: $0, store: store, now: now) }
  }

  /// What an answer comes from. Parcels may be told by both kinds; what has had no file yet tells nothing.
  private func contents(of operation: OperationName, _ snapshot: FileDropSnapshot) -> [FileLayout.Content] {
    switch operation {
    case .checkInventory: [.stock]
    case .trackShipment: [.orders, .parcels].filter { snapshot.index.asOf[$0] != nil }
    default: [.orders]
    }
  }

  private func isLate(_ content: FileLayout.Content, _ snapshot: FileDropSnapshot) -> Bool {
    if snapshot.behind.contains(content) { return true }
    guard let asOf = snapshot.index.asOf[content], let expected = settings.expected[content] else { return false }
    return now().milliseconds - asOf.milliseconds > Int64(expected / .milliseconds(1))
  }
}

/// Changes of what files say, for the read model.
struct FileDropPoll: PollSource {
  let source: String
  let content: FileLayout.Content
  let store: FileDropStore
  let now: @Sendable () -> Timestamp

  var stream: String { content.rawValue }

  func changes(after cursor: String?, limit: Int) async throws(OperationFailure) -> PollPage {
    let read = now()
    let snapshot = await store.snapshot(within: .seconds(30))
    if let trouble = snapshot.trouble {
      throw OperationFailure(.unavailable, "\(source): \(trouble)", mayHaveHappened: false)
    }
    return snapshot.index.changes(of: content, after: cursor, limit: limit, origin: source, read: read)
  }
}
