import Foundation
import Testing

/// Hashes are seeded anew in every process: what depended on the order of a set or dictionary would differ from one to the next.
@Suite struct TwoProcessesTests {
  private static let bench: URL? = {
    let root = URL(fileURLWithPath: #filePath).appending(path: "../../..").standardized
    return [".build", ".build-core"].map { root.appending(path: "\($0)/debug/UnderstandingBench") }
      .filter { FileManager.default.isExecutableFile(atPath: $0.path) }
      .max { Self.built($0) < Self.built($1) }
  }()

  private static func built(_ file: URL) -> Date {
    (try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate) ?? .distantPast
  }

  private func readings(of sentences: URL, by bench: URL) throws -> [String] {
    let process = Process(), pipe = Pipe()
    process.executableURL = bench
    process.arguments = ["--read", sentences.path]
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    // The first lines tell how long training took.
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init).filter { $0.hasPrefix("[") }
  }

  @Test(.enabled(if: TwoProcessesTests.bench != nil, "the benchmark of understanding is not built"))
  func theSameWordsMeanTheSameInEveryProcess() throws {
    let bench = try #require(Self.bench)
    let file = FileManager.default.temporaryDirectory.appending(path: "sentences-\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: file) }
    let said = Corpus.all.flatMap { Corpus.entries($0.text).map(\.said) }
    try said.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    let (one, other) = (try readings(of: file, by: bench), try readings(of: file, by: bench))
    #expect(one.count == said.count)
    let differing = zip(said, zip(one, other)).filter { $0.1.0 != $0.1.1 }.map(\.0)
    #expect(differing.isEmpty, "\(differing)")
  }
}
