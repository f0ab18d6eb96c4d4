import AisleTesting
import Evaluation
import Foundation
import Testing

/// Whole conversations about orders, word for word. A change of what is said shows in the difference; `AISLE_RECORD=1` writes the
/// files anew, to be looked at before they are kept.
@Suite("Transcripts of conversations about orders")
struct TranscriptTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Transcripts")

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted()
  }()

  @Test("There are transcripts")
  func some() { #expect(Self.names.count >= 12) }

  @Test(arguments: names)
  func isAsRecorded(_ name: String) async throws {
    let file = Self.folder.appendingPathComponent(name)
    let recorded = try String(contentsOf: file, encoding: .utf8)
    let lines = recorded.split(separator: "\n").filter { $0.hasPrefix("> ") }.map { String($0.dropFirst(2)) }
    let rehearsal = try await DeskStage.play(lines)
    let transcript = rehearsal.transcript
    let (breaches, _) = WriteAuthority.check(rehearsal.recorded)
    #expect(breaches.isEmpty, "\(breaches)")
    if ProcessInfo.processInfo.environment["AISLE_RECORD"] == "1" {
      try transcript.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let (now, then) = (transcript.split(separator: "\n"), recorded.split(separator: "\n"))
    let place = zip(now, then).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(now.count, then.count)
    #expect(
      transcript == recorded,
      """
      \(name) differs at line \(place + 1):
      recorded: \(place < then.count ? then[place] : "(the end)")
      now:      \(place < now.count ? now[place] : "(the end)")
      """)
  }
}
