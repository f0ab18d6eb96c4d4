import Foundation
import NIOSSL

/// Where the server's certificate and its private key stand: files in PEM. The certificate's file holds the server's own first, then those
/// between it and what clients trust.
public struct CertificateFiles: Hashable, Sendable {
  /// The path of the certificate with its chain.
  public var certificate: String
  /// The path of the private key, without a passphrase.
  public var key: String

  /// Names the files.
  public init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }

  /// Both files' contents as they are now.
  struct Contents: Equatable {
    var certificate: [UInt8]
    var key: [UInt8]
  }

  /// Reads both files and checks that they belong together.
  /// - Throws: `badCertificate`, naming the file and what is wrong with it.
  public func load() throws(HTTPServerError) -> LoadedCertificate { try load(try read()) }

  /// The files' bytes.
  func read() throws(HTTPServerError) -> Contents {
    Contents(certificate: try Self.bytes(certificate), key: try Self.bytes(key))
  }

  /// What was read, as something connections can be opened with.
  func load(_ contents: Contents) throws(HTTPServerError) -> LoadedCertificate {
    let chain: [NIOSSLCertificate]
    do {
      chain = try NIOSSLCertificate.fromPEMBytes(contents.certificate)
    } catch {
      throw HTTPServerError(.badCertificate, "\(certificate) holds no certificate in PEM (-----BEGIN CERTIFICATE-----)")
    }
    guard let leaf = chain.first else {
      throw HTTPServerError(.badCertificate, "\(certificate) holds no certificate in PEM (-----BEGIN CERTIFICATE-----)")
    }
    let secret: NIOSSLPrivateKey
    do {
      secret = try NIOSSLPrivateKey(bytes: contents.key, format: .pem)
    } catch {
      let isLocked = String(decoding: contents.key.prefix(4_096), as: UTF8.self).contains("ENCRYPTED")
      throw HTTPServerError(
        .badCertificate,
        isLocked
          ? "\(key) is protected by a passphrase; write it without one (openssl pkey -in … -out …), readable by this user alone"
          : "\(key) holds no private key in PEM (-----BEGIN PRIVATE KEY-----)")
    }
    var settings = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(secret))
    settings.minimumTLSVersion = .tlsv12
    settings.applicationProtocols = ["http/1.1"]
    do {
      return LoadedCertificate(
        serial: leaf.serialNumber.map { String(format: "%02x", $0) }.joined(),
        begins: Int(leaf.notValidBefore), expires: Int(leaf.notValidAfter),
        context: try NIOSSLContext(configuration: settings))
    } catch {
      throw HTTPServerError(
        .badCertificate,
        "\(key) is not the key of the first certificate in \(certificate); the server's own must come first, then its chain"
      )
    }
  }

  private static func bytes(_ path: String) throws(HTTPServerError) -> [UInt8] {
    func refusal() -> HTTPServerError {
      HTTPServerError(.badCertificate, "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    guard let file = fopen(path, "r") else { throw refusal() }
    defer { fclose(file) }
    // Many times what a chain takes; a device or a log named by mistake is not read for ever.
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    guard ferror(file) == 0 else { throw refusal() }
    return Array(bytes[..<count])
  }
}

/// A certificate with its key, ready to be shown to clients.
public struct LoadedCertificate: Sendable {
  /// Its serial number in hexadecimal, as its issuer wrote it.
  public let serial: String
  /// From when it holds, in seconds since 1970.
  public let begins: Int
  /// Until when, in seconds since 1970.
  public let expires: Int
  let context: NIOSSLContext

  /// Whole days until it expires at a moment in seconds since 1970; negative when it has.
  public func daysLeft(at now: Int) -> Int { Int((Double(expires - now) / 86_400).rounded(.down)) }
}
