public import Conversations
internal import Discourse
internal import Dispatch
internal import Foundation
internal import Synchronization

/// A real engine that hears the callers of the bench.
public struct VoiceEar: Sendable {
  /// The engine's name.
  public var name: String { recognizer.name }
  private let recognizer: any SpeechRecognizer
  /// A clock, in ms, that moves while the engine works and stands while it waits.
  let clock: @Sendable () -> Double

  /// Takes an engine that says when it is idle (`RecognitionSession.whenIdle`).
  /// - Parameter clock: Milliseconds of the engine's work; by itself the processor time of this program, which waits while the engine works:
  ///   so a machine that is busy otherwise makes no engine slower.
  public init(_ recognizer: any SpeechRecognizer, clock: @escaping @Sendable () -> Double = Self.processorTime) {
    self.recognizer = recognizer
    self.clock = clock
  }

  /// Opens a session, waiting for it: on threads that may wait (`SimulatedCall`'s).
  func open(_ onEvent: @escaping @Sendable (RecognitionEvent) -> Void) -> any RecognitionSession {
    let opened = Opened()
    let ready = DispatchSemaphore(value: 0)
    let recognizer = recognizer
    Task {
      do {
        let session = try await recognizer.open(onEvent: onEvent)
        opened.session.withLock { $0 = session }
      } catch { opened.failure.withLock { $0 = "\(error)" } }
      ready.signal()
    }
    ready.wait()
    return opened.session.withLock { $0 }
      ?? BrokenEar(message: opened.failure.withLock { $0 } ?? "no session", onEvent: onEvent)
  }

  private final class Opened: Sendable {
    let session = Mutex<(any RecognitionSession)?>(nil)
    let failure = Mutex<String?>(nil)
  }

  /// Processor time of this program in ms.
  @Sendable public static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
  }

  /// Runs what waits for engines on a thread of its own: the pool of Swift's tasks must not be kept waiting.
  public static func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: work()) }
      thread.name = "simulated call"
      thread.stackSize = 4 << 20
      thread.start()
    }
  }
}

/// What could not be opened: each utterance fails.
private struct BrokenEar: RecognitionSession {
  var message: String
  var onEvent: @Sendable (RecognitionEvent) -> Void

  func expect(_ expectation: Expectation) {}
  func begin(utterance: Int) {}
  func feed(_ samples: [Int16]) {}
  func end(utterance: Int) { onEvent(.failed(utterance: utterance, message: message)) }
  func cancel(utterance: Int) {}
  func close() {}
}
