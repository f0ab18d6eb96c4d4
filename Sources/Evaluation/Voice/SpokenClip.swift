internal import Audio

/// Something to be heard, and when each of its words is said in it: for a recogniser that knows.
public struct SpokenClip: Sendable {
  /// A word and its place in the clip, in ms.
  struct Word: Sendable {
    var text: String
    var from: Int
    var to: Int
  }

  /// 8,000 samples a second.
  var samples: [Int16]
  var words: [Word]

  /// How long it is, in ms.
  var length: Int { samples.count / 8 }

  /// A clip without words.
  init(sound samples: [Int16]) {
    self.samples = samples
    words = []
  }

  /// What a voice made of a text: the silence around it is cut off, each word gets time by its letters.
  init(saying text: String, samples: [Int16]) {
    let frames = stride(from: 0, to: samples.count, by: 160).map {
      Levels.rms(samples[$0..<min($0 + 160, samples.count)])
    }
    let loudest = frames.max() ?? 0
    let first = frames.firstIndex { $0 > loudest - 30 } ?? 0
    let last = frames.lastIndex { $0 > loudest - 30 } ?? 0
    self.samples = Array(samples[min(first * 160, samples.count)..<min((last + 1) * 160, samples.count)])
    let parts = text.split(separator: " ").map(String.init)
    let letters = max(1, parts.reduce(0) { $0 + SpokenForm.of($1).count + 1 })
    let length = self.samples.count / 8
    var at = 0
    words = parts.map { part in
      let from = at * length / letters
      at += SpokenForm.of(part).count + 1
      return Word(
        text: part.lowercased().filter { $0 != "," && $0 != "." && $0 != "?" }, from: from, to: at * length / letters)
    }
  }

  /// This one, a silence of so many ms, and the other.
  func followed(by other: SpokenClip, after pause: Int) -> SpokenClip {
    var whole = self
    whole.samples += [Int16](repeating: 0, count: pause * 8)
    let offset = whole.samples.count / 8
    whole.samples += other.samples
    whole.words += other.words.map { Word(text: $0.text, from: $0.from + offset, to: $0.to + offset) }
    return whole
  }

  /// The same at a level, in dBFS over all of it.
  func at(level: Float) -> SpokenClip {
    var clip = self
    clip.samples = Levels.amplify(samples, decibels: level - Levels.rms(samples))
    return clip
  }
}
