internal import Audio
public import Conversations
internal import Synchronization

/// A Wyoming server that speaks: one sentence a connection.
///
/// Source: OHF-Voice/wyoming 1.10.2, tts.py and audio.py: `synthesize` (text, voice) is answered by `audio-start`, `audio-chunk` (rate,
/// width, channels and a payload of PCM) and `audio-stop`.
public struct WyomingSynthesizer: SpeechSynthesizer {
  /// "wyoming"; the voice's name, empty for the server's own.
  public let name = "wyoming", voice: String
  private let opener: WireOpener

  /// - Parameter address: "tcp://127.0.0.1:10200", on this machine: the protocol has neither keys nor encryption.
  public init(_ address: RemoteAddress, voice: String) {
    self.voice = voice
    opener = StreamConnection.opener(address)
  }

  /// Speaks. Throws a `SpeechEngineError`.
  public func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> {
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: [Int16].self)
    let (opener, voice) = (opener, voice)
    let task = Task {
      let said = SentenceBox(continuation: continuation)
      do {
        let connection = try await opener.open({ said.take($0) }, { said.ended() })
        continuation.onTermination = { _ in connection.close() }
        connection.send(.binary(WyomingSentence.request(text, voice: voice)))
      } catch {
        continuation.finish(throwing: error)
      }
    }
    continuation.onTermination = { _ in task.cancel() }
    return stream
  }
}

/// What a server answers to one sentence, as a machine.
struct WyomingSentence: Sendable {
  enum Step: Equatable { case samples([Int16]), done, failed(SpeechEngineError.Code, String) }

  private var reader = WyomingReader()
  private var audio: PCMReader?
  private var isOver = false

  /// The sentence as it is asked for. A voice is named in an object of its own.
  static func request(_ text: String, voice: String) -> [UInt8] {
    var event = WyomingEvent(type: "synthesize", texts: ["text": text])
    if !voice.isEmpty { event.objects["voice"] = ["name": voice] }
    return event.bytes
  }

  mutating func take(_ bytes: [UInt8]) -> [Step] {
    guard !isOver else { return [] }
    guard let events = try? reader.take(bytes) else { return end(.failed(.garbled, "a message that is not Wyoming's")) }
    var steps: [Step] = []
    for event in events where !isOver {
      switch event.type {
      case "audio-start", "audio-chunk":
        if audio == nil {
          guard let rate = event.numbers["rate"],
            let made = PCMReader(rate: rate, channels: event.numbers["channels"] ?? 1),
            event.numbers["width"] ?? 2 == 2
          else { return steps + end(.failed(.garbled, "audio in a format that is not known")) }
          audio = made
        }
        let samples = audio?.take(event.payload) ?? []
        if !samples.isEmpty { steps.append(.samples(samples)) }
      case "audio-stop":
        let rest = audio?.finish() ?? []
        if !rest.isEmpty { steps.append(.samples(rest)) }
        steps += end(.done)
      case "error": steps += end(.failed(.refused, "an error was reported"))
      default: continue
      }
    }
    return steps
  }

  mutating func disconnected() -> [Step] { isOver ? [] : end(.failed(.lost, "the connection was ended in mid-word")) }

  private mutating func end(_ step: Step) -> [Step] {
    isOver = true
    return [step]
  }
}

private final class SentenceBox: Sendable {
  private let sentence: Mutex<WyomingSentence>
  private let continuation: AsyncThrowingStream<[Int16], any Error>.Continuation

  init(continuation: AsyncThrowingStream<[Int16], any Error>.Continuation) {
    sentence = Mutex(WyomingSentence())
    self.continuation = continuation
  }

  func take(_ message: WireMessage) {
    guard case .binary(let bytes) = message else { return }
    perform(sentence.withLock { $0.take(bytes) })
  }

  func ended() { perform(sentence.withLock { $0.disconnected() }) }

  private func perform(_ steps: [WyomingSentence.Step]) {
    for step in steps {
      switch step {
      case .samples(let samples): continuation.yield(samples)
      case .done: continuation.finish()
      case .failed(let code, let reason):
        continuation.finish(throwing: SpeechEngineError(code, "wyoming: \(reason)"))
      }
    }
  }
}
