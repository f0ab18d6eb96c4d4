public import Conversations
internal import Discourse
internal import Foundation
internal import Synchronization

/// A Moonshine model on this machine: hears free speech, and holds what it hears against what the dialogue expects.
public final class MoonshineRecognizer: SpeechRecognizer {
  /// "moonshine".
  public let name = "moonshine"
  private let listener: MoonshineListener
  private let threads: EngineThreads

  /// Loads library and model (a second). Throws a `SpeechEngineError`.
  /// - Parameters:
  ///   - library: The path of libonnxruntime.so.
  ///   - folder: The model's folder: encoder_model.ort, decoder_model_merged.ort, tokenizer.bin.
  ///   - domain: What exists: stores, goods, towns, how long numbers are.
  ///   - threads: Calls that are listened to at the same instant; more wait for each other.
  public init(library: String, folder: String, domain: RecognitionDomain, threads: Int = 2) throws {
    listener = MoonshineListener(
      network: try MoonshineNetwork(library: library, folder: folder), domain: domain)
    self.threads = EngineThreads(name: "moonshine", count: threads)
  }

  /// Always has room.
  public func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
    MoonshineSession(
      listener: listener, thread: threads.take(), onEvent: onEvent)
  }
}

/// One call's recognition; all state but `asked` is touched on its thread.
// Unchecked, because its state is confined to the thread, and `asked`, the exception, guards itself.
final class MoonshineSession: RecognitionSession, @unchecked Sendable {
  private struct Utterance {
    var number: Int
    var samples: [Int16] = []
    var glimpsed = 0
    var cpu = 0.0
    /// What was decided when the caller paused.
    var decided: Transcript?
  }
  /// What other threads want: glimpses of an utterance that has ended meanwhile are not worth their time.
  private struct Asked {
    var ended = 0
    /// The utterance whose caller pauses; 0: nobody does.
    var resting = 0
    var isClosed = false
  }

  /// Half a minute; what comes later is not listened to.
  private static let longest = 30 * SpeechFormat.sampleRate
  /// Without, and with, what the call makes likely.
  private let plain: MoonshineListener
  private var listener: MoonshineListener
  private let thread: EngineThread
  private let onEvent: @Sendable (RecognitionEvent) -> Void
  private let asked = Mutex(Asked())
  private var expectation = Expectation.anything
  private var utterance: Utterance?

  init(
    listener: MoonshineListener, thread: EngineThread, onEvent: @escaping @Sendable (RecognitionEvent) -> Void
  ) {
    (plain, self.listener) = (listener, listener)
    self.thread = thread
    self.onEvent = onEvent
  }

  func expect(_ expectation: Expectation) { thread.async { [self] in self.expectation = expectation } }

  func expect(terms: [String]) { thread.async { [self] in listener = plain.expecting(terms) } }

  func begin(utterance number: Int) { thread.async { [self] in utterance = Utterance(number: number) } }

  func feed(_ samples: [Int16]) {
    thread.async { [self] in
      guard var current = utterance, current.samples.count < Self.longest else { return }
      current.samples += samples
      utterance = current
      // Each glimpse hears all again: half a second apart at least, and the further the longer it takes.
      let wait = max(SpeechFormat.sampleRate / 2, current.samples.count / 5)
      guard current.samples.count - current.glimpsed >= wait,
        asked.withLock({ $0.ended < current.number && $0.resting != current.number && !$0.isClosed })
      else { return }
      let start = threadCPU()
      let text = (try? listener.glimpse(current.samples)) ?? ""
      current.glimpsed = current.samples.count
      current.cpu += threadCPU() - start
      utterance = current
      guard !text.isEmpty, asked.withLock({ $0.ended < current.number }) else { return }
      report(.partial(utterance: current.number, text: text, satisfied: EngineWords.satisfies(text, expectation)))
    }
  }

  /// The pause is long enough to hear all of it before it is known whether it was the end: who waits for the end need not wait twice.
  func rest(utterance number: Int) {
    asked.withLock { $0.resting = number }
    thread.async { [self] in
      guard var current = utterance, current.number == number, asked.withLock({ $0.resting == number && !$0.isClosed })
      else { return }
      let start = threadCPU()
      current.decided = try? listener.hear(current.samples, expectation)
      current.cpu += threadCPU() - start
      utterance = current
      guard let text = current.decided?.text, !text.isEmpty,
        asked.withLock({ $0.ended < number && $0.resting == number })
      else { return }
      report(.partial(utterance: number, text: text, satisfied: EngineWords.satisfies(text, expectation)))
    }
  }

  func goesOn(utterance number: Int) {
    asked.withLock { if $0.resting == number { $0.resting = 0 } }
    thread.async { [self] in if utterance?.number == number { utterance?.decided = nil } }
  }

  func end(utterance number: Int) {
    asked.withLock { $0.ended = max($0.ended, number) }
    thread.async { [self] in
      guard let current = utterance, current.number == number else { return }
      utterance = nil
      if let decided = current.decided { return report(.final(utterance: number, decided, cpu: current.cpu)) }
      let start = threadCPU()
      do {
        let heard = try listener.hear(current.samples, expectation)
        report(.final(utterance: number, heard, cpu: current.cpu + threadCPU() - start))
      } catch {
        report(.failed(utterance: number, message: "\(error)"))
      }
    }
  }

  func cancel(utterance number: Int) {
    asked.withLock { $0.ended = max($0.ended, number) }
    thread.async { [self] in if utterance?.number == number { utterance = nil } }
  }

  func close() {
    asked.withLock { $0.isClosed = true }
    thread.async { [self] in utterance = nil }
  }

  func whenIdle(_ done: @escaping @Sendable () -> Void) { thread.whenIdle(done) }

  private func report(_ event: RecognitionEvent) {
    guard !asked.withLock({ $0.isClosed }) else { return }
    onEvent(event)
  }
}
