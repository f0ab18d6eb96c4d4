/// How this caller pauses: the silences inside what they say, over the call, and whether we cut them off.
struct CallerPace: Sendable {
  private var mean = 0
  private var deviation = 0
  private var count = 0
  private var cutOffs = 0

  /// Silences shorter than this belong to the words themselves.
  private static let shortest = 140
  /// So many must have been heard before they say anything.
  private static let enough = 3

  /// The caller was silent for so long, in ms, and went on.
  mutating func paused(_ milliseconds: Int) {
    guard milliseconds >= Self.shortest else { return }
    count += 1
    if count == 1 {
      mean = milliseconds
      deviation = milliseconds / 4
      return
    }
    // Weights of a fifth: some ten pauses back.
    deviation += (abs(milliseconds - mean) - deviation) / 5
    mean += (milliseconds - mean) / 5
  }

  /// We took the turn and the caller went on all the same, after so long a silence.
  mutating func wasCutOff(after milliseconds: Int) {
    cutOffs += 1
    paused(milliseconds)
  }

  /// How long to wait after free speech.
  func endSilence(_ settings: TurnSettings) -> Int {
    let learned = count >= Self.enough ? mean + 3 * deviation + 120 : settings.endSilence
    // Each time we cut in, patience grows, and it is not forgotten within the call.
    let patient = max(learned, cutOffs > 0 ? settings.endSilence : 0) + min(cutOffs, 3) * 150
    return min(max(patient, settings.shortestEndSilence), settings.longestEndSilence)
  }
}
