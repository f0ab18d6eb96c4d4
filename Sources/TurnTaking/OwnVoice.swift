/// What we are saying, word by word with the time at which it is heard: by it our own echo is known.
///
/// A caller who picks one of our words does so after hearing it; an echo has just the words that are being played. So words count as
/// ours only when enough of them, in their order, were being played while they were heard.
struct OwnVoice: Sendable {
  private struct Word: Sendable {
    var word: Substring
    var at: Int
  }

  private var said: [Word] = []
  /// Words kept: more than any utterance has time for.
  private static let kept = 120
  /// Milliseconds a character takes where the length of the audio is not known yet.
  private static let pace = 65
  /// How far, in ms, the estimate of a word's time may be off, and an echo late.
  private static let slack = 900
  /// Fewer words are nobody's.
  private static let fewest = 3

  /// A sentence is heard from `now` on, for so many ms; nil: not known yet.
  mutating func begins(_ sentence: String, lasting length: Int?, now: Int) {
    // What of an earlier sentence would be heard later than this one was cut off.
    said.removeAll { $0.at >= now }
    let words = SpokenWords.words(sentence)
    guard !words.isEmpty else { return }
    let length = length ?? sentence.utf8.count * Self.pace
    for (index, word) in words.enumerated() { said.append(Word(word: word, at: now + length * index / words.count)) }
    if said.count > Self.kept { said.removeFirst(said.count - Self.kept) }
  }

  /// What was to be heard from now on is not.
  mutating func stops(now: Int) { said.removeAll { $0.at > now } }

  /// Whether these words, heard between the two times, are our own.
  func isEcho(_ text: String, from begin: Int, to end: Int) -> Bool {
    let heard = SpokenWords.words(text)
    guard heard.count >= Self.fewest else { return false }
    let ours = said.filter { $0.at >= begin - Self.slack && $0.at <= end }.map(\.word)
    guard !ours.isEmpty else { return false }
    // The longest common subsequence: recognisers mishear an echo as they do anybody.
    var row = [Int](repeating: 0, count: ours.count + 1)
    for word in heard {
      var corner = 0
      for index in ours.indices {
        let above = row[index + 1]
        row[index + 1] = word == ours[index] ? corner + 1 : max(above, row[index])
        corner = above
      }
    }
    return row[ours.count] * 10 >= heard.count * 7
  }
}
