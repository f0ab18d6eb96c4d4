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

  /// A certificate that cannot be used ends the server before anything is opened or written.
  @Test(arguments: [
    ("none.pem", "none.key", "none.pem cannot be read: No such file"),
    ("text", "text", "text holds no certificate in PEM"),
  ])
  func aCertificateThatCannotBeUsedEndsWithTwo(_ certificate: String, _ key: String, _ words: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("text", "no certificate")
    try write(
      "tls.yaml", "data: made\nserver:\n  port: 0\n  tls:\n    certificate: \(certificate)\n    key: \(key)\n")
    let result = try run(["server", "--config", "tls.yaml"])
    #expect(result.code == 2)
    #expect(
      result.errors.contains("\(words)") && result.errors.contains("server.tls of aisle.yaml"), "\(result.errors)")
    #expect(try contents == ["text", "tls.yaml"])
  }

  @Test func aCertificateWithoutItsKeyEndsWithTwo() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("tls.yaml", "data: made\nserver:\n  tls:\n    certificate: some.pem\n")
    let result = try run(["server", "--config", "tls.yaml"])
    #expect(result.code == 2)
    #expect(result.errors.contains("'server.tls.certificate' and 'server.tls.key' belong together"), "\(result.errors)")
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
    let documents = try FileManager.default.contentsOfDirectory(
      atPath: RetailFixture.root.appendingPathComponent("retail/intents").path
    ).filter { $0.hasSuffix(".yaml") }
    #expect(result.output.contains("All right: \(documents.count) intents; sandboxes shop, tau."))
    #expect(try contents == ["good.yaml"])
  }

  /// What intents need and no back end does, and numbers that are longer than the intents wait for.
  @Test(arguments: [["check"], ["backends", "check"]]) func whatIntentsLackIsNoted(_ command: [String]) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let retail = folder.appendingPathComponent("retail")
    try FileManager.default.copyItem(at: RetailFixture.root.appendingPathComponent("retail"), to: retail)
    try FileManager.default.createDirectory(
      at: retail.appendingPathComponent("backends"), withIntermediateDirectories: true)
    try write(
      "retail/backends/oms.yaml",
      """
      backend: oms
      kind: http
      url: https://oms.example.com
      auth: { bearer: file:/etc/hostname }
      operations:
        existingOrders:
          example: { among: ["10440404"] }
          refuses: [caller]
          request: { send: GET /orders, query: { number: "{among}" } }
          result: { existing: orders.*.number }
        findStores:
          request: GET /stores
          result: { stores: [] }

      """)
    try write("good.yaml", "retail: retail\n")
    try write("retail/routes.yaml", "default: oms\n")
    let result = try run(command + ["--config", "good.yaml"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      result.output.contains(
        "note: cancel_order needs cancelOrder, checkPostcode, findOrder, which no back end does"), "\(result.output)")
    #expect(!result.output.contains("store_hours needs"))
    #expect(
      result.output.contains(
        "the order numbers of oms have 8 digits (example: of existingOrders, retail/backends/oms.yaml:7)"))
    try write("retail/routes.yaml", "default: shop\n")
    #expect(!(try run(command + ["--config", "good.yaml"]).output.contains("note: ")))
  }
}
