internal import Audio
internal import Dialogue
internal import Discourse
internal import Policy
internal import Understanding

/// What stands between a caller and all that hears, keeps or shows: tones of the keypad and keys of secrets stop here, cards' numbers are cut
/// from words and sound, and the tape runs only while it may. A value; times in ms.
struct MediaEdge {
  /// Where an utterance stood on the line, and when it was settled what it was.
  private struct Said {
    var number: Int
    var begin: Int
    var end: Int?
    var settled: Int?
  }

  private(set) var keypad = SecureKeypad()
  private var tones = KeypadTones()
  private var cards = CardWatch()
  private var tape: RecordingTape?
  private var orders = MediaOrders()
  private var said: [Said] = []

  /// A key's tone may be on the line for so long before and after the key is told.
  private static let toneBefore = 250
  private static let toneAfter = 150

  init(records: Bool) { tape = records ? RecordingTape() : nil }

  /// What comes from the caller is treated so from now on. Gives what there is of a recording that goes no further.
  mutating func treat(_ orders: MediaOrders, _ now: Int) -> [UInt8] {
    self.orders = orders
    keypad.want(orders.secret)
    switch orders.number {
    case .digits(let count): keypad.expect(digits: count)
    case .phone: keypad.expect(digits: 15, mayBeginLikeCard: true)
    case .own: keypad.expect(digits: 40)
    case .nothing, .card: keypad.expect(digits: nil)
    }
    tape?.turn(on: orders.recording == .on, now)
    guard orders.recording == .refused || orders.recording == .stopped else { return [] }
    if orders.recording == .stopped { muteUnsettled(now) }
    let rest = orders.recording == .stopped ? tape?.finish() ?? [] : []
    tape?.erase(keepsBefore: orders.recording == .stopped)
    return rest
  }

  /// 20 ms of the caller as everybody else may hear them.
  mutating func receive(_ frame: [Int16], _ now: Int) -> [Int16] {
    let isTone = tones.process(frame)
    let open = isTone ? [Int16](repeating: 0, count: frame.count) : frame
    if tape != nil {
      if isTone { tape?.mute(from: now - 60, to: now + 20) }
      tape?.receive(MuLaw.encode(open), now: now)
    }
    return open
  }

  mutating func press(_ key: Character, _ now: Int) -> [SecureKeypad.Action] {
    tape?.mute(from: now - Self.toneBefore, to: now + Self.toneAfter)
    return keypad.press(key, now)
  }

  /// The turn machine took keys for an answer.
  mutating func answered() { keypad.answered() }

  mutating func tick(_ now: Int) -> [SecureKeypad.Action] { keypad.tick(now) }

  // MARK: Words

  mutating func begins(_ number: Int, at begin: Int) {
    said.append(Said(number: number, begin: begin))
    if said.count > 24 { said.removeFirst() }
  }

  mutating func ends(_ number: Int, _ now: Int) {
    if let index = said.lastIndex(where: { $0.number == number }) { said[index].end = now }
  }

  /// What may be kept of what an utterance was heard to be.
  mutating func heard(_ transcript: Transcript, of number: Int, _ now: Int) -> Transcript {
    if let index = said.lastIndex(where: { $0.number == number }) { said[index].settled = now }
    let heard = cards.hear(
      transcript.alternatives.map(\.text), wanting: orders.number, spoken: true, awaitsCode: awaitsCode, now: now)
    guard heard.isCard else { return transcript }
    for part in said where part.settled.map({ $0 >= heard.since }) ?? false {
      tape?.mute(from: part.begin, to: part.end ?? now)
    }
    var kept = transcript
    for index in kept.alternatives.indices { kept.alternatives[index].text = heard.texts[index] }
    return kept
  }

  private var awaitsCode: Bool { if case .code? = orders.secret { true } else { false } }

  /// Whether nothing in words that are likely to be said is for nobody to know.
  func isOpen(_ words: String, _ now: Int) -> Bool {
    var watch = cards
    return orders.secret == nil && !watch.hear([words], wanting: orders.number, spoken: true, now: now).isCard
  }

  // MARK: The tape

  mutating func play(_ frame: [UInt8], at time: Int) { tape?.play(frame, at: time) }
  mutating func clear(_ now: Int) { tape?.clear(now) }
  mutating func due(_ now: Int) -> [UInt8] { tape?.due(now) ?? [] }

  /// What was said and not understood yet may have been a card's number.
  private mutating func muteUnsettled(_ now: Int) {
    for part in said where part.settled == nil { tape?.mute(from: part.begin, to: part.end ?? now) }
  }

  /// The call is over: what is left of the recording. Nothing else is.
  mutating func finish(_ now: Int) -> [UInt8] {
    keypad.erase()
    muteUnsettled(now)
    defer { tape = nil }
    return tape?.finish() ?? []
  }
}
