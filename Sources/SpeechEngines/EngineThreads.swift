internal import Synchronization

/// The threads that a model's calls share: each call has one of them, in turn.
final class EngineThreads: Sendable {
  private let threads: [EngineThread]
  private let next = Atomic<Int>(0)

  /// - Parameter count: Calls that are listened to at the same instant; more wait for each other.
  init(name: String, count: Int) {
    // A step behind the media's threads.
    threads = (0..<max(1, count)).map { _ in EngineThread(name: name, niceness: 5) }
  }

  deinit { for thread in threads { thread.stop() } }

  /// The next call's thread.
  func take() -> EngineThread {
    let turn = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return threads[Int(UInt(bitPattern: turn) % UInt(threads.count))]
  }
}
