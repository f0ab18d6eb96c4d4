internal import Conversations
internal import Discourse
internal import Synchronization

/// One call's recognition. Every port call becomes a piece of work on the decoder's thread, where all the state is.
final class PocketSphinxSession: RecognitionSession {
  let fillsExpectation = true
  private let pool: DecoderPool
  private let worker: DecoderWorker
  private let listener: UtteranceListener
  private let closed = Mutex(false)

  init(worker: DecoderWorker, pool: DecoderPool, onEvent: @escaping @Sendable (RecognitionEvent) -> Void) {
    self.worker = worker
    self.pool = pool
    listener = UtteranceListener(models: pool.models, onEvent: onEvent)
  }

  deinit { giveBack() }

  func expect(_ expectation: Expectation) { perform { listener, _ in listener.expect(expectation) } }

  func begin(utterance: Int) { perform { listener, decoder in listener.begin(utterance, decoder) } }

  func feed(_ samples: [Int16]) { perform { listener, decoder in listener.feed(samples, decoder) } }

  func end(utterance: Int) { perform { listener, decoder in listener.end(utterance, decoder) } }

  func cancel(utterance: Int) { perform { listener, decoder in listener.cancel(utterance, decoder) } }

  func close() { giveBack() }

  func whenIdle(_ done: @escaping @Sendable () -> Void) { worker.thread.whenIdle(done) }

  private func perform(_ work: @escaping @Sendable (UtteranceListener, Decoder) -> Void) {
    guard !closed.withLock({ $0 }) else { return }
    let (worker, listener) = (worker, listener)
    worker.thread.async {
      guard let decoder = worker.decoder else { return }
      work(listener, decoder)
    }
  }

  /// Once, whether the call closes the session or just drops it.
  private func giveBack() {
    let first = closed.withLock { closed in
      defer { closed = true }
      return !closed
    }
    guard first else { return }
    let (worker, listener) = (worker, listener)
    listener.silence()
    worker.thread.async {
      if let decoder = worker.decoder { listener.abandon(decoder) }
    }
    pool.release(worker)
  }
}
