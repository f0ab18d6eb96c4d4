import AisleTesting
import Foundation
import Testing

/// The built program as its user meets it.
@Suite struct ProgramTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("aisle-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  /// The program beside the test bundle, wherever that was built.
  private func program() throws -> URL {
    let beside = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
    let built = RetailFixture.root.appendingPathComponent(".build/debug")
    for place in [beside, built] {
      let program = place.appendingPathComponent("aisle")
      if FileManager.default.isExecutableFile(atPath: program.path) { return program }
    }
    throw Unmet("the program is built before its tests run")
  }

  private func run(_ arguments: [String]) throws -> (code: Int32, output: String, errors: String) {
    let process = Process()
    process.executableURL = try program()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path]
    let output = Pipe(), errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    let complained = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: said, as: UTF8.self), String(decoding: complained, as: UTF8.self)
    )
  }

  private func write(_ name: String, _ text: String) throws {
    try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }

  private var contents: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }

  @Test(arguments: ["check", "server", "chat"])
  func aMistakeEndsWithTwoAndLeavesNothing(_ command: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("bad.yaml", "data: made\nserver:\n  prot: 8080\n")
    let result = try run([command, "--config", "bad.yaml"])
    #expect(result.code == 2)
    #expect(result.errors.contains("bad.yaml:3: unknown key 'prot' in 'server'; did you mean 'port'"))
    #expect(result.output == "")
    #expect(try contents == ["bad.yaml"])
  }

  @Test func aMistakeInTheRetailFolderEndsWithTwoAndLeavesNothing() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("good.yaml", "data: made\nretail: nowhere\n")
    let result = try run(["check", "--config", "good.yaml"])
    #expect(result.code == 2)
    #expect(result.errors.contains("nowhere/responses/en: there is no such folder"), "\(result.errors)")
    #expect(try contents == ["good.yaml"])
  }

  @Test func whatIsRightIsSaidSo() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("good.yaml", "retail: \(RetailFixture.root.appendingPathComponent("retail").path)\n")
    let result = try run(["check", "--config", "good.yaml"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("order_status: Order status, owner customer-care"))
    #expect(result.output.contains("All right: 3 intents; sandboxes shop, tau."))
    #expect(try contents == ["good.yaml"])
  }
}
