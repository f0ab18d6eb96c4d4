/// One prompt on its way to the caller: its frames as they are made, where its sentences begin, how far it was sent and heard.
struct PlayoutPrompt {
  let number: Int
  var frames: [(bytes: [UInt8], audible: Bool)] = []
  private var rest: [Int16] = []
  /// Its sentences, and the frames at which those begin that have been made.
  var texts: [String] = []
  var starts: [Int] = []
  /// Which of them were put in to bridge a silence: nothing of the prompt was heard with them.
  private var fillers: Set<Int> = []
  /// Up to which frame it is bridged.
  private(set) var filledUntil = 0
  /// Whether something of its own was made that can be heard.
  private var isHeard = false
  /// When it was known that it is to be said.
  var announcedAt = 0
  /// The next frame to be sent.
  var next = 0
  private(set) var isFinished = false
  /// Since which frame it has been played without a gap, and since when; nil: nothing is being played.
  var anchor: (frame: Int, at: Int)?

  /// Where nothing was made yet, a sentence takes about so many ms a character.
  private static let pace = 65
  /// How far back, in frames, the beginning of a word is looked for.
  private static let rewind = 20

  init(number: Int) { self.number = number }

  mutating func append(_ samples: [Int16], encode: ([Int16]) -> [UInt8]) {
    guard !samples.isEmpty else { return }
    let all = rest + samples
    var start = 0
    while all.count - start >= 160 {
      let frame = Array(all[start..<start + 160])
      start += 160
      let audible = Self.audible(frame)
      // The silence that synthesisers begin with is nothing but latency.
      if !audible, !isHeard { continue }
      isHeard = isHeard || audible
      frames.append((encode(frame), audible))
    }
    rest = Array(all[start...])
  }

  /// Puts a sentence in before the one that has not been made yet; where that one has begun, it is heard in its midst.
  mutating func fill(_ text: String, _ samples: [Int16], encode: ([Int16]) -> [UInt8]) {
    let isBetween = !texts.isEmpty && (starts.last ?? 0) == frames.count
    if !rest.isEmpty {
      // What is left of the sentence before.
      append([Int16](repeating: 0, count: 160 - rest.count), encode: encode)
      if isBetween, !starts.isEmpty { starts[starts.count - 1] = frames.count }
    }
    filledUntil = frames.count + samples.count / 160
    let place = max(0, starts.count - 1)
    if isBetween {
      texts.insert(text, at: place)
      fillers.insert(place)
      starts.insert(frames.count, at: place)
    }
    for start in stride(from: 0, to: samples.count - 159, by: 160) {
      // Not audible: it is no answer, and no word of the prompt's begins in it.
      frames.append((encode(Array(samples[start..<start + 160])), false))
    }
    if isBetween, place + 1 < starts.count { starts[place + 1] = frames.count }
  }

  mutating func finish(encode: ([Int16]) -> [UInt8]) {
    if !rest.isEmpty {
      let frame = rest + [Int16](repeating: 0, count: 160 - rest.count)
      frames.append((encode(frame), Self.audible(frame)))
      rest = []
    }
    isFinished = true
  }

  /// How many frames were heard by now, of those sent.
  func heard(_ now: Int) -> Int {
    guard let anchor else { return next }
    return min(next, max(anchor.frame, anchor.frame + (now - anchor.at) / PlayoutQueue.frame))
  }

  /// What was sent and not heard will not be.
  mutating func stop(_ now: Int) {
    next = heard(now)
    anchor = nil
  }

  /// The frame at which the word begins in whose midst it stopped: behind the last pause, where there is one close by.
  var wordBegin: Int {
    let earliest = max(0, next - Self.rewind)
    guard earliest < next else { return next }
    return (earliest..<next).last { !frames[$0].audible }.map { $0 + 1 } ?? next
  }

  /// How much of it was heard; only while it is stopped.
  var progress: PlayoutQueue.Progress {
    var length = frames.count
    let unmade = texts.count - starts.count
    if !isFinished, unmade > 0 {
      length += texts.suffix(unmade).reduce(0) { $0 + $1.utf8.count } * Self.pace / PlayoutQueue.frame
    }
    let whole = texts.indices.count { index in
      guard index < starts.count, next > 0, !fillers.contains(index) else { return false }
      return end(of: index).map { next >= $0 } ?? false
    }
    return PlayoutQueue.Progress(
      prompt: number, heard: next * PlayoutQueue.frame, of: length * PlayoutQueue.frame,
      sentences: texts.isEmpty ? nil : whole)
  }

  /// The frame behind a sentence's last; nil: it is not wholly made.
  private func end(of sentence: Int) -> Int? {
    sentence + 1 < starts.count ? starts[sentence + 1] : isFinished ? frames.count : nil
  }

  /// The sentence that ends just before this frame.
  func sentence(endingAt frame: Int) -> Int? {
    guard let index = starts.lastIndex(of: frame), index > 0 else { return nil }
    return index - 1
  }

  /// What is said from this frame on, when a sentence begins here or playing does; how many ms it lasts, where that is known.
  func sentence(from frame: Int) -> (text: String, length: Int?)? {
    guard starts.contains(frame) || anchor?.frame == frame, let index = starts.lastIndex(where: { $0 <= frame }),
      index < texts.count
    else { return nil }
    guard let end = end(of: index) else { return (texts[index], nil) }
    let words = texts[index].split(separator: " ")
    let whole = max(1, end - starts[index])
    let gone = words.count * (frame - starts[index]) / whole
    return (words.dropFirst(gone).joined(separator: " "), (end - frame) * PlayoutQueue.frame)
  }

  private static func audible(_ frame: [Int16]) -> Bool { frame.count { abs(Int($0)) >= 200 } * 10 >= frame.count }
}
