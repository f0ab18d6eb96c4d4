import Conversations
import Logging
public import ServiceLifecycle
import Synchronization

/// The conversations held through the API: whose they are, when they were last used, and their end when nobody uses them.
final class Book: Sendable {
  struct Entry: Sendable {
    var session: Session
    var holder: TokenHolder
    var used: ContinuousClock.Instant
  }

  private struct State {
    var entries: [String: Entry] = [:]
    /// Places taken by conversations that are being opened.
    var opening: [String: Int] = [:]
    var closed = false
  }

  private let state = Mutex(State())
  private let limits: ConversationAPILimits

  init(limits: ConversationAPILimits) { self.limits = limits }

  /// Takes a place for one more conversation of the holder. Throws when there is none.
  func reserve(_ holder: TokenHolder) throws(Problem) {
    try state.withLock { (state) throws(Problem) in
      guard !state.closed else { throw Problem(.unavailable, "The server is stopping.", retryAfter: 10) }
      let open = state.entries.values.count { $0.holder == holder && !$0.session.isOver }
      guard open + (state.opening[holder.id] ?? 0) < limits.perToken else {
        throw Problem(
          .tooMany, "\(limits.perToken) conversations go on for this token; end some with DELETE.", retryAfter: 60)
      }
      state.opening[holder.id, default: 0] += 1
    }
  }

  /// Gives the place back, to the conversation that was opened or to nobody.
  func settle(_ holder: TokenHolder, _ session: Session?) {
    state.withLock { state in
      state.opening[holder.id, default: 1] -= 1
      if let session { state.entries[session.id] = Entry(session: session, holder: holder, used: .now) }
    }
  }

  /// The holder's conversation, which counts as used now; nil when it is not here.
  func session(_ id: String, of holder: TokenHolder) -> Session? {
    state.withLock { state in
      guard let entry = state.entries[id], entry.holder == holder else { return nil }
      state.entries[id]?.used = .now
      return entry.session
    }
  }

  /// Ends what nobody used for too long, and forgets what ended long ago.
  func sweep(now: ContinuousClock.Instant = .now) async {
    let idle = state.withLock { state -> [Session] in
      state.entries = state.entries.filter { !$0.value.session.isOver || now - $0.value.used < limits.kept }
      return state.entries.values.filter { now - $0.used >= limits.idle && !$0.session.isOver }.map(\.session)
    }
    for session in idle { await session.end("idle") }
  }

  /// Ends all of them: the house stops.
  func close() async {
    let sessions = state.withLock { state in
      state.closed = true
      return state.entries.values.map(\.session)
    }
    await withTaskGroup(of: Void.self) { group in
      for session in sessions where !session.isOver { group.addTask { await session.end("shutdown") } }
    }
  }
}

/// Keeps the API's conversations: ends idle ones while the house runs, and all of them when it stops.
public struct ConversationAPIKeeper: Service {
  let book: Book

  /// Runs until the house stops.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do { try await Task.sleep(for: .seconds(15)) } catch { return }
        await book.sweep()
      }
    }
    await book.close()
  }
}
