import Logging
import Synchronization

/// Keeps log lines with their metadata.
final class LogRecorder: Sendable {
  let lines = Mutex<[String]>([])

  func handler() -> any LogHandler { Handler(recorder: self) }

  private struct Handler: LogHandler {
    let recorder: LogRecorder
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let line = "\(event.level) \(event.message) \(event.metadata ?? [:])"
      recorder.lines.withLock { $0.append(line) }
    }
  }
}
