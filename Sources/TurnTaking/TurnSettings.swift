internal import Discourse

/// The times that decide when somebody has finished, interrupts, or says nothing. All in milliseconds; silences count from
/// the end of the voice itself.
public struct TurnSettings: Hashable, Codable, Sendable {
  /// Voiced frames out of the last six (20 ms each) that begin an utterance.
  public var startFrames = 4
  /// Silence that ends free speech, until this caller's own pauses are known.
  public var endSilence = 740
  /// The bounds between which the caller's own pauses may move it.
  public var shortestEndSilence = 540, longestEndSilence = 1_100
  /// Silence after which the caller may have finished, so that words and answer can be got ready.
  public var rest = 200
  /// Silence that ends an answer which already is complete.
  public var endSilenceComplete = 320
  /// Silence that ends digits while it is not known how many were said: people read numbers in groups.
  public var endSilenceDigits = 1_100
  /// Silence that ends what is known to be incomplete: half a number, an e-mail address without its end, "and".
  public var endSilenceIncomplete = 1_600
  /// Silence that ends a yes or no.
  public var endSilenceYesNo = 520
  /// How long the recogniser's words must have stood unchanged before they count.
  public var stable = 160
  /// So much voice without a new word is not the caller's: the words end what is said. A long word, and what a recogniser is behind.
  public var wordlessVoice = 1_300
  /// Voice while we speak that pauses us.
  public var bargeIn = 120
  /// A pause into which no words with meaning came ends after this long, where the recogniser tells words as they come.
  public var falseInterruption = 1_100
  /// The same where it tells them only at the end.
  public var falseInterruptionUnheard = 3_000
  /// Silence after "mm-hm" over our words until it is settled.
  public var backchannelSilence = 300
  /// After voices that brought no words, or our own echo, only words pause us for this long.
  public var guarded = 20_000
  /// The longest utterance: what comes later is another one. Also the bound for endless audio.
  public var longestUtterance = 14_000
  /// Voice for this long without a word is noise: it holds nothing up.
  public var wordless = 5_000
  /// Silence after our prompt has been heard until the caller is asked again.
  public var noInput = 6_500
  /// The same while we wait for something that has to be looked up or keyed.
  public var noInputDigits = 9_000
  /// Pause between keys that ends keyed digits.
  public var interDigit = 3_000
  /// A recogniser that has not answered for this long is not waited for any more.
  public var finalPatience = 8_000

  /// The defaults.
  public init() {}

  func noInput(_ expectation: Expectation) -> Int {
    switch expectation {
    case .digits, .email, .address: noInputDigits
    default: noInput
    }
  }
}
