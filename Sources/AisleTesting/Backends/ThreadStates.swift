internal import Foundation

/// What the threads of this process do, as the kernel sees it (proc(5), `/proc/self/task/*/stat`, third field).
enum ThreadStates {
  /// How many threads run, wait for a core, or wait for the disk; the caller's is one of them. A thread that has work
  /// counts also while a busy machine keeps it from running.
  static var working: Int {
    let tasks = "/proc/self/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    return threads.count { thread in
      guard let stat = try? String(contentsOfFile: "\(tasks)/\(thread)/stat", encoding: .utf8),
        let end = stat.lastIndex(of: ")")
      else { return false }
      let state = stat[stat.index(after: end)...].first { $0 != " " }
      return state == "R" || state == "D"
    }
  }
}
