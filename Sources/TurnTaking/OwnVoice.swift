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
  /// The same for fewer than so many words; how many words are looked at.
  private static let (tightSlack, many, latest) = (500, 3, 8)
  /// So many of our words in one utterance came back: of fewer a caller may have picked each.
  private static let echo = 4

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

  /// What of these words, heard between the two times, is not our own; nil: none of it is. Of many words the latest count: somebody may have
  /// begun to speak over an echo.
  func others(in text: String, from begin: Int, to end: Int) -> (words: [Substring], of: Int)? {
    let heard = Array(SpokenWords.words(text).suffix(Self.latest))
    let common = ours(among: heard, from: begin, to: end)
    guard common.contains(true) else { return nil }
    return (zip(heard, common).filter { !$0.1 }.map(\.0), heard.count)
  }

  /// The words without our own, where these are so many that they cannot be somebody's who picks them up; nil: there are not.
  func without(_ text: String, from begin: Int, to end: Int) -> String? {
    let heard = SpokenWords.words(text)
    let common = ours(among: heard, from: begin, to: end)
    guard common.count(where: \.self) >= Self.echo else { return nil }
    return zip(heard, common).filter { !$0.1 }.map(\.0).joined(separator: " ")
  }

  /// Which of these words, heard between the two times, are our own.
  private func ours(among heard: [Substring], from begin: Int, to end: Int) -> [Bool] {
    // We pause when we hear ourselves, so that an echo is often a word or two: those being played just then, whereas who picks one of our
    // words has heard it out before.
    let slack = heard.count < Self.many ? Self.tightSlack : Self.slack
    return Self.common(heard, said.filter { $0.at >= begin - slack && $0.at <= end }.map(\.word))
  }

  /// Which of the words are part of the longest common subsequence with ours: recognisers mishear an echo as they do anybody.
  private static func common(_ heard: [Substring], _ ours: [Substring]) -> [Bool] {
    var lengths = [[Int]](repeating: [Int](repeating: 0, count: ours.count + 1), count: heard.count + 1)
    for (row, word) in heard.enumerated() {
      for (column, own) in ours.enumerated() {
        lengths[row + 1][column + 1] =
          word == own ? lengths[row][column] + 1 : max(lengths[row][column + 1], lengths[row + 1][column])
      }
    }
    var common = [Bool](repeating: false, count: heard.count)
    var (row, column) = (heard.count, ours.count)
    while row > 0, column > 0 {
      if heard[row - 1] == ours[column - 1] {
        common[row - 1] = true
        (row, column) = (row - 1, column - 1)
      } else if lengths[row - 1][column] >= lengths[row][column - 1] {
        row -= 1
      } else {
        column -= 1
      }
    }
    return common
  }
}
