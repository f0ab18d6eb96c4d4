/// What is to be played, as 20 ms frames by prompt, paced so that the carrier never holds much more than it plays. A value;
/// times in milliseconds of one monotonic clock.
///
/// A carrier has no pause: pausing is telling it to throw away what it holds, and sending that again later. What was heard until then is
/// what its marks confirmed, and what had time to be played since. Marks that come back after that were thrown away, not played: each
/// mark names the generation it belongs to.
struct PlayoutQueue {
  struct Progress: Equatable {
    /// A prompt that was not heard to its end.
    var prompt: Int
    /// How much of it had been heard, in ms.
    var heard: Int
    /// How long it was, as far as it was known, in ms; sentences not made yet by their letters.
    var of: Int
    /// How many of its sentences had been heard whole; nil when it was played without being told its sentences.
    var sentences: Int?
  }

  enum Output: Equatable {
    /// A frame of 160 mu-law bytes, its prompt, and when it will be heard.
    case frame([UInt8], prompt: Int, at: Int, audible: Bool)
    /// From the next frame on this is heard, for so many ms where that is known.
    case sentence(String, at: Int, lasting: Int?)
    /// To be reported by the carrier when all before it was played.
    case mark(Mark)
  }

  /// The end of a sentence, or of a whole prompt.
  struct Mark: Hashable {
    var prompt: Int
    /// The sentence, from 0; nil: all of the prompt.
    var sentence: Int?
    var generation: Int

    init(prompt: Int, sentence: Int?, generation: Int) {
      (self.prompt, self.sentence, self.generation) = (prompt, sentence, generation)
    }

    /// As the carrier carries it: "p3.1" or "s3.0.1".
    var name: String { sentence.map { "s\(prompt).\($0).\(generation)" } ?? "p\(prompt).\(generation)" }

    /// Reads a mark's name; nil: it is none of ours.
    init?(_ name: String) {
      let parts = name.dropFirst().split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
      switch (name.first, parts.count) {
      case ("p", 2): (prompt, sentence, generation) = (parts[0] ?? -1, nil, parts[1] ?? -1)
      case ("s", 3): (prompt, sentence, generation) = (parts[0] ?? -1, parts[1] ?? -1, parts[2] ?? -1)
      default: return nil
      }
    }
  }

  private var prompts: [PlayoutPrompt] = []
  /// Sent to the end, not yet reported as played.
  private var unconfirmed: [PlayoutPrompt] = []
  /// The highest prompt number seen: after a stop all up to it is dropped.
  private var highest = 0
  private var droppedThrough = 0
  private(set) var isPaused = false
  /// Counts pauses and stops.
  private var generation = 0
  /// When each mark on its way should come true; the shortest way back that any mark took.
  private var marks: [(mark: Mark, at: Int)] = []
  private var quickest: Int?
  /// When what was sent so far will have been played.
  private(set) var playsUntil = 0
  private let encode: ([Int16]) -> [UInt8]

  /// A frame is sent while no more than `ahead` ms are on their way, but none before no more than `refill` are left: each message to a carrier costs
  /// more than the frames in it.
  static let (ahead, refill) = (180, 120)
  static let frame = 20

  init(encode: @escaping ([Int16]) -> [UInt8]) { self.encode = encode }

  /// Nothing is queued, sent and unconfirmed, or still expected.
  var isIdle: Bool { prompts.isEmpty && unconfirmed.isEmpty }

  /// A frame waits to be sent.
  var hasFrame: Bool { !isPaused && !prompts.isEmpty && prompts[0].next < prompts[0].frames.count }

  /// A prompt is to come, in these sentences.
  mutating func announce(prompt number: Int, sentences: [String], _ now: Int) {
    guard number > droppedThrough else { return }
    update(number) { $0.texts = sentences }
    for index in prompts.indices where prompts[index].number == number { prompts[index].announcedAt = now }
  }

  /// What comes of this prompt is its next sentence.
  mutating func nextSentence(prompt number: Int) {
    guard number > droppedThrough else { return }
    update(number) { $0.starts.append($0.frames.count) }
  }

  mutating func append(prompt number: Int, _ samples: [Int16]) {
    guard number > droppedThrough else { return }
    let encode = encode
    update(number) { $0.append(samples, encode: encode) }
  }

  /// Since when there has been nothing to play although a prompt is to be said; nil: there is.
  var drySince: Int? {
    guard !isPaused, !hasFrame, !prompts.isEmpty, !prompts[0].isFinished else { return nil }
    return max(playsUntil, prompts[0].announcedAt)
  }

  /// Until when what bridges a silence is still being played.
  func bridgedUntil(_ now: Int) -> Int {
    guard let prompt = prompts.first, prompt.next <= prompt.filledUntil, prompt.filledUntil > 0 else { return now }
    return max(now, playsUntil + (prompt.filledUntil - prompt.next) * Self.frame)
  }

  /// Puts a sentence in that bridges such a silence.
  mutating func fill(_ text: String, _ samples: [Int16]) {
    guard drySince != nil else { return }
    prompts[0].fill(text, samples, encode: encode)
  }

  mutating func finish(prompt number: Int) {
    guard prompts.contains(where: { $0.number == number }) else { return }
    let encode = encode
    update(number) { $0.finish(encode: encode) }
  }

  private mutating func update(_ number: Int, _ change: (inout PlayoutPrompt) -> Void) {
    highest = max(highest, number)
    if let index = prompts.firstIndex(where: { $0.number == number }) { return change(&prompts[index]) }
    var prompt = PlayoutPrompt(number: number)
    change(&prompt)
    prompts.append(prompt)
  }

  /// What is due now.
  mutating func due(_ now: Int) -> [Output] {
    // Mostly nothing is: no prompt is looked at as a whole for that.
    guard !isPaused, !prompts.isEmpty, !hasFrame || max(playsUntil, now) - now <= Self.refill else { return [] }
    var output: [Output] = []
    var limit = Self.refill
    while !isPaused, let prompt = prompts.first {
      if prompt.next < prompt.frames.count {
        guard max(playsUntil, now) - now <= limit else { break }
        limit = Self.ahead
        if playsUntil < now || prompt.anchor == nil {
          playsUntil = max(playsUntil, now)
          prompts[0].anchor = (frame: prompt.next, at: playsUntil)
        }
        if let ended = prompt.sentence(endingAt: prompt.next), prompt.next > 0 {
          output.append(mark(number: prompt.number, ended))
        }
        if let (text, length) = prompts[0].sentence(from: prompt.next) {
          output.append(.sentence(text, at: playsUntil, lasting: length))
        }
        let frame = prompt.frames[prompt.next]
        output.append(.frame(frame.bytes, prompt: prompt.number, at: playsUntil, audible: frame.audible))
        prompts[0].next += 1
        playsUntil += Self.frame
      } else if prompt.isFinished {
        output.append(mark(number: prompt.number, nil))
        unconfirmed.append(prompts.removeFirst())
      } else {
        break
      }
    }
    return output
  }

  private mutating func mark(number: Int, _ sentence: Int?) -> Output {
    let mark = Mark(prompt: number, sentence: sentence, generation: generation)
    marks.append((mark, max(playsUntil, 0)))
    return .mark(mark)
  }

  /// A mark came back. True when with it a prompt was played to its end.
  mutating func confirm(_ mark: Mark, _ now: Int) -> Bool {
    guard let index = marks.firstIndex(where: { $0.mark == mark }) else { return false }
    let lag = now - marks[index].at
    marks.removeSubrange(...index)
    let least = min(quickest ?? lag, lag)
    quickest = least
    // Later than the quickest way back explains: the far side stood still in between, or its clock is slower. What is played now is
    // so much behind.
    if lag > least, let at = prompts.first?.anchor?.at {
      prompts[0].anchor?.at = at + lag - least
      playsUntil += lag - least
    }
    guard mark.sentence == nil, unconfirmed.contains(where: { $0.number == mark.prompt }) else { return false }
    unconfirmed.removeAll { $0.number <= mark.prompt }
    return true
  }

  /// Stops playing and keeps what was not heard. Gives the prompts that had been heard to their end.
  mutating func pause(_ now: Int) -> [Int] {
    guard !isPaused else { return [] }
    let played = unconfirmed.filter { $0.heard(now) >= $0.frames.count }.map(\.number)
    prompts = unconfirmed.filter { !played.contains($0.number) } + prompts
    for index in prompts.indices { prompts[index].stop(now) }
    unconfirmed = []
    halt(now)
    isPaused = true
    return played
  }

  /// Goes on where it was paused, from the beginning of the word.
  mutating func resume(_ now: Int) {
    guard isPaused else { return }
    isPaused = false
    playsUntil = now
    prompts.first.map { prompts[0].next = $0.wordBegin }
  }

  /// Drops everything. Gives what of it was not heard to its end, oldest first.
  mutating func clear(_ now: Int) -> [Progress] {
    _ = pause(now)
    droppedThrough = highest
    let lost = prompts.map(\.progress)
    prompts = []
    isPaused = false
    return lost
  }

  private mutating func halt(_ now: Int) {
    generation += 1
    marks = []
    playsUntil = now
  }
}
