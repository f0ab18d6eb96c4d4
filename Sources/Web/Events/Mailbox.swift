import Conversations
import Synchronization

/// Changes waiting for one reader: at most one view of each conversation, the newest. A slow reader misses the steps
/// between, never the last, and costs no memory.
final class Mailbox: Sendable {
  /// What the reader finds.
  enum Item: Sendable {
    /// The newest view of a conversation that changed.
    case changed(ConversationView)
    /// Nothing changed for a while.
    case heartbeat
  }

  private struct State {
    var order: [String] = []
    var newest: [String: ConversationView] = [:]
    var heartbeat = false
    var closed = false
  }

  private let state = Mutex(State())
  private let signals: AsyncStream<Void>
  private let signal: AsyncStream<Void>.Continuation

  /// Makes an empty one.
  init() {
    (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Leaves a change; it takes the place of an older one of the same conversation.
  func put(_ view: ConversationView) {
    state.withLock { state in
      if state.newest.updateValue(view, forKey: view.id) == nil { state.order.append(view.id) }
    }
    signal.yield()
  }

  /// Leaves word that the stream is alive.
  func beat() {
    state.withLock { $0.heartbeat = true }
    signal.yield()
  }

  /// No more will come.
  func close() {
    state.withLock { $0.closed = true }
    signal.yield()
  }

  /// Takes what is there, changes first, waiting if need be; nil at the end or when the task is cancelled.
  func next() async -> Item? {
    var iterator = signals.makeAsyncIterator()
    while true {
      let (item, closed) = state.withLock { state in (Self.take(&state), state.closed) }
      if let item { return item }
      if closed { return nil }
      guard await iterator.next() != nil else { return nil }
    }
  }

  private static func take(_ state: inout State) -> Item? {
    if !state.order.isEmpty {
      return state.newest.removeValue(forKey: state.order.removeFirst()).map(Item.changed)
    }
    guard state.heartbeat else { return nil }
    state.heartbeat = false
    return .heartbeat
  }
}
