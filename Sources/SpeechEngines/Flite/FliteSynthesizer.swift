public import Conversations
internal import Synchronization

/// The embedded voice: flite, rendered on threads of its own, in chunks of about 40 ms.
public final class FliteSynthesizer: SpeechSynthesizer {
  /// "flite".
  public let name = "flite"
  /// "cmu_us_rms" or "cmu_us_slt".
  public let voice: String

  private let gain: Float
  private let workers: [Worker]
  private let next = Atomic<Int>(0)

  /// Makes the voice.
  ///
  /// - Parameters:
  ///   - voice: "cmu_us_rms" (male, best understood on a telephone) or "cmu_us_slt" (female).
  ///   - threads: sentences rendered at the same time; a core renders about 100 seconds of speech a second.
  ///   - gain: in dB; nil brings the voice to about -19 dBFS, a telephone talker's level.
  /// - Throws: `SpeechEngineError` for an unknown voice.
  public init(voice: String = "cmu_us_rms", threads: Int = 2, gain: Float? = nil) throws {
    self.voice = voice
    // Measured at the telephone's rate: rms -21.5 dBFS, slt -16.0.
    self.gain = gain ?? (voice == "cmu_us_slt" ? -3 : 2.5)
    workers = try (0..<max(1, threads)).map { _ in
      guard let voice = FliteVoice(named: voice) else {
        throw SpeechEngineError(.unavailable, "flite: no voice \(voice); there are cmu_us_rms and cmu_us_slt")
      }
      return Worker(voice: voice)
    }
  }

  deinit { for worker in workers { worker.thread.stop() } }

  /// Renders one sentence; waits its turn when all threads render.
  public func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> {
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: [Int16].self)
    let stop = Flag()
    continuation.onTermination = { _ in stop.raise() }
    let turn = next.wrappingAdd(1, ordering: .relaxed).oldValue
    let worker = workers[Int(UInt(bitPattern: turn) % UInt(workers.count))]
    let gain = gain
    // The engine takes bytes up to a zero; control characters have no sound.
    let plain = text.filter { $0 >= " " }
    worker.thread.async {
      guard !stop.isRaised else { return }
      let rendered = worker.voice.render(plain, gain: gain) { chunk in
        continuation.yield(chunk)
        return !stop.isRaised
      }
      if rendered || stop.isRaised {
        continuation.finish()
      } else {
        continuation.finish(throwing: SpeechEngineError(.failed, "flite: a sentence could not be rendered"))
      }
    }
    return stream
  }

  /// A voice with its thread; the voice is touched there only.
  // Unchecked, because C's voice is not Sendable; all its uses are work of `thread`.
  private final class Worker: @unchecked Sendable {
    let voice: FliteVoice
    let thread = EngineThread(name: "flite", niceness: 0)

    init(voice: FliteVoice) { self.voice = voice }
  }
}

/// A signal from one thread to another that work is no longer wanted.
final class Flag: Sendable {
  private let raised = Atomic<Bool>(false)

  /// Whether it was raised.
  var isRaised: Bool { raised.load(ordering: .relaxed) }

  /// Raises it for good.
  func raise() { raised.store(true, ordering: .relaxed) }
}
