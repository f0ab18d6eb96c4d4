internal import AsyncHTTPClient
internal import Commerce
internal import Conversations
internal import Discourse
internal import Foundation
internal import Journal
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import Storage

/// Looks at what the house itself needs: disk, journal, ear and voice, the way in for calls.
struct HouseProbes {
  var configuration: AisleConfiguration

  /// The data folder and what is kept in it.
  func storage(_ house: House) async -> [Finding] {
    var findings: [Finding] = []
    let folder = configuration.dataDirectory
    guard FileManager.default.fileExists(atPath: folder) else {
      return [
        Finding(area: "storage", name: folder, verdict: .untried, seen: "does not exist yet; the server makes it")
      ]
    }
    let free =
      (try? FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
    let megabytes = free / 1_048_576
    findings.append(
      Finding(
        area: "storage", name: "space in \(folder)",
        verdict: megabytes < 200 ? .broken : megabytes < 2_000 ? .weak : .works,
        seen: "\(megabytes) MB free",
        advice: megabytes < 2_000
          ? "make room: a full disk ends every write, and a call an hour needs about 60 MB" : nil))
    findings.append(durability(in: folder))
    do {
      let began = ContinuousClock.now
      let rows = try await house.journal.store.conversations(open: nil, limit: 1)
      findings.append(
        Finding(
          area: "storage", name: "journal", verdict: .works,
          seen: rows.isEmpty ? "holds no conversation yet" : "last conversation \(rows[0].openedAt.rfc3339)",
          milliseconds: (ContinuousClock.now - began) / .milliseconds(1)))
    } catch {
      findings.append(
        Finding(
          area: "storage", name: "journal", verdict: .broken, seen: "cannot be read",
          advice: "restore \(folder)/journal.sqlite from its backup, or move it away to begin anew"))
    }
    return findings
  }

  /// How long the disk takes to make something durable.
  private func durability(in folder: String) -> Finding {
    let path = "\(folder)/.doctor-\(ProcessInfo.processInfo.processIdentifier)"
    defer { unlink(path) }
    let descriptor = open(path, O_CREAT | O_WRONLY | O_EXCL, 0o600)
    guard descriptor >= 0 else {
      return Finding(
        area: "storage", name: "durable write", verdict: .broken, seen: "cannot write to \(folder)",
        advice: "give this user the right to write there, or set 'data' in aisle.yaml to another folder")
    }
    defer { close(descriptor) }
    var times: [Double] = []
    for _ in 0..<10 {
      let began = ContinuousClock.now
      var byte: UInt8 = 1
      guard write(descriptor, &byte, 1) == 1, fdatasync(descriptor) == 0 else {
        return Finding(
          area: "storage", name: "durable write", verdict: .broken,
          seen: "the disk refuses: \(String(cString: strerror(errno)))",
          advice: "look at the disk's health and space")
      }
      times.append((ContinuousClock.now - began) / .milliseconds(1))
    }
    let median = times.sorted()[5]
    return Finding(
      area: "storage", name: "durable write", verdict: median > 50 ? .weak : .works, seen: "median of ten",
      advice: median > 50 ? "every promise and every change waits for this; use a quicker disk" : nil,
      milliseconds: median)
  }

  /// The way in for calls.
  func telephone() async -> [Finding] {
    var findings: [Finding] = []
    let token = configuration.twilioAuthToken != nil
    findings.append(
      Finding(
        area: "telephone", name: "carrier's signature", verdict: token ? .works : .weak,
        seen: token ? "webhooks are verified" : "no token: webhooks are taken from this machine only",
        advice: token ? nil : "set telephony.twilio.auth_token (AISLE_TELEPHONY_TWILIO_AUTH_TOKEN) before real calls"))
    let outside = configuration.publicOrigin?.hasPrefix("https://") == true
    findings.append(
      Finding(
        area: "telephone", name: "public address", verdict: outside ? .works : .weak,
        seen: configuration.origin,
        advice: outside ? nil : "set server.public_origin to the https address by which the carrier reaches this server"
      ))
    findings.append(
      Finding(
        area: "telephone", name: "fallback number", verdict: configuration.fallbackNumber == nil ? .weak : .works,
        seen: configuration.fallbackNumber == nil ? "none: callers are asked to call again" : "set",
        advice: configuration.fallbackNumber == nil
          ? "set telephony.twilio.fallback_number to a line where people answer" : nil))
    let began = ContinuousClock.now
    let answer = await Self.readiness(configuration.localOrigin)
    let milliseconds = (ContinuousClock.now - began) / .milliseconds(1)
    switch answer {
    case 200?:
      findings.append(
        Finding(
          area: "telephone", name: "server", verdict: .works,
          seen: "runs at port \(configuration.port) and takes calls",
          milliseconds: milliseconds))
    case let code?:
      findings.append(
        Finding(
          area: "telephone", name: "server", verdict: .weak,
          seen: "port \(configuration.port) answers \(code) to /readyz",
          advice: "open \(configuration.localOrigin)/readyz: it says why no calls are taken"))
    case nil:
      findings.append(
        Finding(
          area: "telephone", name: "server", verdict: .untried, seen: "does not run at port \(configuration.port)",
          advice: "start it with: aisle server"))
    }
    return findings
  }

  /// The status of `/readyz` on this machine; nil when nothing answers.
  private static func readiness(_ origin: String) async -> Int? {
    let request = HTTPClientRequest(url: origin + "/readyz")
    return try? await Int(LocalClient.shared.execute(request, timeout: .seconds(2)).status.code)
  }
}
