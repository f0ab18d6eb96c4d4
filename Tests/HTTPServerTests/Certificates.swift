import Foundation
import HTTPServer
import Testing

/// An issuer of certificates for tests, made with openssl in a folder of its own.
final class Issuer: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("aisle-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Self.openssl(
      folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Test Issuer", "-keyout",
      "issuer.key", "-out", "issuer.pem")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  var root: String { path("issuer.pem") }

  var files: CertificateFiles { CertificateFiles(certificate: path("server.pem"), key: path("server.key")) }

  /// Makes a certificate for localhost and 127.0.0.1 under these names.
  func issue(_ name: String, serial: String, days: Int = 20) throws {
    try "subjectAltName=DNS:localhost,IP:127.0.0.1\n".write(
      toFile: path("names"), atomically: true, encoding: .utf8)
    try Self.openssl(
      folder, "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", "\(name).key", "-out",
      "\(name).csr")
    try Self.openssl(
      folder, "x509", "-req", "-in", "\(name).csr", "-CA", "issuer.pem", "-CAkey", "issuer.key", "-set_serial",
      "0x\(serial)", "-days", "\(days)", "-extfile", "names", "-out", "\(name).pem")
  }

  /// Puts one certificate with its key in the place of another, as a renewal does.
  func put(_ name: String, over old: String = "server") throws {
    for ending in ["pem", "key"] {
      try Data(contentsOf: folder.appendingPathComponent("\(name).\(ending)"))
        .write(to: folder.appendingPathComponent("\(old).\(ending)"))
    }
  }

  func write(_ name: String, _ text: String) throws {
    try text.write(toFile: path(name), atomically: false, encoding: .utf8)
  }

  static func openssl(_ folder: URL, _ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "openssl \(arguments.joined(separator: " "))")
  }
}
