internal import Files
import Foundation
public import Logging
import Metrics
public import ServiceLifecycle
import Synchronization

/// Keeps the certificate that new connections are shown, and takes it up anew when its files change. Connections that are open go on
/// with what they began with. A broken file changes nothing: the old certificate stays, and the log and readiness say what is wrong.
public final class CertificateKeeper: Service {
  /// From how many days before its end a certificate is warned of.
  public static let warningDays = 14

  private struct State {
    var current: LoadedCertificate
    /// The files; nil: they could not be read.
    var files: SettledChange<CertificateFiles.Contents?>
    var mistake: String?
    var warnedDays: Int?
  }

  private let files: CertificateFiles
  private let every: Duration
  private let logger: Logger
  private let expiry = Meter(label: "aisle_certificate_expires_timestamp_seconds")
  private let state: Mutex<State>

  /// Reads the files for the first time.
  /// - Parameter every: how often they are looked at; a change counts when it has stayed for one look.
  /// - Throws: `badCertificate`, naming the file and what is wrong with it.
  public init(files: CertificateFiles, every: Duration = .seconds(2), logger: Logger) throws(HTTPServerError) {
    self.files = files
    self.every = every
    self.logger = logger
    let contents = try files.read()
    let loaded = try files.load(contents)
    state = Mutex(State(current: loaded, files: SettledChange(contents)))
    expiry.set(loaded.expires)
  }

  /// What new connections are shown.
  public var current: LoadedCertificate { state.withLock { $0.current } }

  /// What is wrong with the files as they are now; nil when they are in force.
  public var mistake: String? { state.withLock { $0.mistake } }

  /// Looks at the files until it is stopped.
  public func run() async throws {
    warn()
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do { try await Task.sleep(for: self.every) } catch { return }
        self.look()
        self.warn()
      }
    }
  }

  /// Looks once. Certificate and key are two files, written one after the other: they count when they have stayed for one look.
  private func look() {
    let now: CertificateFiles.Contents
    do {
      now = try files.read()
    } catch {
      // Only the first of such looks says so, and not before the second: files are moved away for a moment while they are replaced.
      if state.withLock({ $0.files.counts(nil) }) { refuse(error.message) }
      return
    }
    guard state.withLock({ $0.files.counts(now) }) else { return }
    do {
      let loaded = try files.load(now)
      let seconds = Int(Date().timeIntervalSince1970)
      guard loaded.expires > seconds || current.expires <= seconds else {
        return refuse("\(files.certificate) has expired; the one in force has not")
      }
      state.withLock { ($0.current, $0.mistake, $0.warnedDays) = (loaded, nil, nil) }
      expiry.set(loaded.expires)
      logger.notice(
        "certificate read anew",
        metadata: ["serial": "\(loaded.serial)", "days": "\(loaded.daysLeft(at: seconds))"])
    } catch {
      refuse(error.message)
    }
  }

  private func refuse(_ mistake: String) {
    state.withLock { $0.mistake = mistake }
    logger.error(
      "the certificate's files changed and cannot be used; the old certificate stays in force",
      metadata: ["mistake": "\(mistake)"])
  }

  /// Says once a day that the certificate ends soon.
  private func warn() {
    let days = current.daysLeft(at: Int(Date().timeIntervalSince1970))
    let isDue = state.withLock { state in
      guard days < Self.warningDays, state.warnedDays != days else { return false }
      state.warnedDays = days
      return true
    }
    guard isDue else { return }
    logger.warning(
      days < 0 ? "the certificate has expired: carriers and browsers refuse it" : "the certificate ends soon",
      metadata: ["file": "\(files.certificate)", "days": "\(days)"])
  }
}
