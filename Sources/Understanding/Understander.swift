public import Discourse
internal import Glibc

/// Words to commands for one retailer: made once from the intent map's triggers and shared by all conversations.
public struct Understander: Sendable {
  /// How an intent can be asked for.
  public struct Trigger: Sendable {
    /// The intent, or "intent#aspect".
    public var label: String
    /// Example sentences; `<number>`, `<store>` and `<day>` stand for values.
    public var sentences: [String]

    /// What it belongs to: triggers of one group together stand for it, and the best of them is taken.
    public var group: String?

    /// Makes a trigger.
    public init(label: String, sentences: [String], group: String? = nil) {
      self.group = group
      self.label = label
      self.sentences = sentences
    }
  }

  /// What words may be about.
  public struct Topic: Hashable, Sendable {
    /// The intent, or "intent#aspect": the likeliest of its family.
    public var label: String
    /// The probability of the family, all its aspects together.
    public var probability: Double
    /// The intent alone.
    public var intent: String { String(label.prefix { $0 != "#" }) }
    /// What is behind the "#"; empty where nothing is.
    public var aspect: String { String(label.drop { $0 != "#" }.dropFirst()) }
  }

  /// Where the model came from.
  public enum Origin: Hashable, Sendable {
    /// A file that was trained before: with how many sentences, and how many of them the operator's own.
    case file(sentences: Int, own: Int)
    /// Trained at start from the intent map; a file that was there does not fit, and why.
    case start(refused: String?)
  }

  /// Where the model came from.
  public let origin: Origin
  private let model: IntentModel
  private let encoder: SentenceEncoder?
  private let lexicon: Lexicon?
  private let patternLabels: [String: Command]
  /// The group of a label, where it has one.
  private let groups: [String: String]
  /// The family of each label of the model: the number of its group, or of the intent that it is an aspect of; how many there are.
  private let familyOf: [Int]
  private let familyCount: Int
  /// Where the aspects of intents stand that have very many, by intent.
  private let manyAspects: [String: [Int]]
  /// Probability under which a start is not believed.
  private let threshold: Double

  /// Takes a model that was trained for just these triggers and the engine's own patterns (`Patterns`), or else trains one.
  /// - Parameters:
  ///   - lexicon: What words mean in the catalogue; nil or without products: goods are words like others.
  ///   - trained: A model that was trained before.
  public init(
    triggers: [Trigger], threshold: Double = 0.45, lexicon: Lexicon? = nil, trained: TrainedUnderstanding? = nil
  ) {
    self.threshold = threshold
    self.lexicon = lexicon
    patternLabels = Dictionary(uniqueKeysWithValues: Patterns.all.map { ($0.label, $0.command) })
    groups = Dictionary(triggers.compactMap { trigger in trigger.group.map { (trigger.label, $0) } }) { first, _ in
      first
    }
    let examples = Self.examples(triggers, lexicon)
    let refusal = trained.flatMap { $0.refusal(for: examples) }
    if let trained, refusal == nil {
      origin = .file(sentences: trained.intents.sentences, own: trained.intents.ownSentences)
      (model, encoder) = (trained.intents.model, trained.encoder)
    } else {
      origin = .start(refused: refusal)
      (model, encoder) = (IntentModel(examples: examples), nil)
    }
    let labels = model.labels
    var families: [String: Int] = [:]
    familyOf = labels.map { [groups] label in
      let name = groups[label] ?? String(label.prefix { $0 != "#" })
      families[name] = families[name] ?? families.count
      return families[name] ?? 0
    }
    familyCount = families.count
    manyAspects = Dictionary(grouping: labels.indices.filter { labels[$0].contains("#") }) { index in
      String(labels[index].prefix { $0 != "#" })
    }.filter { $0.value.count >= Self.many }
  }

  /// Aspects from which on an intent has very many.
  private static let many = 40

  /// What the model learns from: the triggers, the engine's own patterns, and what is out of scope.
  static func examples(_ triggers: [Trigger], _ lexicon: Lexicon? = nil) -> [IntentModel.Example] {
    let known =
      triggers.map { ($0.label, $0.sentences) } + Patterns.all.map { ($0.label, $0.sentences) }
    return known.flatMap { label, sentences in
      sentences.map { IntentModel.Example(words: abstract($0, lexicon), label: label) }
    } + Patterns.outOfScope.map { IntentModel.Example(words: abstract($0, lexicon), label: nil) }
  }

  /// What the caller means. One utterance may hold several commands, in order; never empty.
  /// - Parameters:
  ///   - transcript: All ways of hearing it.
  ///   - expectation: What was asked for; it decides how bare digits and short answers are read.
  ///   - stores: The stores that exist, for names in free speech.
  ///   - placed: Numbers in it that are postcodes, and no order's.
  public func commands(
    _ transcript: Transcript, expecting expectation: Expectation, stores: StoreMatcher?, placed: [String] = []
  ) -> [Command] {
    let heard = transcript.alternatives.map { (words: Normalizer.words($0.text), confidence: $0.confidence) }
    guard let best = heard.first(where: { !$0.words.isEmpty }) else { return [.notUnderstood] }
    var commands: [Command] = []

    let short = shortAnswer(best.words) ?? (expectation == .yesNo ? agreedAnswer(heard) : nil)
    // "No, it's four oh two one nine" denies what was asked or read back, and puts it right in the same breath.
    let corrects = short == .deny && Patterns.noWords.contains(best.words[0]) && !expectation.isFree
    if let short, best.words.count <= 3 || expectation == .yesNo || corrects { commands.append(short) }

    let numbers = numberCandidates(heard, besides: placed, isAmidWords: expectation.isFree)
    if !numbers.isEmpty { commands.append(.fill(slot: "number", candidates: numbers)) }
    if !placed.isEmpty {
      commands.append(.fill(slot: "postcode", candidates: placed.map { SlotCandidate(value: $0, score: 1) }))
    }
    if let stores {
      var found: [String: Double] = [:]
      for alternative in heard {
        for candidate in stores.match(alternative.words) {
          found[candidate.value] = max(
            found[candidate.value] ?? 0, candidate.score * (0.5 + alternative.confidence / 2))
        }
      }
      if !found.isEmpty {
        let ranked = found.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        commands.append(.fill(slot: "store", candidates: ranked.map { SlotCandidate(value: $0.key, score: $0.value) }))
      }
    }

    if let classified = classify(heard, stores: stores, expectation: expectation), !commands.contains(classified) {
      if case .start = classified {
        commands.insert(classified, at: 0)
      } else if commands.isEmpty || expectation.isFree || classified == .person || classified == .repeat
        || classified == .goodbye || classified == .wait
      {
        commands.append(classified)
      }
    }
    // A greeting alone carries no wish, but it was understood.
    if commands.isEmpty, best.words.allSatisfy({ ["hi", "hello", "hey"].contains($0) }) { return [.smallTalk] }
    return commands.isEmpty ? [.notUnderstood] : commands
  }

  /// Yes, no and the like by their words alone: too short for statistics.
  private func shortAnswer(_ words: [String]) -> Command? {
    // "yes no wait" and "no, that's right" are for a second question, not for guessing.
    let yes = words.contains(where: Patterns.yesWords.contains)
    let no = words.contains(where: Patterns.noWords.contains)
    let right = words.contains("right") || words.contains("correct")
    if words.contains("not") && right { return .deny }
    // "Not okay", "I refuse to say yes": what it is instead is for others to find out.
    if yes, words.contains(where: Patterns.doubts.contains) { return nil }
    switch (yes || (right && !no), no) {
    case (true, false): return .affirm
    case (false, true): return right ? nil : .deny
    default: return nil
    }
  }

  /// The yes or no that other ways of hearing a short answer agree on; nil when one says yes and another no, or when together they are less
  /// likely than the first way of hearing it: an engine that was asked for a yes or no finds one in anything.
  private func agreedAnswer(_ heard: [(words: [String], confidence: Double)]) -> Command? {
    let answers = heard.filter { $0.words.count <= 4 }.compactMap { way in
      shortAnswer(way.words).map { (answer: $0, confidence: way.confidence) }
    }
    guard let first = answers.first?.answer, answers.allSatisfy({ $0.answer == first }),
      answers.reduce(0, { $0 + $1.confidence }) >= heard.first(where: { !$0.words.isEmpty })?.confidence ?? 0
    else { return nil }
    return first
  }

  private func numberCandidates(
    _ heard: [(words: [String], confidence: Double)], besides placed: [String], isAmidWords: Bool
  ) -> [SlotCandidate] {
    var found: [String: Double] = [:]
    var order: [String] = []
    for alternative in heard {
      // The longest run is the number; others are quantities and small talk ("one order").
      let runs = SpokenDigits.runs(in: alternative.words).filter { !placed.contains($0.digits) }
      guard let run = runs.max(by: { $0.digits.count < $1.digits.count }) else { continue }
      if found[run.digits] == nil { order.append(run.digits) }
      // How sure a sentence is counts for all of its words: a part of it is surer than the whole.
      let others = alternative.words.count - run.range.count
      let share = isAmidWords ? Double(run.digits.count) / Double(run.digits.count + others) : 1
      found[run.digits] = max(found[run.digits] ?? 0, pow(alternative.confidence, share))
    }
    return order.map { SlotCandidate(value: $0, score: found[$0] ?? 0) }
  }

  /// What each family of labels gets, with its best label; nil when there is nothing to go by. The aspects of an intent share what
  /// they have in common; together they stand for the intent.
  private func families(
    _ heard: [(words: [String], confidence: Double)], stores: StoreMatcher?, withOutside: Bool = false
  ) -> [(share: Double, label: String)]? {
    var totals = [Double](repeating: 0, count: model.labels.count)
    var weights = 0.0
    for (rank, alternative) in heard.prefix(5).enumerated() where !alternative.words.isEmpty {
      let words = Self.abstract(alternative.words, stores: stores, lexicon)
      // What only fills a slot starts nothing.
      guard words.contains(where: { !$0.hasPrefix("<") }) else { continue }
      let found = model.classify(words, embedding: encoder?.encode(Self.plain(words)) ?? [])
      let weight = max(alternative.confidence, 0.05) / Double(rank + 1)
      weights += weight
      // Words of which none is known (a name, a cough) are like whatever shares some letters with them, and ask for nothing.
      let values = words.count { $0.hasPrefix("<") }
      guard found.coverage * Double(words.count) - Double(values) > 0.5 else { continue }
      // For asking, what is outside counts as well, but not words that are known from nowhere.
      guard !found.isOutOfScope || withOutside && found.coverage >= 0.5 else { continue }
      // A sentence of mostly unknown words says little, whatever the weights make of it.
      let trust = weight * (0.5 + 0.5 * found.coverage)
      for label in totals.indices { totals[label] += trust * found.probabilities[label] }
    }
    guard weights > 0 else { return nil }
    let counted = withoutTails(totals)
    var families = [(total: Double, best: Int)](repeating: (0, -1), count: familyCount)
    for (index, total) in counted.enumerated() {
      let family = familyOf[index]
      families[family].total += total
      let best = families[family].best
      if best < 0 || total > counted[best] { families[family].best = index }
    }
    let ranked = families.sorted { ($1.total, $0.best) < ($0.total, $1.best) }
    // Nobody asks for what has next to nothing.
    return ranked.enumerated().prefix { $0.offset == 0 || $0.element.total > 0.02 * weights }.map { _, family in
      (family.total / weights, named(family.best, counted, of: family.total))
    }
  }

  /// The same where of each family with very many aspects (the articles') only the likeliest few count, and all others have what the rest of them
  /// had: what is spread thinly over hundreds of them is about none, and must not win by its number.
  private func withoutTails(_ totals: [Double]) -> [Double] {
    var counted = totals
    for family in manyAspects.values {
      var best: [Int] = []
      for index in family {
        counted[index] = 0
        // The first of several that have the same stays before them.
        let place = best.firstIndex { totals[$0] < totals[index] } ?? best.count
        guard place < Self.likeliest else { continue }
        best.insert(index, at: place)
        if best.count > Self.likeliest { best.removeLast() }
      }
      for index in best { counted[index] = totals[index] }
    }
    let (all, left) = (totals.reduce(0, +), counted.reduce(0, +))
    guard left > 0, left < all else { return totals }
    return counted.map { $0 * all / left }
  }

  private static let likeliest = 3

  /// The label to tell for a family: its likeliest aspect, or where none is likely among them, what stands for all of it. One of very many
  /// aspects (the articles') need not have as much as one of few.
  private func named(_ best: Int, _ totals: [Double], of total: Double) -> String {
    let label = model.labels[best]
    guard let mark = label.firstIndex(of: "#"), groups[label] == nil else { return label }
    let whole = String(label[..<mark])
    guard manyAspects[whole] == nil, totals[best] < 0.5 * total, model.labels.contains(whole) else { return label }
    return whole
  }

  /// What some words are about, likeliest first, with the probability of each; empty where they are like nothing that was learned.
  /// - Parameter unfamiliar: Whether words that are like little that was learned are told as well, for asking.
  public func topics(_ text: String, stores: StoreMatcher?, unfamiliar: Bool = false) -> [Topic] {
    let words = Normalizer.words(text)
    guard !words.isEmpty else { return [] }
    let ranked = families([(words, 1)], stores: stores, withOutside: unfamiliar) ?? []
    return ranked.prefix(4).filter { $0.share > 0.02 }.map { Topic(label: $0.label, probability: $0.share) }
  }

  /// The likeliest aspects of one intent, best first, each with its share of the intent; empty when it has none. What was learned for the intent
  /// as a whole, which none of its aspects serves, has a share too and is not told: where it has more than any of them, there is none.
  public func aspects(of intent: String, in text: String, stores: StoreMatcher?, most: Int) -> [Topic] {
    let words = Self.abstract(Normalizer.words(text), stores: stores, lexicon)
    guard !words.isEmpty else { return [] }
    let found = model.classify(words, embedding: encoder?.encode(Self.plain(words)) ?? [])
    let own = model.labels.indices.filter { model.labels[$0] == intent || model.labels[$0].hasPrefix(intent + "#") }
    let total = own.reduce(0) { $0 + found.probabilities[$1] }
    guard total > 0 else { return [] }
    let ranked = own.sorted { (found.probabilities[$1], $0) < (found.probabilities[$0], $1) }
    guard model.labels[ranked[0]] != intent else { return [] }
    return ranked.filter { model.labels[$0] != intent }.prefix(most).map {
      Topic(label: model.labels[$0], probability: found.probabilities[$0] / total)
    }
  }

  /// The intents that words not understood may be about, for asking, likeliest first: at most two, each with a fair share. None when the
  /// engine's own phrases have more.
  public func guesses(_ transcript: Transcript, stores: StoreMatcher?) -> [String] {
    let heard = transcript.alternatives.map { (words: Normalizer.words($0.text), confidence: $0.confidence) }
    // One word that is not known says too little.
    guard (heard.first?.words.count ?? 0) > 1,
      let ranked = families(heard, stores: stores, withOutside: true), let best = ranked.first,
      best.share >= Self.plausible,
      patternLabels[best.label] == nil
    else { return [] }
    let second = ranked.dropFirst().first { $0.share >= Self.plausible / 2 && patternLabels[$0.label] == nil }
    return [best.label] + [second].compactMap { $0?.label }
  }

  /// The probability from which it is worth asking whether something is meant. Below it what is asked is wrong more often than not, and a
  /// wrong guess costs more than saying that it was not understood.
  private static let plausible = 0.3

  private func classify(
    _ heard: [(words: [String], confidence: Double)], stores: StoreMatcher?, expectation: Expectation
  ) -> Command? {
    guard let (probability, label) = families(heard, stores: stores)?.first.map({ ($0.share, $0.label) }) else {
      return nil
    }
    // Amid a question of ours, a new topic needs to be said plainly: half-heard answers must not change the subject.
    let needed = expectation.isFree ? threshold : max(threshold, 0.7)
    guard probability >= needed else { return nil }
    // "Yes no" is neither: what short answers mean is not for statistics.
    if let first = heard.first?.words, first.contains(where: Patterns.yesWords.contains),
      first.contains(where: Patterns.noWords.contains),
      patternLabels[label] == .affirm || patternLabels[label] == .deny
    {
      return nil
    }
    return patternLabels[label] ?? .start(intent: label, confidence: probability)
  }

  /// The words with values replaced by their kinds.
  static func abstract(_ words: [String], stores: StoreMatcher?, _ lexicon: Lexicon? = nil) -> [String] {
    let goods = lexicon?.goods(in: words) ?? []
    let numbers = SpokenDigits.runs(in: words)
    let names = stores?.nameWords(in: words) ?? []
    var result: [String] = []
    for (index, word) in words.enumerated() {
      if let range = goods.first(where: { $0.contains(index) }) {
        if range.lowerBound == index { result.append("<product>") }
      } else if let run = numbers.first(where: { $0.range.contains(index) }) {
        // "I'm 78" tells an age and asks for nothing.
        let isAge = run.digits.count < 4 && index > 0 && ages.contains(words[index - 1])
        if run.range.lowerBound == index, !isAge { result.append("<number>") }
      } else if names.contains(index) {
        if !names.contains(index - 1) { result.append("<store>") }
      } else if days.contains(word) {
        result.append("<day>")
      } else if !fillers.contains(word) {
        result.append(word)
      }
    }
    return result
  }

  /// A sentence to learn from, its placeholders kept and its values replaced like those of what is said: it may be written as customers do.
  static func abstract(_ sentence: String, _ lexicon: Lexicon? = nil) -> [String] {
    let words = sentence.split(separator: " ").flatMap { piece -> [String] in
      piece.hasPrefix("<") ? [String(piece)] : Normalizer.words(String(piece))
    }
    return abstract(words, stores: nil, lexicon)
  }

  private static let ages: Set<String> = ["i'm", "im", "he's", "hes", "she's", "shes", "we're"]
  private static let fillers: Set<String> = [
    "uh", "um", "er", "hmm", "please", "hi", "hello", "hey", "okay", "ok", "so", "and",
  ]
  private static let days: Set<String> = [
    "today", "tonight", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays",
  ]
}
