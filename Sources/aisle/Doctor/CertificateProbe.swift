internal import AsyncHTTPClient
internal import Foundation
internal import HTTPServer
internal import NIOCore
internal import NIOSSL

/// Looks at the certificate by which the server speaks https: its files, its days, and whether others would believe it.
struct CertificateProbe {
  var configuration: AisleConfiguration
  /// The present moment, in seconds since 1970.
  var now = Int(Date().timeIntervalSince1970)

  func look() async -> [Finding] {
    guard let files = configuration.certificateFiles else { return [] }
    let loaded: LoadedCertificate
    do {
      loaded = try files.load()
    } catch {
      return [
        Finding(
          area: "https", name: "certificate", verdict: .broken, seen: error.message,
          advice: "name the files in server.tls of aisle.yaml; the server does not start with these")
      ]
    }
    return [days(loaded), rights(files), await belief(files)].compactMap { $0 }
  }

  private func days(_ loaded: LoadedCertificate) -> Finding {
    let days = loaded.daysLeft(at: now)
    let verdict: Finding.Verdict =
      days < 0 || loaded.begins > now ? .broken : days < CertificateKeeper.warningDays ? .weak : .works
    let seen =
      loaded.begins > now
      ? "does not hold yet"
      : days < 0
        ? "expired \(-days) day\(days == -1 ? "" : "s") ago" : "key fits; \(days) day\(days == 1 ? "" : "s") left"
    return Finding(
      area: "https", name: "certificate", verdict: verdict, seen: seen,
      advice: verdict == .works
        ? nil : "renew it and write the files anew: a running server takes them up by itself within seconds")
  }

  /// Nil where nobody else can read the key.
  private func rights(_ files: CertificateFiles) -> Finding? {
    var status = stat()
    guard stat(files.key, &status) == 0, status.st_mode & 0o007 != 0 else { return nil }
    return Finding(
      area: "https", name: "key", verdict: .weak, seen: "\(files.key) is open to every user of this machine",
      advice: "chmod o-rwx \(files.key)")
  }

  /// What a client elsewhere finds who asks for the public address: name, chain and trust. Asked of the server on this machine.
  private func belief(_ files: CertificateFiles) async -> Finding? {
    guard let origin = configuration.publicOrigin, origin.hasPrefix("https://"), let host = URL(string: origin)?.host()
    else { return nil }
    var settings = HTTPClient.Configuration()
    settings.dnsOverride = [host: "127.0.0.1"]
    settings.timeout.connect = .seconds(2)
    settings.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    let request = HTTPClientRequest(url: "https://\(host):\(configuration.port)/healthz")
    let name = "as \(host)"
    var finding = Finding(area: "https", name: name, verdict: .works, seen: "clients believe name and chain")
    do {
      _ = try await client.execute(request, timeout: .seconds(3))
    } catch is NIOSSLError {
      finding = Finding(
        area: "https", name: name, verdict: .weak, seen: "a client that trusts what this machine trusts refuses it",
        advice:
          "the certificate must name \(host), and its file must hold the chain behind it; or it is from an issuer of your own"
      )
    } catch is NIOSSLExtraError {
      finding = Finding(
        area: "https", name: name, verdict: .broken, seen: "the certificate does not name \(host)",
        advice: "get one for the host of server.public_origin, or correct that")
    } catch {
      finding = Finding(
        area: "https", name: name, verdict: .untried, seen: "no server answers by https at port \(configuration.port)")
    }
    try? await client.shutdown()
    return finding
  }
}
