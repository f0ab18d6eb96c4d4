import Commerce
import Conversations
import Synchronization

/// Conversations from a script, in memory.
final class ScriptedDirectory: ConversationDirectory {
  private struct State {
    var views: [ConversationView] = []
    var recordings: [String: [UInt8]] = [:]
    var readers: [Int: AsyncStream<ConversationView>.Continuation] = [:]
    var nextReader = 0
  }

  private let state = Mutex(State())

  init(_ views: [ConversationView] = [], recordings: [String: [UInt8]] = [:]) {
    state.withLock {
      $0.views = views
      $0.recordings = recordings
    }
  }

  /// Adds or changes a conversation and tells the readers.
  func update(_ view: ConversationView) {
    let readers = state.withLock { state in
      state.views.removeAll { $0.id == view.id }
      state.views.append(view)
      return Array(state.readers.values)
    }
    for reader in readers { reader.yield(view) }
  }

  /// How many read the changes.
  var readers: Int { state.withLock { $0.readers.count } }

  func live() async -> [ConversationView] { sorted { $0.endedAt == nil } }

  func past(limit: Int) async throws -> [ConversationView] { Array(sorted { $0.endedAt != nil }.prefix(limit)) }

  func conversation(_ id: String) async throws -> ConversationView? {
    state.withLock { $0.views.first { $0.id == id } }
  }

  func updates() async -> AsyncStream<ConversationView> {
    let (stream, continuation) = AsyncStream<ConversationView>.makeStream(bufferingPolicy: .bufferingNewest(16))
    let number = state.withLock { state in
      state.nextReader += 1
      state.readers[state.nextReader] = continuation
      return state.nextReader
    }
    continuation.onTermination = { [weak self] _ in self?.forget(number) }
    return stream
  }

  func recording(_ id: String, access: RecordingAccess) async throws -> (any RecordingReader)? {
    state.withLock { $0.recordings[id] }.map { Recording(wav: $0) }
  }

  private struct Recording: RecordingReader {
    var wav: [UInt8]
    var length: Int { wav.count }
    func bytes(_ range: Range<Int>) -> [UInt8] { Array(wav[range]) }
  }

  private func forget(_ number: Int) { state.withLock { _ = $0.readers.removeValue(forKey: number) } }

  private func sorted(where keep: (ConversationView) -> Bool) -> [ConversationView] {
    state.withLock { $0.views.filter(keep) }.sorted { $0.openedAt > $1.openedAt }
  }
}
