internal import Foundation

/// What the threads of this process do, look by look.
struct ThreadWatch {
  /// What a look has found of the threads besides the caller's.
  enum Finding {
    /// None has work.
    case none
    /// Each that has work was woken since the last look, and has hardly run in between.
    case fresh
    /// Some have had work since the last look, and each that has work has run since this was last found: none is kept waiting with
    /// something that others wait for.
    case running
    /// Some have had work since the last look, and one of them has perhaps not run.
    case waiting
  }

  /// Nanoseconds for which a thread runs that is only woken to see that there is nothing to do.
  private static let moment: UInt64 = 100_000

  private var last = ThreadStates()
  /// How long each thread had run, in nanoseconds, when `running` was last found.
  private var times: [String: UInt64] = [:]

  /// Looks now.
  mutating func look() -> Finding {
    let now = ThreadStates()
    defer { last = now }
    // Where the kernel counts no times, threads are taken to have run.
    let haveRun = now.working.keys.allSatisfy { thread in
      let time = now.times[thread] ?? 0
      return times[thread].map { time > $0 || time == 0 } ?? false
    }
    times = haveRun ? now.times : times.merging(now.times) { earlier, _ in earlier }
    if now.working.isEmpty { return .none }
    let areFresh = now.working.allSatisfy { thread, sleeps in
      guard let time = now.times[thread], let before = last.times[thread] else { return false }
      return last.working[thread] != sleeps && time &- before < Self.moment
    }
    if areFresh { return .fresh }
    return haveRun ? .running : .waiting
  }
}

/// What the threads of this process do, as the kernel sees it (proc(5), `/proc/self/task/*`).
private struct ThreadStates {
  /// The threads that run, wait for a core, or wait for the disk, each with how often it has gone to sleep so far; the caller's is not among
  /// them. A thread that has work counts also while a busy machine keeps it from running.
  var working: [String: Substring] = [:]
  /// How long each thread has run so far, in nanoseconds. The kernel counts the time of one that runs only now and then.
  var times: [String: UInt64] = [:]

  /// Looks now.
  init() {
    let tasks = "/proc/self/task"
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
    for thread in (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    where own?.hasSuffix("/\(thread)") != true {
      func read(_ file: String) -> String? {
        try? String(contentsOfFile: "\(tasks)/\(thread)/\(file)", encoding: .utf8)
      }
      guard let stat = read("stat"), let end = stat.lastIndex(of: ")"),
        let state = stat[stat.index(after: end)...].first(where: { $0 != " " })
      else { continue }
      if state == "R" || state == "D" {
        working[thread] = read("status")?.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches") } ?? ""
      }
      times[thread] = read("schedstat")?.split(separator: " ").first.flatMap { UInt64($0) } ?? 0
    }
  }
}
