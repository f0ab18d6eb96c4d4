internal import Foundation
internal import Glibc
public import Logging
internal import Synchronization

/// Says whose a token is. Follows the file: what is revoked there is refused from the next request on.
public final class TokenChecker: Sendable {
  private struct State {
    var stamp: [Int] = []
    var rows: [TokenFile.Row] = []
  }

  private let file: TokenFile
  private let logger: Logger
  private let state = Mutex(State())

  /// Checks against a file, which need not exist yet.
  public init(file: TokenFile, logger: Logger) {
    self.file = file
    self.logger = logger
  }

  /// The token's row; nil when it is none of the file's. Looks at every row and at every digit of each, so that the time tells
  /// nothing about how near a guess was.
  public func row(of token: String) -> TokenFile.Row? {
    let presented = Array(TokenFile.hash(token).utf8)
    var found: TokenFile.Row?
    for row in rows() {
      let stored = Array(row.hash.utf8)
      var difference = UInt8(stored.count == presented.count ? 0 : 1)
      for (left, right) in zip(stored, presented) { difference |= left ^ right }
      if difference == 0 { found = row }
    }
    return found
  }

  private func rows() -> [TokenFile.Row] {
    let stamp = stamp()
    return state.withLock { state in
      guard stamp != state.stamp else { return state.rows }
      do throws(StorageError) {
        state.rows = try file.rows()
      } catch {
        // Nobody comes in by a file that cannot be read.
        logger.error("tokens cannot be read", metadata: ["reason": "\(error.message)"])
        state.rows = []
      }
      state.stamp = stamp
      return state.rows
    }
  }

  /// What changes whenever the file is written anew.
  private func stamp() -> [Int] {
    var status = stat()
    guard stat(file.path, &status) == 0 else { return [-1] }
    return [Int(status.st_ino), Int(status.st_size), Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec)]
  }
}
