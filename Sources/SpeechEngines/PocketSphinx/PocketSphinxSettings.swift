/// How the embedded recogniser is set up. Defaults suit Debian's pocketsphinx-en-us and a two-core machine.
public struct PocketSphinxSettings: Sendable, Hashable {
  /// Holds `en-us/` (acoustic model) and `cmudict-en-us.dict`.
  public var modelDirectory: String
  /// Decoders made by `prepare`.
  public var initialDecoders: Int
  /// Decoders at most, one for each call that listens; about 20 MB each.
  public var maximumDecoders: Int
  /// What an utterance keeps at most, in seconds; the rest is not listened to. It bounds the time of a decision.
  public var maximumUtteranceSeconds: Double
  /// Model states a frame at most: it bounds the time a frame can take whatever the noise.
  public var maximumStatesPerFrame: Int
  /// How far decoder threads step back behind media threads (nice value).
  public var niceness: Int
  /// Where an utterance of the first call starts: the mean cepstrum of telephone speech (13 values), which stands in for what
  /// the decoder would learn over several seconds. Re-estimate per trunk if you can.
  public var cepstralMean: [Float]
  /// Alternatives a final reports at most.
  public var maximumAlternatives: Int

  /// Makes settings.
  public init(
    modelDirectory: String = "/usr/share/pocketsphinx/model/en-us", initialDecoders: Int = 2, maximumDecoders: Int = 12,
    maximumUtteranceSeconds: Double = 15, maximumStatesPerFrame: Int = 3_000, niceness: Int = 5,
    cepstralMean: [Float] = PocketSphinxSettings.telephoneMean, maximumAlternatives: Int = 5
  ) {
    self.modelDirectory = modelDirectory
    self.initialDecoders = initialDecoders
    self.maximumDecoders = maximumDecoders
    self.maximumUtteranceSeconds = maximumUtteranceSeconds
    self.maximumStatesPerFrame = maximumStatesPerFrame
    self.niceness = niceness
    self.cepstralMean = cepstralMean
    self.maximumAlternatives = maximumAlternatives
  }

  /// The mean over twenty telephone-band utterances (300 to 3,400 Hz, mu-law, doubled to 16,000 Hz).
  public static let telephoneMean: [Float] = [
    36.73, 18.45, -31.41, 34.08, -18.50, -9.77, 5.26, -27.03, -1.72, -9.91, -5.33, 0.61, -6.29,
  ]
}
