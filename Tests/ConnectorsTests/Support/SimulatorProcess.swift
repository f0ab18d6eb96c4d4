import Commerce
import Foundation
import Vendors

@testable import Connectors

/// A simulator from `simulators/` as a child process: port of its own choosing, ended by closing its standard input.
final class SimulatorProcess: Sendable {
  /// Where it listens, as in "http://127.0.0.1:41234".
  let url: String
  private let control: HTTPPeer
  private let process: Process
  private let input: Pipe

  /// The package's folder.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A Python with what the simulators need: `AISLE_TEST_SIMULATORS_PYTHON`, else `.venv-sim` in the package's folder.
  static let python: String? = {
    let path =
      ProcessInfo.processInfo.environment["AISLE_TEST_SIMULATORS_PYTHON"]
      ?? root.appending(path: ".venv-sim/bin/python").path
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()

  /// Whether simulators can be started.
  static var isAvailable: Bool { python != nil }
  /// What to say when not.
  static let unavailable =
    "no Python for the simulators: script/test makes .venv-sim, or set AISLE_TEST_SIMULATORS_PYTHON"

  /// Starts `simulators/<name>/server.py` and waits until it listens.
  init(_ name: String, _ arguments: [String] = []) throws {
    guard let python = Self.python else { throw SimulatorFailure(Self.unavailable) }
    process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments =
      [Self.root.appending(path: "simulators/\(name)/server.py").path, "--port", "0", "--until-stdin-closes"]
      + arguments
    let output = Pipe()
    input = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data([0x0A]) {
      line.append(byte)
    }
    let text = String(decoding: line, as: UTF8.self)
    guard text.hasPrefix("ready http://") else { throw SimulatorFailure("\(name) did not start: \(text)") }
    url = String(text.dropFirst("ready ".count))
    control = HTTPPeer(name: name, url: url)
  }

  deinit { try? input.fileHandleForWriting.close() }

  /// One call of the control plane.
  @discardableResult
  func control(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
    let request =
      body.map { PeerRequest.json(method, "/__sim/" + path, $0) }
      ?? PeerRequest(method: method, path: "/__sim/" + path, isWrite: false)
    return try await control.json(request, Deadline(.seconds(20)))
  }

  /// The seed again, without faults, log and deliveries.
  func reset() async throws { try await control("POST", "reset", .object([:])) }
  /// Every request since the reset.
  func log() async throws -> JSONValue { try await control("GET", "log") }
  /// Everything it holds.
  func state() async throws -> JSONValue { try await control("GET", "state") }
}

/// Why a simulator could not be used.
struct SimulatorFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
