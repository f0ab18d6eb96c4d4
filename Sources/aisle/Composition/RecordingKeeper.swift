internal import Conversations
internal import Foundation
internal import Logging
internal import Metrics
internal import ServiceLifecycle
internal import Storage

/// Erases recordings when they are as old as policy lets them become, once an hour.
struct RecordingKeeper: Service {
  var store: RecordingStore
  var conversations: ConversationHouse
  var logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        look()
        do { try await Task.sleep(for: .seconds(3_600)) } catch { return }
      }
    }
  }

  private func look() {
    let now = Int64(Date().timeIntervalSince1970 * 1_000)
    let gone = store.expire(before: now - Int64(conversations.recordingDays) * 86_400_000) { conversation, error in
      logger.error(
        "a recording could not be erased", metadata: ["conversation": "\(conversation)", "reason": "\(error)"])
    }
    guard !gone.isEmpty else { return }
    Counter(label: "aisle_recordings_expired_total").increment(by: gone.count)
    logger.notice("recordings erased by their age", metadata: ["count": "\(gone.count)"])
  }
}
