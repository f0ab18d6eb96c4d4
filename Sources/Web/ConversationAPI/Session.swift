import Conversations
import Dialogue
import Discourse
import Synchronization
import Vendors

/// One conversation held through the API: takes its messages one after the other, and remembers its answers, so that a message
/// that is sent again gets the same one.
actor Session {
  /// How many messages may wait for the ones before them.
  static let longestQueue = 16

  /// What has happened and was not told yet.
  final class Happenings: Sendable {
    private struct State {
      var trace = Trace()
      var untold: [String] = []
      var messages: [JSONValue] = []
    }
    private let state = Mutex(State())

    func take(_ event: TextEvent) {
      state.withLock { state in
        switch event {
        case .input(let input): state.trace.take(input)
        case .effect(let effect):
          state.trace.take(effect)
          if case .say(let prompt) = effect { state.untold.append(prompt.written) }
        case .message(let to, let text): state.messages.append(.object(["to": .string(to), "text": .string(text)]))
        case .settled: return
        }
      }
    }

    var trace: Trace { state.withLock { $0.trace } }

    /// What was sent to contacts of the customer since this was last asked.
    func messages() -> [JSONValue] {
      state.withLock { state in
        defer { state.messages = [] }
        return state.messages
      }
    }

    /// Whether something was said and not told yet.
    var hasUntold: Bool { state.withLock { !$0.untold.isEmpty } }

    /// What was said since this was last asked.
    func tell() -> [String] {
      state.withLock { state in
        defer { state.untold = [] }
        return state.untold
      }
    }
  }

  /// Where it stands, when it stands in a sandbox.
  struct Practice: Sendable {
    var sandbox: String
    var dialect: String?
    var world: any PracticeWorld
  }

  nonisolated let id: String
  nonisolated let channel: Channel
  nonisolated let practice: Practice?
  private let chat: Chat
  private nonisolated let happenings: Happenings
  private let answerWait: Duration
  private var answers: [String: (text: String, answer: Task<Result<JSONValue, Problem>, Never>)] = [:]
  private var last: Task<Void, Never>?
  private var waiting = 0
  /// Why it was ended from our side.
  private var endedBecause: String?

  init(_ chat: Chat, channel: Channel, practice: Practice?, happenings: Happenings, answerWait: Duration) {
    id = chat.id
    self.channel = channel
    self.practice = practice
    self.chat = chat
    self.happenings = happenings
    self.answerWait = answerWait
  }

  /// Whether the agent has said its last word or the conversation was ended.
  nonisolated var isOver: Bool {
    let trace = happenings.trace
    return trace.outcome != nil || trace.endReason != nil
  }

  /// The answer to the opening.
  func opening() async -> JSONValue {
    let settled = await chat.settled(within: answerWait)
    return reply(pending: !settled, more: ["id": .string(id)])
  }

  /// Hands a message to the conversation and gives the answer; the same message again gets the same answer.
  func answer(_ message: MessageAsked) async throws(Problem) -> JSONValue {
    if let id = message.id, let known = answers[id] {
      guard known.text == message.text else {
        throw Problem(
          .conflict, "The message '\(id)' was sent with another text; give each new message an id of its own.",
          field: "id")
      }
      return try await known.answer.value.get()
    }
    if isOver { throw overProblem }
    guard waiting < Self.longestQueue else {
      throw Problem(
        .tooMany, "\(waiting) messages wait for their answers; send the next one when they have come.", retryAfter: 1)
    }
    // What was written before the last answer was told agrees to nothing in it.
    let isUnread = waiting > 0 || happenings.hasUntold
    waiting += 1
    let before = last
    let answer = Task { () -> Result<JSONValue, Problem> in
      await before?.value
      let answer = await exchange(message.text, isUnread: isUnread)
      waiting -= 1
      return answer
    }
    last = Task { _ = await answer.value }
    if let id = message.id { answers[id] = (message.text, answer) }
    return try await answer.value.get()
  }

  private func exchange(_ text: String, isUnread: Bool) async -> Result<JSONValue, Problem> {
    if isOver { return .failure(overProblem) }
    await chat.type(text, isUnread: isUnread)
    let settled = await chat.settled(within: answerWait)
    let answer = reply(pending: !settled)
    if isOver { leave("agentEnded") }
    return .success(answer)
  }

  private func reply(pending: Bool, more: [String: JSONValue] = [:]) -> JSONValue {
    let trace = happenings.trace
    let over = trace.outcome != nil || trace.endReason != nil
    let messages = happenings.messages()
    let more = messages.isEmpty ? more : more.merging(["messages": .array(messages)]) { $1 }
    return .object(
      more.merging([
        "say": Told.texts(Told.paragraphs(happenings.tell())),
        "expects": .string((trace.turns.last { $0.expects != nil }?.expects ?? .anything).word),
        "ended": .bool(over), "handoff": Told.handoff(trace.handoff), "pending": .bool(pending),
      ]) { $1 })
  }

  /// Ends it. Doing so twice does nothing more.
  func end(_ reason: String) async {
    if endedBecause == nil { endedBecause = reason }
    await chat.leave(reason)
  }

  private func leave(_ reason: String) {
    guard endedBecause == nil else { return }
    endedBecause = reason
    Task { await chat.leave(reason) }
  }

  private var overProblem: Problem { Problem(.ended, EndReason.words(happenings.trace.endReason ?? endedBecause)) }

  /// All of it. `wait`: how long to wait for what is under way.
  func whole(wait: Duration) async -> JSONValue {
    let settled = await chat.settled(within: wait)
    return Told.conversation(
      id, channel: channel.rawValue, sandbox: practice?.sandbox, dialect: practice?.dialect, happenings.trace,
      pending: !settled)
  }

  /// What it changed in its world.
  func world() throws(Problem) -> JSONValue {
    guard let practice else {
      throw Problem(.noSandbox, "It stands on the retailer's own systems; only a sandbox tells what was changed in it.")
    }
    do {
      let calls = try happenings.trace.calls.compactMap { call -> JSONValue? in
        guard let text = try practice.world.call(for: call.operation) else { return nil }
        var members = try JSONValue(parsing: .init(text)).object ?? [:]
        if case .success = call.result { members["done"] = .bool(true) } else { members["done"] = .bool(false) }
        return .object(members)
      }
      return .object([
        "sandbox": .string(practice.sandbox), "dialect": Told.optional(practice.dialect),
        "state": try JSONValue(parsing: .init(try practice.world.changes())), "calls": .array(calls),
      ])
    } catch {
      throw Problem(.unavailable, "The sandbox cannot be read.")
    }
  }
}

/// Why conversations end, for those who go on writing.
enum EndReason {
  static func words(_ reason: String?) -> String {
    let why =
      switch reason {
      case "agentEnded", nil: "The agent said goodbye"
      case "deleted": "It was deleted"
      case "idle": "Nothing was written for too long"
      case "restart", "shutdown": "The server was stopped while it went on"
      case .some(let other): "It ended (\(other))"
      }
    return why + "; begin a new conversation with POST /v1/conversations."
  }
}
