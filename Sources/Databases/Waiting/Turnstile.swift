internal import Synchronization

/// Lets so many tasks in at a time, the others in the order they came, each with a limit on its patience.
final class Turnstile: Sendable {
  /// How waiting ended.
  enum Entry: Sendable {
    case entered
    case timedOut
    case cancelled
    case closed
  }

  private struct State {
    var free: Int
    var closed = false
    var next = 0
    var waiting: [(number: Int, continuation: CheckedContinuation<Entry, Never>)] = []

    /// How it ends without waiting; nil when the task must wait.
    mutating func entryAtOnce(until deadline: ContinuousClock.Instant) -> Entry? {
      if closed { return .closed }
      if Task.isCancelled { return .cancelled }
      if free > 0 {
        free -= 1
        return .entered
      }
      return ContinuousClock.now >= deadline ? .timedOut : nil
    }
  }

  private let state: Mutex<State>

  init(places: Int) { state = Mutex(State(free: places)) }

  /// Waits for a place; after `.entered`, and only then, `leave` must follow.
  func enter(until deadline: ContinuousClock.Instant) async -> Entry {
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    return await withTaskCancellationHandler {
      let alarm = Task {
        try await Task.sleep(until: deadline, clock: .continuous)
        settle(number, .timedOut)
      }
      defer { alarm.cancel() }
      return await withCheckedContinuation { continuation in
        let entry = state.withLock { state in
          // Whatever came before this moment shows here; whatever comes later finds the continuation.
          let entry = state.entryAtOnce(until: deadline)
          if entry == nil { state.waiting.append((number, continuation)) }
          return entry
        }
        if let entry { continuation.resume(returning: entry) }
      }
    } onCancel: {
      settle(number, .cancelled)
    }
  }

  /// Gives the place to the next.
  func leave() {
    let next = state.withLock { state -> CheckedContinuation<Entry, Never>? in
      guard !state.waiting.isEmpty else {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst().continuation
    }
    next?.resume(returning: .entered)
  }

  /// Sends everybody away who waits, and whoever comes later.
  func close() {
    let waiting = state.withLock { state in
      state.closed = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for (_, continuation) in waiting { continuation.resume(returning: .closed) }
  }

  private func settle(_ number: Int, _ entry: Entry) {
    let continuation = state.withLock { state -> CheckedContinuation<Entry, Never>? in
      guard let index = state.waiting.firstIndex(where: { $0.number == number }) else { return nil }
      return state.waiting.remove(at: index).continuation
    }
    continuation?.resume(returning: entry)
  }
}

extension Turnstile {
  /// As `enter`, with everything but a place as an error.
  func place(until deadline: ContinuousClock.Instant, in what: String) async throws(DatabaseClientError) {
    switch await enter(until: deadline) {
    case .entered: return
    case .timedOut: throw DatabaseClientError(.exhausted, "\(what) stayed taken")
    case .cancelled: throw DatabaseClientError(.cancelled, "cancelled while waiting for \(what)")
    case .closed: throw DatabaseClientError(.closed, "\(what) was closed")
    }
  }
}
