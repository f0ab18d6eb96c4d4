/// A trained model and the encoder it was trained with, ready for use.
public struct TrainedUnderstanding: Sendable {
  /// The model.
  public let intents: TrainedIntents
  /// The encoder it needs; nil where it needs none.
  public let encoder: SentenceEncoder?

  /// Puts a model and an encoder together; nil when the model needs another encoder, or any.
  /// - Parameter encoder: The encoder that is at hand; one that the model does not need is not used.
  public init?(_ intents: TrainedIntents, encoder: SentenceEncoder?) {
    guard intents.encoder == nil || intents.encoder == encoder?.mark else { return nil }
    self.intents = intents
    self.encoder = intents.encoder == nil ? nil : encoder
  }

  /// Why the model does not serve those examples; nil when it does.
  func refusal(for examples: [IntentModel.Example]) -> String? {
    let (known, needed) = (Set(intents.model.labels), Set(examples.compactMap(\.label)))
    if let missing = needed.subtracting(known).min() {
      return "it does not know '\(missing)', which the intent map has"
    }
    if let extra = known.subtracting(needed).min() { return "it knows '\(extra)', which the intent map does not have" }
    guard intents.lessons == Understander.fingerprint(of: examples) else {
      return "the intents' sentences, the engine's own or the catalogue's names have changed since it was trained"
    }
    return nil
  }
}

extension Understander {
  /// A sentence that the operator has labelled.
  public struct OwnSentence: Sendable {
    /// As it was said or typed.
    public var text: String
    /// The intent, or "intent#aspect"; nil: out of scope.
    public var label: String?

    /// Makes one.
    public init(text: String, label: String?) {
      self.text = text
      self.label = label
    }
  }

  /// All labels that sentences can have: those of the triggers and of the engine's own patterns.
  public static func labels(_ triggers: [Trigger]) -> [String] {
    triggers.map(\.label) + Patterns.all.map(\.label)
  }

  /// What a model learns from: the triggers, the engine's own sentences, and after these the operator's.
  public static func lessons(
    _ triggers: [Trigger], lexicon: Lexicon? = nil, own: [OwnSentence], encoder: SentenceEncoder?
  ) -> [IntentModel.Example] {
    let added = own.map {
      IntentModel.Example(words: abstract(Normalizer.words($0.text), stores: nil, lexicon), label: $0.label)
    }
    return (examples(triggers, lexicon) + added).map { example in
      IntentModel.Example(
        words: example.words, label: example.label, embedding: encoder?.encode(plain(example.words)) ?? [])
    }
  }

  /// Trains on lessons.
  /// - Parameters:
  ///   - lessons: As `lessons(_:own:encoder:)` gives them.
  ///   - own: How many of them are the operator's: the last ones.
  ///   - encoder: The one they were encoded with.
  public static func train(_ lessons: [IntentModel.Example], own: Int, encoder: SentenceEncoder?) -> TrainedIntents {
    TrainedIntents(
      model: IntentModel(examples: lessons), lessons: fingerprint(of: lessons.dropLast(own)), encoder: encoder?.mark,
      sentences: lessons.count, ownSentences: own)
  }

  static func fingerprint(of examples: some Sequence<IntentModel.Example>) -> UInt64 {
    var print = Fingerprint()
    for example in examples {
      print.add((example.label ?? "\0").utf8)
      print.add(example.words.joined(separator: " ").utf8)
    }
    return print.value
  }

  /// Words as an encoder wants them: "<number>" is for it a number.
  static func plain(_ words: [String]) -> String {
    words.map { $0.hasPrefix("<") ? String($0.dropFirst().dropLast()) : $0 }.joined(separator: " ")
  }
}
