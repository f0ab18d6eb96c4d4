internal import Synchronization

/// Hands what a thread receives to the one task that consumes it.
final class Mailbox<Element: Sendable>: Sendable {
  private struct State {
    var waiting: [Element] = []
    /// How many at the front of `waiting` are taken; they go together, so that taking costs nothing.
    var taken = 0
    var consumer: CheckedContinuation<Result<Element?, BrokerError>, Never>?
    var end: Result<Element?, BrokerError>?

    mutating func take() -> Result<Element?, BrokerError>? {
      guard taken < waiting.count else { return end }
      defer {
        taken += 1
        if taken == waiting.count || taken > 1_024 {
          waiting.removeFirst(taken)
          taken = 0
        }
      }
      return .success(waiting[taken])
    }
  }

  private let state = Mutex(State())

  /// Elements not yet taken.
  var count: Int { state.withLock { $0.waiting.count - $0.taken } }

  func put(_ element: Element) {
    let consumer = state.withLock { state -> CheckedContinuation<Result<Element?, BrokerError>, Never>? in
      guard state.end == nil else { return nil }
      guard let consumer = state.consumer else {
        state.waiting.append(element)
        return nil
      }
      state.consumer = nil
      return consumer
    }
    consumer?.resume(returning: .success(element))
  }

  /// Forgets what nobody has taken.
  func empty() {
    state.withLock { state in
      state.waiting = []
      state.taken = 0
    }
  }

  /// No more comes; what is there can still be taken.
  func finish(_ error: BrokerError? = nil) {
    let consumer = state.withLock { state in
      if state.end == nil { state.end = error.map { .failure($0) } ?? .success(nil) }
      defer { state.consumer = nil }
      return state.consumer
    }
    consumer?.resume(returning: error.map { .failure($0) } ?? .success(nil))
  }

  /// The next element; nil at the end and when the task is cancelled.
  func next() async throws(BrokerError) -> Element? {
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Result<Element?, BrokerError>, Never>) in
        let outcome: Result<Element?, BrokerError>? = state.withLock { state in
          // Cancelled before this moment shows here; later, the handler finds the continuation.
          if Task.isCancelled { return .success(nil) }
          if let outcome = state.take() { return outcome }
          precondition(state.consumer == nil, "a sequence of messages is for one task")
          state.consumer = continuation
          return nil
        }
        if let outcome { continuation.resume(returning: outcome) }
      }
    } onCancel: {
      let consumer = state.withLock { state in
        defer { state.consumer = nil }
        return state.consumer
      }
      consumer?.resume(returning: .success(nil))
    }
    return try outcome.get()
  }
}
