/// One stretch of the caller's voice, from its beginning until the recogniser has answered.
struct Utterance: Sendable {
  let number: Int
  let since: Int
  var lastVoice: Int
  var voicedFrames: Int
  /// Of these those that stood clearly out of the line's background.
  var clearFrames = 0
  /// What the recogniser has so far, when that last changed, and whether it takes it for a complete answer.
  var text = ""
  var changedAt: Int
  /// Voiced frames since then.
  var voicedSinceChange = 0
  var satisfied = false
  /// The longest silence inside it, in ms.
  var longestPause = 0
  /// What we were saying when it began; nil: nothing.
  var overlap: Overlap?
  /// It paused us and brought no words: its mere sound does not pause us again.
  var isDismissed = false
  /// Since when the caller pauses, once that has been told; the words that were told to be likely.
  var restsSince: Int?
  var likely = ""
  /// It goes on from sound that an utterance before it ended in: its first words may be that one's last.
  var isContinued = false
  /// When it ended; nil: it goes on.
  var endedAt: Int?

  /// Our side of an utterance that began while we spoke.
  struct Overlap: Sendable {
    /// The question was being asked, so that a yes is an answer.
    var isAsked: Bool
  }

  init(_ number: Int, now: Int, voicedFrames: Int, overlap: Overlap?) {
    (self.number, since, lastVoice, changedAt) = (number, now, now, now)
    self.voicedFrames = voicedFrames
    self.overlap = overlap
  }

  /// The longest sound that may be a knock, in ms of frames that the detector called voice.
  private static let knock = 200

  /// Too short for a word, and none was recognised.
  var isKnock: Bool { voicedFrames * 20 < Self.knock && text.isEmpty }
}
