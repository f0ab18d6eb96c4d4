/// What one engine made of an operator's recordings.
public struct EarScores: Sendable, Encodable {
  /// One recording before the engine.
  public struct Result: Sendable {
    /// The words against those that were said.
    public var words: WordErrors
    /// Whether the same was understood as of the words that were said; nil: nothing is to be understood.
    public var intentIsRight: Bool?
    /// Slots that the words said fill, and of them those with the same value.
    public var slots: Int, slotsRight: Int
    /// From the end of the recording to the answer, in ms; nil: the engine failed.
    public var delay: Double?
    /// Seconds of audio; processor seconds on this machine.
    public var audio: Double, cpu: Double
    /// What became of the names in it.
    public var names: [SpokenName.Outcome]
    /// How sure the engine was of what it heard; nil: it heard nothing.
    public var confidence: Double?
    /// Whether it was right: the number, yes or no, or store that was asked for, otherwise word for word.
    public var isRight: Bool
    /// Whether the same is understood as by what was said.
    public var isUnderstood: Bool

    /// Puts it together.
    public init(
      words: WordErrors, intentIsRight: Bool?, slots: Int, slotsRight: Int, delay: Double?, audio: Double, cpu: Double,
      names: [SpokenName.Outcome] = [], confidence: Double? = nil, isRight: Bool = false, isUnderstood: Bool = false
    ) {
      self.isRight = isRight
      self.isUnderstood = isUnderstood
      self.names = names
      self.confidence = confidence
      self.words = words
      self.intentIsRight = intentIsRight
      self.slots = slots
      self.slotsRight = slotsRight
      self.delay = delay
      self.audio = audio
      self.cpu = cpu
    }
  }

  /// The engine.
  public var engine: String
  /// Recordings; those that the engine failed on; words that were said; errors of each kind.
  public var recordings: Int, failed: Int, words: Int, substitutions: Int, deletions: Int, insertions: Int
  /// Errors a word; the share of recordings heard word for word.
  public var wordErrorRate: Double?, exact: Double?
  /// Shares of what was understood as from the true words; nil: nothing was to be understood.
  public var intents: Double?, slots: Double?
  /// From the end of the recording to the answer, in ms.
  public var delayP50: Double?, delayP95: Double?
  /// Processor seconds on this machine for a second of audio; minutes of audio; what they cost.
  public var cpuPerSecond: Double, minutes: Double, cost: Double
  /// What became of names, by kind; errors a word in recordings without any.
  public var names: [String: SpokenName.Recall], plainWordErrorRate: Double?
  /// How sure the engine was against how often it was right.
  public var reliability: Reliability

  /// Sums up.
  /// - Parameter price: Of a minute of audio.
  public init(engine: String, _ results: [Result], price: Double) {
    self.engine = engine
    let sum = results.reduce(WordErrors()) { $0 + $1.words }
    recordings = results.count
    failed = results.count { $0.delay == nil }
    (words, substitutions, deletions, insertions) = (sum.words, sum.substitutions, sum.deletions, sum.insertions)
    wordErrorRate = sum.rate
    exact = Self.share(results.count { $0.words.errors == 0 && $0.delay != nil }, results.count)
    let judged = results.compactMap(\.intentIsRight)
    intents = Self.share(judged.count { $0 }, judged.count)
    slots = Self.share(results.reduce(0) { $0 + $1.slotsRight }, results.reduce(0) { $0 + $1.slots })
    let delays = results.compactMap(\.delay).sorted()
    delayP50 = delays.isEmpty ? nil : delays[(delays.count - 1) / 2]
    delayP95 = delays.isEmpty ? nil : delays[(delays.count - 1) * 95 / 100]
    let audio = results.reduce(0) { $0 + $1.audio }
    cpuPerSecond = audio > 0 ? results.reduce(0) { $0 + $1.cpu } / audio : 0
    minutes = audio / 60
    cost = minutes * price
    var names: [String: SpokenName.Recall] = [:]
    for outcome in results.flatMap(\.names) { names[outcome.name.kind, default: .init()].count(outcome) }
    self.names = names
    plainWordErrorRate = results.filter(\.names.isEmpty).reduce(WordErrors()) { $0 + $1.words }.rate
    reliability = Reliability(
      results.compactMap { result in
        result.confidence.map {
          .init(confidence: $0, isRight: result.isRight, isUnderstood: result.isUnderstood)
        }
      })
  }

  private static func share(_ part: Int, _ whole: Int) -> Double? { whole == 0 ? nil : Double(part) / Double(whole) }
}
