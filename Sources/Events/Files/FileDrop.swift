internal import Commerce
internal import Crypto
internal import Files
internal import Foundation
internal import GRDB
public import Logging
public import ServiceLifecycle
internal import Vendors

/// Takes in files that somebody drops into a folder: JSON lines, one CloudEvent each. A file counts once, whatever its name, by its
/// content. It goes to `done/`, or to `failed/` with a text beside it that names the lines that could not be used; the others count.
///
/// Complete are files whose size and time have not changed from one look to the next; names that begin with "." or end in ".part" or
/// ".tmp" are left alone, so that a sender can write under such a name and rename.
public actor FileDrop: Service {
  /// Bounds.
  public struct Limits: Sendable {
    /// Bytes of one line.
    public var lineBytes = 1_048_576
    /// Bytes of one file.
    public var fileBytes: Int64 = 1 << 30
    /// Lines under way at once.
    public var window = 64

    /// The usual bounds.
    public init() {}
  }

  private let source: String
  private let folder: URL
  private let interval: Duration
  private let format: String
  private let limits: Limits
  private let processor: EventProcessor
  private let logger: Logger
  private var seen: [String: Look] = [:]

  private struct Look: Equatable {
    var size: Int64
    var modified: Date
  }

  /// Makes the service.
  ///
  /// - Parameters:
  ///   - source: the name of the source in the log and in freshness.
  ///   - interval: from one look to the next.
  ///   - format: how lines are read, one that the processor knows.
  public init(
    source: String, folder: String, interval: Duration = .seconds(2), format: String = CloudEventFormat.name,
    limits: Limits = Limits(), processor: EventProcessor, logger: Logger
  ) {
    self.source = source
    self.folder = URL(fileURLWithPath: folder)
    self.interval = interval
    self.format = format
    self.limits = limits
    self.processor = processor
    self.logger = logger
  }

  /// Looks until it is told to stop.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await self.look()
        try? await Task.sleep(for: self.interval)
      }
    }
  }

  /// Looks once, and takes in what is complete. Returns the names of the files that were dealt with.
  @discardableResult public func look() async -> [String] {
    var dealtWith: [String] = []
    do {
      var found: [String: Look] = [:]
      let keys: Set<URLResourceKey> = [.fileSizeKey, .contentModificationDateKey, .isRegularFileKey]
      for url in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: Array(keys)) {
        let name = url.lastPathComponent
        let values = try url.resourceValues(forKeys: keys)
        guard values.isRegularFile == true, !name.hasPrefix("."), !name.hasSuffix(".part"), !name.hasSuffix(".tmp"),
          let size = values.fileSize, let modified = values.contentModificationDate
        else { continue }
        found[name] = Look(size: Int64(size), modified: modified)
      }
      let complete = found.filter { seen[$0.key] == $0.value }.keys.sorted()
      seen = found
      for name in complete where !Task.isCancelled {
        try await take(name)
        seen[name] = nil
        dealtWith.append(name)
      }
    } catch {
      // The file stays and is taken up at the next look; lines that are in the log already are duplicates then.
      logger.error("a file drop cannot be read", metadata: ["source": "\(source)", "error": "\(Self.describe(error))"])
    }
    return dealtWith
  }

  private static func describe(_ error: any Error) -> String {
    (error as? EventsError)?.description ?? "\(type(of: error))"
  }

  private func take(_ name: String) async throws {
    let url = folder.appendingPathComponent(name)
    let size = seen[name]?.size ?? 0
    guard size <= limits.fileBytes else {
      try move(url, to: "failed", digest: nil, error: "larger than \(limits.fileBytes) bytes")
      return
    }
    let digest = try Self.digest(of: url)
    let known = try await processor.database.read("reading dropped files") {
      try Int.fetchOne($0, sql: "SELECT 1 FROM dropped_file WHERE digest = ?", arguments: [Data(digest)]) != nil
    }
    if known {
      logger.info("a file was taken in before", metadata: ["source": "\(source)", "file": "\(name)"])
      try move(url, to: "done", digest: digest, error: nil)
      return
    }
    let (lines, problems) = try await takeLines(url)
    let (time, failed) = (processor.now().milliseconds, problems.count)
    try await processor.database.write("keeping a dropped file") {
      try $0.execute(
        sql: "INSERT INTO dropped_file (digest, name, finished_at, lines, failed) VALUES (?, ?, ?, ?, ?)",
        arguments: [Data(digest), name, time, lines, failed])
    }
    logger.info(
      "a file was taken in",
      metadata: ["source": "\(source)", "file": "\(name)", "lines": "\(lines)", "failed": "\(failed)"])
    let text = problems.prefix(1_000).map { "line \($0.line): \($0.why)" }.joined(separator: "\n")
    try move(url, to: failed == 0 ? "done" : "failed", digest: digest, error: failed == 0 ? nil : text)
  }

  private struct Problem: Sendable {
    var line: Int
    var why: String
  }

  private func takeLines(_ url: URL) async throws -> (lines: Int, problems: [Problem]) {
    var problems: [Problem] = []
    var (number, count, underWay) = (0, 0, 0)
    try await withThrowingTaskGroup(of: Problem?.self) { group in
      let reader = try LineReader(url, longest: limits.lineBytes)
      defer { reader.close() }
      while let line = try reader.next() {
        number += 1
        let place = number
        guard let bytes = line else {
          problems.append(Problem(line: place, why: "longer than \(limits.lineBytes) bytes"))
          continue
        }
        guard bytes.contains(where: { $0 > 0x20 }) else { continue }
        count += 1
        if underWay >= limits.window, let problem = try await group.next() {
          underWay -= 1
          if let problem { problems.append(problem) }
        }
        underWay += 1
        group.addTask { try await self.takeLine(bytes, place) }
      }
      for try await case let problem? in group { problems.append(problem) }
    }
    return (count, problems.sorted { $0.line < $1.line })
  }

  private nonisolated func takeLine(_ bytes: [UInt8], _ line: Int) async throws -> Problem? {
    let event = IncomingEvent(
      source: source, format: format, transport: .file, body: bytes, receivedAt: processor.now())
    var outcome: EventOutcome?
    while outcome == nil {
      do {
        outcome = try await processor.submit(event)
      } catch {
        guard error.code == .busy else { throw error }
        try await Task.sleep(for: .milliseconds(50))
      }
    }
    return switch outcome {
    case .conflict: Problem(line: line, why: "another content came under its identifier before")
    case .malformed(let why), .unreadable(let why): Problem(line: line, why: why)
    case .applied, .duplicate, .ignored, nil: nil
    }
  }

  private func move(_ url: URL, to place: String, digest: [UInt8]?, error: String?) throws {
    let files = FileManager.default
    let target = folder.appendingPathComponent(place)
    try PrivateFiles.makeFolder(target.path)
    var name = url.lastPathComponent
    if files.fileExists(atPath: target.appendingPathComponent(name).path) {
      let mark = digest.map { String(hexadecimal($0).prefix(12)) } ?? "again"
      name =
        "\(url.deletingPathExtension().lastPathComponent).\(mark).\(processor.now().milliseconds).\(url.pathExtension)"
    }
    if let error {
      try Data((error + "\n").utf8).write(to: target.appendingPathComponent(name + ".error"))
    }
    try files.moveItem(at: url, to: target.appendingPathComponent(name))
  }

  private static func digest(of url: URL) throws -> [UInt8] {
    let handle = try FileHandle(forReadingFrom: url)
    defer { try? handle.close() }
    var hash = SHA256()
    while let part = try handle.read(upToCount: 1 << 18), !part.isEmpty { hash.update(data: part) }
    return Array(hash.finalize())
  }
}
