import NIOCore
import Synchronization

/// The upgraded connections that are open.
final class LiveChannels: Sendable {
  private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

  /// Adds a channel and removes it when it has closed.
  func add(_ channel: any Channel) {
    let key = ObjectIdentifier(channel)
    channels.withLock { $0[key] = channel }
    channel.closeFuture.whenComplete { [self] _ in _ = channels.withLock { $0.removeValue(forKey: key) } }
  }

  var count: Int { channels.withLock { $0.count } }

  /// Tells every channel, each on its own event loop.
  func tell(_ event: ServerIsShuttingDown) {
    for channel in channels.withLock({ Array($0.values) }) { channel.pipeline.fireUserInboundEventTriggered(event) }
  }

  /// Closes every channel without a word.
  func cut() {
    for channel in channels.withLock({ Array($0.values) }) { channel.close(promise: nil) }
  }

  /// Waits until no channel is open. False when the time was over before.
  func waitUntilEmpty(within limit: Duration) async -> Bool {
    let deadline = ContinuousClock.now + limit
    while count > 0 {
      guard ContinuousClock.now < deadline, (try? await Task.sleep(for: .milliseconds(10))) != nil else { return false }
    }
    return true
  }
}
