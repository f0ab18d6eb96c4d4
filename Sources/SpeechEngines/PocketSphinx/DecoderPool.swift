internal import Foundation
internal import Synchronization

/// A decoder with the thread it lives on. `decoder` is touched on that thread only.
// Unchecked, because C's decoder is not Sendable; all its uses are work of `thread`.
final class DecoderWorker: @unchecked Sendable {
  let thread: EngineThread
  fileprivate(set) var decoder: Decoder?

  init(niceness: Int) {
    thread = EngineThread(name: "pocketsphinx", niceness: Int32(min(max(niceness, 0), 19)))
  }
}

/// Decoders in readiness, each lent to one call at a time.
final class DecoderPool: Sendable {
  private struct State {
    var idle: [DecoderWorker] = []
    var count = 0
  }

  let models: DomainModels
  private let state = Mutex(State())

  init(models: DomainModels) { self.models = models }

  deinit {
    state.withLock { state in
      for worker in state.idle {
        worker.thread.async { worker.decoder = nil }
        worker.thread.stop()
      }
    }
    try? FileManager.default.removeItem(atPath: models.directory)
  }

  /// Makes decoders ahead of the first call.
  func prepare() async throws {
    let wanted = min(models.settings.initialDecoders, models.settings.maximumDecoders)
    while state.withLock({ $0.count < wanted }) {
      let worker = try await acquire(fresh: true)
      state.withLock { $0.idle.append(worker) }
    }
  }

  /// An idle decoder, or a new one while there is room.
  func acquire(fresh: Bool = false) async throws -> DecoderWorker {
    let maximum = models.settings.maximumDecoders
    let idle: DecoderWorker? = try state.withLock { state in
      if !fresh, let worker = state.idle.popLast() { return worker }
      guard state.count < maximum else {
        throw SpeechEngineError(.exhausted, "pocketsphinx: all \(maximum) decoders are in calls")
      }
      state.count += 1
      return nil
    }
    if let idle { return idle }
    let worker = DecoderWorker(niceness: models.settings.niceness)
    do {
      let models = models
      try await worker.thread.run { worker.decoder = try models.makeDecoder() }
      return worker
    } catch {
      worker.thread.stop()
      state.withLock { $0.count -= 1 }
      throw error
    }
  }

  /// Takes a decoder back, forgetting the call's channel.
  func release(_ worker: DecoderWorker) {
    worker.thread.async { [self] in
      worker.decoder?.cepstralMean = models.settings.cepstralMean
      state.withLock { $0.idle.append(worker) }
    }
  }
}
