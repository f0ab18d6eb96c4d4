public import Conversations
internal import Discourse
internal import Synchronization

/// An engine that hears elsewhere, behind a connection.
public struct RemoteRecognizer: SpeechRecognizer {
  /// The engine's name as configured ("deepgram").
  public let name: String
  private let opener: WireOpener
  private let makeProtocol: @Sendable () -> any HearingProtocol

  init(name: String, opener: WireOpener, _ makeProtocol: @escaping @Sendable () -> any HearingProtocol) {
    self.name = name
    self.opener = opener
    self.makeProtocol = makeProtocol
  }

  /// Opens a connection for the call. Throws a `SpeechEngineError`.
  public func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
    let session = RemoteHearingSession(opener: opener, machine: makeProtocol(), onEvent: onEvent)
    try await session.connect()
    return session
  }
}

/// One call's connection to an engine: performs what its protocol wants.
final class RemoteHearingSession: RecognitionSession {
  private enum Input: Sendable {
    case expect(Expectation), terms([String]), begin(Int), feed([Int16]), end(Int), cancel(Int), close, tick
    case connected(Int, any WireConnection), ended(Int), message(Int, WireMessage)
  }

  private struct State {
    var machine: any HearingProtocol
    var expectation = Expectation.anything
    var utterance: Int?
    var connection: (any WireConnection)?
    /// Counts connections, so that what comes from an earlier one is not taken for the present one's.
    var generation = 1
    /// What is to be sent once a connection stands.
    var waiting: [WireMessage] = []
    var isOver = false
    var isTicking = false
  }

  private let opener: WireOpener
  private let onEvent: @Sendable (RecognitionEvent) -> Void
  private let state: Mutex<State>
  private let sequencer = Sequencer<Input>()
  private let start = ContinuousClock.now

  /// The most messages that wait for a connection: half a minute of frames.
  private static let longestQueue = 1_600
  /// How often a protocol is told that time passes.
  private static let interval = Duration.milliseconds(200)

  init(opener: WireOpener, machine: any HearingProtocol, onEvent: @escaping @Sendable (RecognitionEvent) -> Void) {
    self.opener = opener
    self.onEvent = onEvent
    state = Mutex(State(machine: machine))
  }

  deinit { state.withLock { $0.connection }?.close() }

  /// Opens the first connection.
  func connect() async throws {
    let connection = try await open(1)
    take(.connected(1, connection))
    Task { [weak self] in
      while true {
        try? await Task.sleep(for: Self.interval)
        guard let self, !state.withLock({ $0.isOver }) else { return }
        take(.tick)
      }
    }
  }

  func expect(_ expectation: Expectation) { take(.expect(expectation)) }
  func expect(terms: [String]) { take(.terms(terms)) }
  func begin(utterance: Int) { take(.begin(utterance)) }
  func feed(_ samples: [Int16]) { take(.feed(samples)) }
  func end(utterance: Int) { take(.end(utterance)) }
  func cancel(utterance: Int) { take(.cancel(utterance)) }
  func close() { take(.close) }

  private func open(_ generation: Int) async throws -> any WireConnection {
    try await opener.open(
      { [weak self] message in self?.take(.message(generation, message)) },
      { [weak self] in self?.take(.ended(generation)) })
  }

  private func take(_ input: Input) {
    sequencer.take(input) { input in
      let steps = state.withLock { Self.steps(input, &$0, since: start) }
      for step in steps { perform(step) }
    }
  }

  private static func steps(_ input: Input, _ state: inout State, since start: ContinuousClock.Instant) -> [HearingStep]
  {
    guard !state.isOver else {
      if case .connected(_, let connection) = input { connection.close() }
      return []
    }
    switch input {
    case .expect(let expectation):
      state.expectation = expectation
      return []
    case .terms(let terms):
      state.machine.expect(terms: terms)
      return []
    case .begin(let number):
      state.utterance = number
      return state.machine.begin(number, expecting: state.expectation)
    case .feed(let samples): return state.utterance == nil ? [] : state.machine.feed(samples)
    case .end(let number): return state.utterance == number ? state.machine.end() : []
    case .cancel(let number):
      guard state.utterance == number else { return [] }
      state.utterance = nil
      return state.machine.cancel()
    case .close:
      state.isOver = true
      state.connection?.close()
      state.connection = nil
      return []
    case .tick: return state.machine.tick(Int((ContinuousClock.now - start) / .milliseconds(1)))
    case .connected(let generation, let connection):
      guard generation == state.generation else {
        connection.close()
        return []
      }
      state.connection = connection
      let steps = state.machine.connected()
      for message in state.waiting { connection.send(message) }
      state.waiting = []
      return steps
    case .ended(let generation):
      guard generation == state.generation else { return [] }
      state.connection = nil
      return state.machine.disconnected()
    case .message(let generation, let message):
      return generation == state.generation ? state.machine.take(message) : []
    }
  }

  private func perform(_ step: HearingStep) {
    switch step {
    case .send(let message):
      let connection = state.withLock { state -> (any WireConnection)? in
        if state.connection == nil, state.waiting.count < Self.longestQueue { state.waiting.append(message) }
        return state.connection
      }
      connection?.send(message)
    case .reconnect: reconnect()
    case .partial(let number, let text):
      let expectation = state.withLock(\.expectation)
      onEvent(
        .partial(utterance: number, text: text, satisfied: EngineWords.satisfies(text, expectation)))
    case .final(let number, let transcript):
      state.withLock { if $0.utterance == number { $0.utterance = nil } }
      onEvent(.final(utterance: number, transcript, cpu: 0))
    case .fail(let code, let message):
      let number = state.withLock { state -> Int? in
        guard !state.isOver else { return nil }
        state.isOver = true
        state.connection?.close()
        state.connection = nil
        return state.utterance ?? 0
      }
      if let number { onEvent(.failed(utterance: number, message: SpeechEngineError(code, message).description)) }
    }
  }

  private func reconnect() {
    let generation = state.withLock { state in
      state.connection?.close()
      state.connection = nil
      state.waiting = []
      state.generation += 1
      return state.generation
    }
    Task { [weak self] in
      do {
        guard let connection = try await self?.open(generation) else { return }
        self?.take(.connected(generation, connection))
      } catch {
        self?.take(.ended(generation))
      }
    }
  }
}
