internal import Audio

/// A sentence of free speech with the names in it, and what a line makes of its sound.
public struct Utterance: Sendable, Equatable {
  /// As it is written.
  public var words: String
  /// Numbers of orders, goods and stores in it.
  public var names: [SpokenName]

  /// How it is said: numbers digit by digit.
  public var spoken: String { SpokenForm.of(words) }

  /// The sound as a telephone line brings it: at the level of the bench's callers, with silence around, through mu-law.
  /// - Parameters:
  ///   - samples: What a voice made of it, 8,000 a second.
  ///   - speed: How much faster it shall be.
  ///   - noise: How many dB pink noise lies below the voice; nil: none to speak of.
  public static func carried(_ samples: [Int16], speed: Double, noise: Int?, seed: UInt64) -> [Int16] {
    var dice = VoiceDice(seed)
    let clip = SpokenClip(saying: "", samples: VoiceBench.faster(samples, speed)).at(level: VoiceBench.callerLevel)
    let silence = [Int16](repeating: 0, count: 2_000)
    let sound = silence + clip.samples + silence
    let added = VoiceSounds.noise(
      noise == nil ? .quiet : .pink, level: VoiceBench.callerLevel - Float(noise ?? 0), count: sound.count, voices: [],
      &dice)
    let mixed = zip(sound, added).map { VoiceSounds.clipped(Double($0) + Double($1)) }
    return MuLaw.decode(MuLaw.encode(mixed))
  }
}

/// Picks sentences of free speech: those with names of what exists, and as many without any.
public struct UtteranceMaker: Sendable {
  private let orders: [String], products: [String], stores: [String]
  private let seed: UInt64

  /// - Parameters:
  ///   - orders: Numbers of orders that exist; products and stores: names of those.
  ///   - seed: Other sentences and names for another number.
  public init(orders: [String], products: [String], stores: [String], seed: UInt64) {
    (self.orders, self.products, self.stores, self.seed) = (orders.sorted(), products.sorted(), stores.sorted(), seed)
  }

  /// So many sentences with names and so many without, as far as there are any.
  /// - Parameters:
  ///   - said: What customers say, with the names that exist in it.
  ///   - templates: Sentences with `<number>` (taken where it is an order's), `<product>` and `<store>`.
  public func choose(said: [String], templates: [String], count: Int) -> [Utterance] {
    var dice = VoiceDice(seed)
    let written = said.map { Utterance(words: $0, names: names(in: $0)) }
    var named = written.filter { !$0.names.isEmpty }
    var plain = written.filter { $0.names.isEmpty && $0.words.split(separator: " ").count > 2 }
    for template in templates {
      if let filled = fill(template, &dice) { filled.names.isEmpty ? plain.append(filled) : named.append(filled) }
    }
    // What the templates alone have too few of: goods and stores, each in a plain question.
    while named.count < count, !products.isEmpty, !stores.isEmpty {
      if let more = fill(Self.questions[named.count % Self.questions.count], &dice) { named.append(more) }
    }
    return Self.drawn(named, count, &dice) + Self.drawn(plain, count, &dice)
  }

  private static let questions = [
    "is the <product> in stock at <store>", "how much is the <product>", "when does <store> open on sunday",
    "do you have the <product> at <store>", "where is order <number>",
  ]

  private static func drawn(_ list: [Utterance], _ count: Int, _ dice: inout VoiceDice) -> [Utterance] {
    var (rest, taken) = (list, [Utterance]())
    while taken.count < count, !rest.isEmpty { taken.append(rest.remove(at: dice.below(rest.count))) }
    return taken
  }

  private func names(in words: String) -> [SpokenName] {
    let kinds = [("order", orders), ("product", products), ("store", stores)]
    return kinds.flatMap { kind, list in
      list.filter { words.contains($0) }.map { SpokenName(kind: kind, text: $0) }.filter { $0.isHeard(in: words) }
    }
  }

  /// A template with names drawn for it; nil where it asks for others.
  private func fill(_ template: String, _ dice: inout VoiceDice) -> Utterance? {
    if template.contains("<day>") || template.contains("<number>") && !template.contains("order") { return nil }
    var utterance = Utterance(words: template, names: [])
    for (mark, kind, list) in [
      ("<number>", "order", orders), ("<product>", "product", products), ("<store>", "store", stores),
    ] {
      while let place = utterance.words.firstRange(of: mark) {
        guard !list.isEmpty else { return nil }
        let name = list[dice.below(list.count)]
        utterance.words.replaceSubrange(place, with: name)
        utterance.names.append(SpokenName(kind: kind, text: name))
      }
    }
    return utterance
  }
}
