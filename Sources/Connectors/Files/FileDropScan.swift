import Commerce
import Foundation
import Vendors

/// One look into the folder: which files are new, and what they hold. Blocks, so it runs on a thread of its own.
struct FileDropScan: Sendable {
  /// A file as it stood in the folder.
  struct Stamp: Hashable, Sendable {
    var size: Int
    var modified: Timestamp
  }

  /// A new file and what it turned out to be.
  struct Find: Sendable {
    var name: String
    var stamp: Stamp
    var layout: FileLayout
    var outcome: Outcome

    enum Outcome: Sendable {
      case read(FileContent), flawed(FileFlaw), waiting
    }

    /// When its export was made.
    var time: Timestamp {
      if case .read(let content) = outcome, let stated = content.stated { return stated }
      return stamp.modified
    }
  }

  /// What a look brought.
  struct Result: Sendable {
    var finds: [Find]
    var trouble: String?
  }

  var settings: FileDropSettings
  var seen: [String: Stamp]
  /// The time of the newest file in use: what is older is passed over.
  var newest: [FileLayout.Content: Timestamp]
  var now: Timestamp

  /// Looks. Fulls come newest first and only until one is good, then the deltas after it, oldest first.
  func run() -> Result {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: settings.folder)
    } catch {
      return Result(finds: [], trouble: "the folder cannot be read")
    }
    var candidates: [Find] = []
    let all = Set(names)
    for name in names.sorted() where !name.hasPrefix(".") {
      guard let layout = settings.layouts.first(where: { $0.fits(name) }), let stamp = stamp(name),
        seen[name] != stamp
      else { continue }
      let file = Find(name: name, stamp: stamp, layout: layout, outcome: .waiting)
      if let newest = newest[layout.content], guess(file) < newest { continue }
      candidates.append(file)
    }
    var finds: [Find] = []
    for content in FileLayout.Content.allCases {
      let mine = candidates.filter { $0.layout.content == content }
      finds += mine.filter { !isWhole($0, all) }
      finds += read(mine.filter { isWhole($0, all) })
    }
    return Result(finds: finds, trouble: nil)
  }

  private func read(_ files: [Find]) -> [Find] {
    var finds: [Find] = []
    var since: Timestamp?
    for file in files.filter({ $0.layout.extent == .full }).sorted(by: { guess($0) > guess($1) }) {
      let find = read(file)
      finds.append(find)
      if case .read = find.outcome {
        since = find.time
        break
      }
    }
    for file in files.filter({ $0.layout.extent == .delta }).sorted(by: { guess($0) < guess($1) }) {
      if let since, guess(file) < since { continue }
      finds.append(read(file))
    }
    return finds
  }

  /// When an export was made, as far as that is known before it is read.
  private func guess(_ file: Find) -> Timestamp {
    file.layout.hasTimeInName
      ? FileReading.time(in: file.name, file.layout.format.timeZone) ?? file.stamp.modified : file.stamp.modified
  }

  private func read(_ file: Find) -> Find {
    var file = file
    guard let data = FileManager.default.contents(atPath: path(file.name)) else { return file }
    // Written to while it was read: looked at again the next time.
    guard stamp(file.name) == file.stamp, data.count == file.stamp.size else { return file }
    do throws(FileFlaw) {
      file.outcome = .read(
        try FileReading.read(data, name: file.name, file.layout, time: file.stamp.modified))
    } catch {
      file.outcome = .flawed(error)
    }
    return file
  }

  private func isWhole(_ file: Find, _ names: Set<String>) -> Bool {
    switch settings.completeness {
    case .renamed: true
    case .marked(let ending): names.contains(file.name + ending)
    case .settled(let pause): now.milliseconds - file.stamp.modified.milliseconds >= Int64(pause / .milliseconds(1))
    }
  }

  private func stamp(_ name: String) -> Stamp? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path(name)),
      attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? Int,
      size <= settings.maximumBytes, let date = attributes[.modificationDate] as? Date
    else { return nil }
    return Stamp(
      size: size, modified: Timestamp(milliseconds: Int64((date.timeIntervalSince1970 * 1_000).rounded(.down))))
  }

  private func path(_ name: String) -> String { settings.folder + "/" + name }
}
