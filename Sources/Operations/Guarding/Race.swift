internal import Synchronization

/// One value that whoever comes first sets and one task waits for.
final class Race<Value: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Value, Never>)
    case set(Value)
    case taken
  }

  private let state = Mutex(State.open)

  /// Sets the value. Returns whether nobody had before.
  @discardableResult func finish(_ value: Value) -> Bool {
    let (first, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Value, Never>?) in
      switch state {
      case .open:
        state = .set(value)
        return (true, nil)
      case .awaited(let waiter):
        state = .taken
        return (true, waiter)
      case .set, .taken: return (false, nil)
      }
    }
    waiter?.resume(returning: value)
    return first
  }

  /// Returns the value once it is set. To be called once.
  func value() async -> Value {
    await withCheckedContinuation { waiter in
      let ready = state.withLock { state -> Value? in
        if case .set(let value) = state {
          state = .taken
          return value
        }
        state = .awaited(waiter)
        return nil
      }
      if let ready { waiter.resume(returning: ready) }
    }
  }
}
