internal import Synchronization

/// Hands views to any number of readers. A slow reader misses intermediate views of a conversation, never the last one.
final class ViewFeed: Sendable {
  private struct Reader {
    var pending: [String: ConversationView] = [:]
    var order: [String] = []
    var waiting: CheckedContinuation<ConversationView?, Never>?
    var closed = false
  }

  private struct State {
    var readers: [Int: Reader] = [:]
    var next = 0
  }

  private let state = Mutex(State())

  func publish(_ view: ConversationView) {
    let resumed = state.withLock { state -> [CheckedContinuation<ConversationView?, Never>] in
      var resumed: [CheckedContinuation<ConversationView?, Never>] = []
      for key in Array(state.readers.keys) {
        if let waiting = state.readers[key]?.waiting {
          state.readers[key]?.waiting = nil
          resumed.append(waiting)
        } else {
          if state.readers[key]?.pending.updateValue(view, forKey: view.id) == nil {
            state.readers[key]?.order.append(view.id)
          }
        }
      }
      return resumed
    }
    for continuation in resumed { continuation.resume(returning: view) }
  }

  func subscribe() -> AsyncStream<ConversationView> {
    let key = state.withLock { state -> Int in
      state.next += 1
      state.readers[state.next] = Reader()
      return state.next
    }
    return AsyncStream {
      await withTaskCancellationHandler {
        await withCheckedContinuation { (continuation: CheckedContinuation<ConversationView?, Never>) in
          let ready = self.state.withLock { state -> ConversationView?? in
            guard var reader = state.readers[key], !reader.closed else { return .some(nil) }
            guard let id = reader.order.first else {
              state.readers[key]?.waiting = continuation
              return nil
            }
            reader.order.removeFirst()
            let view = reader.pending.removeValue(forKey: id)
            state.readers[key] = reader
            return .some(view)
          }
          if let ready { continuation.resume(returning: ready) }
        }
      } onCancel: {
        self.close(key)
      }
    } onCancel: {
      self.close(key)
    }
  }

  private func close(_ key: Int) {
    let waiting = state.withLock { state in
      let waiting = state.readers[key]?.waiting
      state.readers[key] = nil
      return waiting
    }
    waiting?.resume(returning: nil)
  }
}
