internal import Foundation

/// A thread that runs an actor's work: libpq, librabbitmq and librdkafka block, which on Swift's cooperative pool would hold
/// up everybody.
// Unchecked, because NSCondition, which the thread must wait on, guards `jobs` and `stopped` where the compiler cannot see it.
package final class ClientThread: SerialExecutor, @unchecked Sendable {
  private let condition = NSCondition()
  private var jobs: [UnownedJob] = []
  private var stopped = false

  /// Starts the thread, which keeps itself alive until `stop`.
  ///
  /// - Parameter name: what debuggers show.
  package init(name: String) {
    let thread = Thread { [self] in run() }
    thread.name = name
    thread.stackSize = 1 << 20
    thread.start()
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.lock()
    jobs.append(job)
    condition.signal()
    condition.unlock()
  }

  /// Ends the thread once the work given so far is done.
  package func stop() {
    condition.lock()
    stopped = true
    condition.signal()
    condition.unlock()
  }

  private func run() {
    while true {
      condition.lock()
      while jobs.isEmpty && !stopped { condition.wait() }
      let batch = jobs
      jobs.removeAll(keepingCapacity: true)
      condition.unlock()
      if batch.isEmpty { return }
      for job in batch { job.runSynchronously(on: asUnownedSerialExecutor()) }
    }
  }
}
