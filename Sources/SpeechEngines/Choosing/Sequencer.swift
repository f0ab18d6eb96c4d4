internal import Synchronization

/// Takes inputs from any thread and has them worked off one at a time, in the order they came, on whichever thread brings one
/// while nobody works: a machine's shell needs no thread of its own, and may be entered again from what it does.
final class Sequencer<Input: Sendable>: Sendable {
  private struct State {
    var inbox: [Input] = []
    var isBusy = false
  }

  private let state = Mutex(State())

  /// Works off the input, and whatever comes meanwhile.
  func take(_ input: Input, work: (Input) -> Void) {
    var next = state.withLock { state -> Input? in
      guard !state.isBusy else {
        state.inbox.append(input)
        return nil
      }
      state.isBusy = true
      return input
    }
    while let current = next {
      work(current)
      next = state.withLock { state in
        if state.inbox.isEmpty {
          state.isBusy = false
          return nil
        }
        return state.inbox.removeFirst()
      }
    }
  }
}
