internal import Foundation

/// What the threads of this process do, as the kernel sees it (proc(5), `/proc/self/task/*/stat`, third field, and
/// `schedstat`, first field).
struct ThreadStates {
  /// How long each thread has run so far that runs, waits for a core, or waits for the disk, in nanoseconds; the caller's is
  /// not among them. A thread that has work counts also while a busy machine keeps it from running.
  private var working: [String: UInt64]

  /// Looks now.
  init() {
    let tasks = "/proc/self/task"
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
    var found: [String: UInt64] = [:]
    for thread in (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? [] {
      guard own?.hasSuffix("/\(thread)") != true,
        let stat = try? String(contentsOfFile: "\(tasks)/\(thread)/stat", encoding: .utf8),
        let end = stat.lastIndex(of: ")"), let state = stat[stat.index(after: end)...].first(where: { $0 != " " }),
        state == "R" || state == "D"
      else { continue }
      let times = try? String(contentsOfFile: "\(tasks)/\(thread)/schedstat", encoding: .utf8)
      found[thread] = times?.split(separator: " ").first.flatMap { UInt64($0) } ?? 0
    }
    working = found
  }

  /// Whether only the caller's thread has work.
  var isAlone: Bool { working.isEmpty }

  /// Whether each thread that has work `now` has run since it was first seen with it: none is kept waiting with something that
  /// others wait for. If so, counting begins anew. Where the kernel counts no times, they are taken to have run.
  mutating func haveAllRun(by now: ThreadStates) -> Bool {
    let all = now.working.allSatisfy { thread, time in working[thread].map { time > $0 || time == 0 } ?? false }
    working = all ? now.working : now.working.merging(working.filter { now.working[$0.key] != nil }) { $1 }
    return all
  }
}
