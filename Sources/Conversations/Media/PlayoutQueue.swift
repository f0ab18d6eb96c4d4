/// What is to be played, as 20 ms frames by prompt, paced so that the carrier never holds much more than it plays. A value;
/// times in milliseconds of one monotonic clock.
struct PlayoutQueue {
  struct Progress: Equatable {
    /// The prompt being played when it stopped.
    var prompt: Int
    /// How much of it had been heard, in ms.
    var heard: Int
    /// How long it was, as far as it was known, in ms.
    var of: Int
  }

  enum Output: Equatable {
    /// A frame of 160 mu-law bytes, its prompt, and when it will be heard.
    case frame([UInt8], prompt: Int, at: Int, audible: Bool)
    /// All of this prompt has been sent.
    case endOfPrompt(Int)
  }

  private struct Prompt {
    var number: Int
    var frames: [(bytes: [UInt8], audible: Bool)] = []
    var rest: [Int16] = []
    var sent = 0
    var finished = false
    var startsAt: Int?
  }

  private var prompts: [Prompt] = []
  /// Sent to the end, not yet reported as played.
  private var unconfirmed: [Prompt] = []
  /// The highest prompt number seen: after a clear all up to it is dropped.
  private var highest = 0
  private var droppedThrough = 0
  /// When what was sent so far will have been played.
  private(set) var playsUntil = 0
  private let encode: ([Int16]) -> [UInt8]

  /// At most this much is sent ahead of real time.
  static let ahead = 180
  static let frame = 20

  init(encode: @escaping ([Int16]) -> [UInt8]) { self.encode = encode }

  /// Nothing is queued, sent and unconfirmed, or still expected.
  var isIdle: Bool { prompts.isEmpty && unconfirmed.isEmpty }

  mutating func append(prompt number: Int, _ samples: [Int16]) {
    guard number > droppedThrough else { return }
    highest = max(highest, number)
    let index =
      prompts.firstIndex { $0.number == number }
      ?? {
        prompts.append(Prompt(number: number))
        return prompts.count - 1
      }()
    guard !samples.isEmpty else { return }
    var rest = prompts[index].rest + samples
    while rest.count >= 160 {
      let frame = Array(rest.prefix(160))
      rest.removeFirst(160)
      let audible = Self.audible(frame)
      // The silence that synthesisers begin with is nothing but latency.
      if !audible, prompts[index].frames.isEmpty { continue }
      prompts[index].frames.append((encode(frame), audible))
    }
    prompts[index].rest = rest
  }

  mutating func finish(prompt number: Int) {
    guard let index = prompts.firstIndex(where: { $0.number == number }) else { return }
    let rest = prompts[index].rest
    if !rest.isEmpty {
      let frame = rest + [Int16](repeating: 0, count: 160 - rest.count)
      prompts[index].frames.append((encode(frame), Self.audible(frame)))
      prompts[index].rest = []
    }
    prompts[index].finished = true
  }

  /// What is due now.
  mutating func due(_ now: Int) -> [Output] {
    var output: [Output] = []
    while let prompt = prompts.first {
      if prompt.sent < prompt.frames.count {
        if playsUntil < now { playsUntil = now }
        guard playsUntil - now <= Self.ahead else { break }
        if prompt.startsAt == nil { prompts[0].startsAt = playsUntil }
        let frame = prompt.frames[prompt.sent]
        output.append(.frame(frame.bytes, prompt: prompt.number, at: playsUntil, audible: frame.audible))
        prompts[0].sent += 1
        playsUntil += Self.frame
      } else if prompt.finished {
        output.append(.endOfPrompt(prompt.number))
        unconfirmed.append(prompts.removeFirst())
      } else {
        break
      }
    }
    return output
  }

  /// A prompt was reported as played to its end. False when it was dropped before.
  mutating func confirm(prompt number: Int) -> Bool {
    guard unconfirmed.contains(where: { $0.number == number }) else { return false }
    unconfirmed.removeAll { $0.number <= number }
    return true
  }

  /// Drops everything. Gives what was being heard, if anything was.
  mutating func clear(_ now: Int) -> Progress? {
    let playing = (unconfirmed + prompts).last { ($0.startsAt ?? .max) <= now }
    droppedThrough = highest
    defer {
      prompts = []
      unconfirmed = []
      playsUntil = now
    }
    guard let playing, let start = playing.startsAt else { return nil }
    let length = playing.frames.count * Self.frame
    return Progress(prompt: playing.number, heard: min(max(0, now - start), length), of: length)
  }

  private static func audible(_ frame: [Int16]) -> Bool { frame.count { abs(Int($0)) >= 200 } * 10 >= frame.count }
}
