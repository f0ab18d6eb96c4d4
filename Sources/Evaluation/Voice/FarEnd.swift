internal import Audio
internal import Conversations

/// The caller's side of a call in virtual time: a carrier that plays what it is sent, throws it away at a clear and reports marks, over a
/// way that takes time; and the microphone, with everything it picks up. Times in ms.
final class FarEnd: MediaTransport {
  private enum Item {
    case frame([UInt8])
    case mark(String)
    case clear
  }

  /// One frame of ours that the caller heard, and when.
  struct Heard {
    var at: Int
    var frame: [UInt8]
  }

  private let condition: VoiceCondition
  private let codec: any CodecPath
  private var dice: VoiceDice
  private var now = 0
  /// The far side's own time of its next frame.
  private var tickAt = 0.0
  private var inbox: [(arrival: Int, item: Item)] = []
  private var buffer: [Item] = []
  private var lastDown = 0
  private var lastUp = 0
  private var isBad = false
  private(set) var heard: [Heard] = []
  private(set) var isClosed = false
  /// When the caller's frames began that were lost on the way.
  private(set) var lost: Set<Int> = []
  /// What of ours was in the microphone's frames, by the time each began.
  private(set) var echoes: [Int: [Int16]] = [:]
  /// What arrives at our side: samples or a mark.
  private var outbox: [(arrival: Int, from: Int, samples: [Int16]?, mark: String?)] = []
  /// What the microphone picks up, besides our voice.
  private var microphone: [Int16]

  init(_ condition: VoiceCondition, microphone: [Int16], seed: UInt64) {
    self.condition = condition
    self.microphone = microphone
    codec = condition.codec.path()
    dice = VoiceDice(seed)
  }

  /// Somebody is heard from `time` on.
  func add(_ clip: SpokenClip, at time: Int) {
    let start = time * 8
    let samples = condition.room?.sound(of: clip.samples) ?? clip.samples
    for (index, sample) in samples.enumerated() where start + index < microphone.count {
      microphone[start + index] = Int16(clamping: Int(microphone[start + index]) + Int(sample))
    }
  }

  // MARK: Our side

  func send(audio frame: [UInt8]) { down(.frame(frame)) }
  func send(mark name: String) { down(.mark(name)) }
  func sendClear() { down(.clear) }
  func close() { isClosed = true }

  private func down(_ item: Item) {
    lastDown = max(lastDown, now + travel())
    inbox.append((lastDown, item))
  }

  private func travel() -> Int {
    guard condition.jitter > 0 else { return condition.delay }
    // Seldom long, mostly short: an exponential deviate, as queues make it.
    let wait = condition.jitter * -logarithm(1 - dice.unit())
    return condition.delay + Int(min(wait, condition.jitter * 6))
  }

  private func logarithm(_ value: Double) -> Double {
    // The natural logarithm by its series around a power of two.
    let significand = value.significand
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    let series = 2 * ratio * (1 + square * (1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square / 9))))
    return series + Double(value.exponent) * 0.693_147_180_559_945
  }

  // MARK: Time

  /// Lets time pass until `time`.
  func advance(to time: Int) {
    now = time
    while Int(tickAt) <= time {
      frame(at: Int(tickAt))
      tickAt += 20 * (1 + condition.drift / 1_000_000)
    }
  }

  /// What has arrived at our side by now, in order, with the time it left.
  func arrived() -> [(from: Int, samples: [Int16]?, mark: String?)] {
    let ready = outbox.prefix { $0.arrival <= now }
    outbox.removeFirst(ready.count)
    return ready.map { ($0.from, $0.samples, $0.mark) }
  }

  private func frame(at time: Int) {
    while let first = inbox.first, first.arrival <= time {
      inbox.removeFirst()
      guard case .clear = first.item else {
        buffer.append(first.item)
        continue
      }
      for case .mark(let name) in buffer { up(nil, name, time) }
      buffer = []
    }
    while case .mark(let name)? = buffer.first {
      buffer.removeFirst()
      up(nil, name, time)
    }
    if case .frame(let bytes)? = buffer.first {
      buffer.removeFirst()
      heard.append(Heard(at: time, frame: bytes))
    }
    var picked = Array(microphone[min(time * 8, microphone.count)..<min(time * 8 + 160, microphone.count)])
    picked += [Int16](repeating: 0, count: 160 - picked.count)
    if let echo = condition.echo, let ours = heard.last(where: { $0.at <= time - echo.delay }),
      time - echo.delay - ours.at < 20
    {
      let back = Levels.amplify(MuLaw.decode(ours.frame), decibels: echo.level)
      echoes[time] = back
      for index in picked.indices { picked[index] = Int16(clamping: Int(picked[index]) + Int(back[index])) }
    }
    isBad = isBad ? dice.unit() >= condition.turnsGood : dice.unit() < condition.turnsBad
    let isLost = isBad && dice.unit() < condition.lossWhenBad
    if isLost { lost.insert(time) }
    let sound = codec.process(picked)
    up(isLost ? [Int16](repeating: 0, count: 160) : sound, nil, time)
  }

  private func up(_ samples: [Int16]?, _ mark: String?, _ time: Int) {
    lastUp = max(lastUp, time + travel())
    outbox.append((lastUp, time, samples, mark))
  }
}
