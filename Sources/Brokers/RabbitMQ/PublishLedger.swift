/// Which messages of a batch are still unanswered, and what became of the others. Pure.
struct PublishLedger {
  private let messages: [RabbitMQMessage]
  private var outcomes: [PublishOutcome?]
  /// Why a message came back; the broker confirms it after that all the same.
  private var returned: [Int: String] = [:]
  /// The broker's number of the first message.
  private let first: UInt64
  /// Everything before has an outcome.
  private var settled = 0
  private(set) var sent = 0
  private(set) var unanswered = 0

  init(_ messages: [RabbitMQMessage], first: UInt64) {
    self.messages = messages
    self.first = first
    outcomes = Array(repeating: nil, count: messages.count)
  }

  mutating func sentNext() {
    sent += 1
    unanswered += 1
  }

  /// An answer for one message, or for all up to it.
  mutating func answer(_ tag: UInt64, multiple: Bool, refused: Bool) {
    guard tag >= first || (multiple && tag == 0) else { return }
    let last = tag == 0 ? sent - 1 : min(Int(tag - first), sent - 1)
    guard last >= 0 else { return }
    let range = multiple ? min(settled, last)...last : last...last
    for index in range where outcomes[index] == nil {
      settle(
        index, refused ? .refused("the broker could not keep it") : returned[index].map { .refused($0) } ?? .confirmed)
    }
  }

  /// A message that no queue takes. It bears no number, but the broker returns messages in the order they came, so that it
  /// is the first unanswered one that is equal.
  mutating func returned(_ message: RabbitMQMessage, _ reason: String) {
    for index in settled..<sent where outcomes[index] == nil && returned[index] == nil {
      let candidate = messages[index]
      guard candidate.exchange == message.exchange, candidate.routingKey == message.routingKey,
        candidate.messageID == message.messageID, candidate.body == message.body
      else { continue }
      returned[index] = reason
      return
    }
  }

  /// The channel is gone: what was sent to an exchange that is not there is refused, all else unknown.
  mutating func closed(_ reason: String) {
    for index in 0..<sent where outcomes[index] == nil {
      let missing = reason.contains("no exchange '\(messages[index].exchange)'")
      settle(index, missing ? .refused(reason) : .unknown(reason))
    }
  }

  /// One outcome per message; those never sent are refused, as the broker cannot have them.
  func finished() -> [PublishOutcome] { outcomes.map { $0 ?? .refused("not sent") } }

  private mutating func settle(_ index: Int, _ outcome: PublishOutcome) {
    outcomes[index] = outcome
    unanswered -= 1
    while settled < sent, outcomes[settled] != nil { settled += 1 }
  }
}
