import AisleTesting
import Commerce
import Foundation
import Glibc
import Operations
import Storage

// LedgerProbe run FOLDER BOUNDARY NUMBER COUNT | recover FOLDER COUNT | full FOLDER | bench FOLDER

let arguments = CommandLine.arguments.dropFirst().map { String($0) }

func number(_ index: Int) -> Int { arguments.indices.contains(index) ? Int(arguments[index]) ?? 0 : 0 }

switch arguments.first {
case "run" where arguments.count == 5:
  let probe = try Probe(folder: arguments[1], boundary: Boundary(rawValue: arguments[2]), at: number(3))
  for write in 0..<number(4) { say("told \(write) \(try await probe.perform(write))") }
case "recover" where arguments.count == 3:
  let probe = try Probe(folder: arguments[1])
  let open = try await probe.gateway.recover()
  say("found \(open.entries.count)")
  await probe.gateway.whenIdle()
  try await probe.report(number(2))
case "full" where arguments.count == 2: try await fullDisk(folder: arguments[1])
case "bench" where arguments.count == 2: try await bench(folder: arguments[1])
default:
  say("LedgerProbe run FOLDER BOUNDARY NUMBER COUNT | recover FOLDER COUNT | full FOLDER | bench FOLDER")
  exit(2)
}
