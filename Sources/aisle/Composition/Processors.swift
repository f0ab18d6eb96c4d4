internal import Foundation
internal import NIOCore

/// The processors that this process may use: fewer than the machine has where an operator has pinned it (`taskset`, `CPUAffinity`).
enum Processors {
  /// One event loop for each of them: two on one processor only take turns. To be called before anything opens a socket. An operator who has said
  /// how many there shall be (`NIO_SINGLETON_GROUP_LOOP_COUNT`) is heard.
  static func provideEventLoops() {
    guard ProcessInfo.processInfo.environment["NIO_SINGLETON_GROUP_LOOP_COUNT"] == nil else { return }
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    guard let allowed = count(inStatus: status) else { return }
    NIOSingletons.groupLoopCountSuggestion = min(allowed, System.coreCount)
  }

  /// How many a process' status allows it ("Cpus_allowed_list: 0-3,6"; proc(5)); nil where it does not say.
  static func count(inStatus status: String) -> Int? {
    let name = "Cpus_allowed_list:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
    var count = 0
    for range in line.dropFirst(name.count).split(separator: ",") {
      let ends = range.split(separator: "-").map { Int($0.trimmingCharacters(in: .whitespaces)) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, last >= first else {
        return nil
      }
      count += last - first + 1
    }
    return count > 0 ? count : nil
  }
}
