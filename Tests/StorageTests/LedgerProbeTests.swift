import Foundation
import Testing

/// The ledger in a process that is killed at each of its boundaries, or whose disk is full.
@Suite struct LedgerProbeTests {
  /// Lines that a probe said, and how it ended.
  private func probe(_ arguments: [String]) throws -> (lines: [[String]], process: Process) {
    let process = Process()
    // The program stands beside the tests' own.
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent()
      .appendingPathComponent("LedgerProbe")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    return (lines.map { $0.split(separator: " ").map(String.init) }, process)
  }

  @Test(arguments: [
    "beforeIntention", "afterIntention", "beforeEffect", "afterEffect", "beforeResult", "afterResult",
  ]) func aKilledProcessLeavesNothingOpen(_ boundary: String) throws {
    let folder = try TemporaryFolder()
    let (count, killedAt) = (8, 5)
    let (told, killed) = try probe(["run", folder.path, boundary, "\(killedAt)", "\(count)"])
    #expect(killed.terminationReason == .uncaughtSignal && killed.terminationStatus == SIGKILL)
    #expect(told == (0..<killedAt).map { ["told", "\($0)", "done"] })

    let (lines, restarted) = try probe(["recover", folder.path, "\(count)"])
    #expect(restarted.terminationStatus == 0)
    let isRecorded = boundary != "beforeIntention"
    #expect(lines.first == ["found", isRecorded && boundary != "afterResult" ? "1" : "0"])
    #expect(lines.last == ["open", "0"])
    let tookPlace = ["afterEffect", "beforeResult", "afterResult"].contains(boundary)
    for number in 0..<count {
      let expected =
        if number < killedAt || number == killedAt && tookPlace {
          ["done", "1"]
        } else if number == killedAt && isRecorded {
          ["failed", "0"]
        } else {
          ["none", "0"]
        }
      #expect(lines.contains(["entry", "\(number)"] + expected), "\(boundary): \(lines)")
    }

    // Asked for again, as a conversation that goes on after the crash does, each has its one outcome and one effect.
    let (again, _) = try probe(["run", folder.path, "none", "0", "\(count)"])
    for number in 0..<count {
      let failed = number == killedAt && isRecorded && !tookPlace
      #expect(again.contains(["told", "\(number)", failed ? "unavailable" : "done"]))
    }
    let (after, _) = try probe(["recover", folder.path, "\(count)"])
    #expect(after.filter { $0.first == "entry" }.allSatisfy { $0[2] == "done" ? $0[3] == "1" : $0[3] == "0" })
  }

  @Test func aFullDiskSendsNothingAndRecovers() throws {
    let folder = try TemporaryFolder()
    let (lines, process) = try probe(["full", folder.path])
    #expect(process.terminationStatus == 0)
    #expect(
      lines == [
        ["full", "notRecorded", "0"], ["space", "done", "1"], ["filled", "outcomeUnknown", "1"],
        ["later", "done", "1"],
        ["open", "0"],
      ])
  }
}
