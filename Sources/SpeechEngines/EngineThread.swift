internal import Foundation
internal import Glibc

/// A thread of our own with a queue of work: engines compute for long stretches, which would starve Swift's cooperative pool
/// and any event loop. Work runs one piece at a time, in the order it was given.
// Unchecked, because NSCondition, which the thread must wait on, guards `work` and `stopped` where the compiler cannot see it.
final class EngineThread: @unchecked Sendable {
  private let condition = NSCondition()
  private var work: [@Sendable () -> Void] = []
  private var stopped = false

  /// Starts the thread.
  ///
  /// - Parameters:
  ///   - name: what debuggers show.
  ///   - niceness: how far it steps back behind media threads, 0 to 19.
  init(name: String, niceness: Int32) {
    // The thread keeps itself alive until `stop`.
    let thread = Thread { [self] in
      // On Linux this concerns the calling thread alone.
      setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
      run()
    }
    thread.name = name
    // flite and the recogniser keep large frames on the stack.
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// Appends work; dropped after `stop`.
  func async(_ block: @escaping @Sendable () -> Void) { _ = append(block) }

  /// Calls back on the thread when the work given so far is done; at once, where nothing will be done any more.
  func whenIdle(_ done: @escaping @Sendable () -> Void) { if !append(done) { done() } }

  private func append(_ block: @escaping @Sendable () -> Void) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    guard !stopped else { return false }
    work.append(block)
    condition.signal()
    return true
  }

  /// Does the work and returns its result.
  func run<Value: Sendable>(_ block: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      async { continuation.resume(with: Result { try block() }) }
    }
  }

  /// Ends the thread once the work given so far is done.
  func stop() {
    condition.lock()
    stopped = true
    condition.signal()
    condition.unlock()
  }

  private func run() {
    while true {
      condition.lock()
      while work.isEmpty && !stopped { condition.wait() }
      let batch = work
      work.removeAll(keepingCapacity: true)
      let finished = batch.isEmpty && stopped
      condition.unlock()
      if finished { return }
      for block in batch { block() }
    }
  }
}

/// Processor time of the calling thread in seconds.
func threadCPU() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
