import Commerce
import Foundation
import Vendors

/// Holds what the files of a folder say, and looks for new ones when somebody asks.
actor FileDropStore {
  private let settings: FileDropSettings
  private let now: @Sendable () -> Timestamp
  private var index = FileDropIndex()
  private var seen: [String: FileDropScan.Stamp] = [:]
  private var files: [String: FileDropReport.File] = [:]
  /// The times of files newer than what is in use that could not be used.
  private var failed: [FileLayout.Content: Timestamp] = [:]
  private var trouble: String?
  private var isLooking = false
  private var looked: ContinuousClock.Instant?
  private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
  private var next = 0
  private let queue = DispatchQueue(label: "aisle.files")

  init(_ settings: FileDropSettings, now: @escaping @Sendable () -> Timestamp) {
    self.settings = settings
    self.now = now
  }

  /// What the files say, after a look into the folder that may take so long; what takes longer counts for the next question.
  func snapshot(within patience: Duration) async -> FileDropSnapshot {
    let isDue = looked.map { ContinuousClock.now - $0 >= settings.lookEvery } ?? true
    if isDue, !isLooking {
      isLooking = true
      Task { await look() }
    }
    if isLooking { await wait(patience) }
    let behind = failed.filter { content, time in index.asOf[content].map { $0 < time } ?? true }
    return FileDropSnapshot(index: index, behind: Set(behind.keys), trouble: trouble)
  }

  /// What became of each file.
  func report() async -> FileDropReport {
    _ = await snapshot(within: .seconds(30))
    return FileDropReport(files: files.values.sorted { $0.name < $1.name }, asOf: index.asOf, trouble: trouble)
  }

  private func look() async {
    let scan = FileDropScan(settings: settings, seen: seen, newest: index.asOf, now: now())
    // Reading blocks, which on the pool of all tasks would hold up everybody.
    let result = await withCheckedContinuation { done in queue.async { done.resume(returning: scan.run()) } }
    trouble = result.trouble
    // Oldest first, so that each counts upon those before; a full before the delta of the same time.
    for find in result.finds.sorted(by: { ($0.time, $0.layout.extent.order) < ($1.time, $1.layout.extent.order) }) {
      take(find)
    }
    looked = .now
    isLooking = false
    let everybody = waiting
    waiting = [:]
    for continuation in everybody.values { continuation.resume() }
  }

  private func take(_ find: FileDropScan.Find) {
    var file = FileDropReport.File(name: find.name, fate: .waiting, time: find.time)
    switch find.outcome {
    case .waiting: break
    case .flawed(let flaw): refuse(find, &file, flaw)
    case .read(let content):
      (file.good, file.damaged) = (content.good, content.damaged)
      do throws(FileFlaw) {
        file.fate = try index.take(content, find.layout, time: find.time) ? .taken : .older
        seen[find.name] = find.stamp
      } catch {
        refuse(find, &file, error)
      }
    }
    files[find.name] = file
  }

  /// Not looked at again until it is written anew; what there is stays.
  private func refuse(_ find: FileDropScan.Find, _ file: inout FileDropReport.File, _ flaw: FileFlaw) {
    file.fate = .refused(flaw)
    seen[find.name] = find.stamp
    let content = find.layout.content
    failed[content] = max(failed[content] ?? find.time, find.time)
  }

  private func wait(_ patience: Duration) async {
    next += 1
    let number = next
    let alarm = Task {
      // Cancelled when the look is over.
      try await Task.sleep(for: patience)
      release(number)
    }
    defer { alarm.cancel() }
    await withCheckedContinuation { waiting[number] = $0 }
  }

  private func release(_ number: Int) { waiting.removeValue(forKey: number)?.resume() }
}

extension FileLayout.Extent {
  fileprivate var order: Int { self == .full ? 0 : 1 }
}
