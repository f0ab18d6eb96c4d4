import Discourse

/// The times that decide when somebody has finished, interrupts, or says nothing. All in milliseconds; silences count from
/// the end of the voice itself.
public struct TurnSettings: Hashable, Codable, Sendable {
  /// Voiced frames out of the last six (20 ms each) that begin an utterance.
  public var startFrames = 4
  /// Silence that ends free speech.
  public var endSilence = 700
  /// Silence that ends an answer which already is complete.
  public var endSilenceSatisfied = 360
  /// Silence that ends digits while some are missing: people read numbers in groups.
  public var endSilenceDigits = 1_100
  /// Silence that ends a yes or no.
  public var endSilenceYesNo = 520
  /// Voice while we speak that stops us.
  public var bargeIn = 260
  /// The longest utterance: what comes later is another one. Also the bound for endless audio.
  public var longestUtterance = 14_000
  /// Silence after our prompt has been heard until the caller is asked again.
  public var noInput = 6_500
  /// The same while we wait for something that has to be looked up or keyed.
  public var noInputDigits = 9_000
  /// Pause between keys that ends keyed digits.
  public var interDigit = 3_000

  /// The defaults.
  public init() {}

  /// How long to wait for more once the caller is silent.
  func endSilence(_ expectation: Expectation, satisfied: Bool) -> Int {
    if satisfied { return endSilenceSatisfied }
    switch expectation {
    case .digits: return endSilenceDigits
    case .yesNo, .menu: return endSilenceYesNo
    case .anything, .store, .nothing: return endSilence
    }
  }

  func noInput(_ expectation: Expectation) -> Int {
    if case .digits = expectation { return noInputDigits }
    return noInput
  }
}
