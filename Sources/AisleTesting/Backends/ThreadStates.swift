internal import Foundation
internal import Glibc

/// What the threads of this process do, as the kernel sees it (proc(5), `/proc/self/task/*/stat`, third field).
enum ThreadStates {
  /// Whether only the caller's thread has work. Looks a few times: whatever woke the caller needs a moment to fall asleep.
  static var isAlone: Bool {
    for _ in 0..<5 {
      if working <= 1 { return true }
      usleep(200)
    }
    return false
  }

  /// How many threads run, wait for a core, or wait for the disk; the caller's is one of them. A thread that has work
  /// counts also while a busy machine keeps it from running.
  private static var working: Int {
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
