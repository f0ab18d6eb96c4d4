internal import Conversations

/// Turns a retailer's sentences into the language model for free speech: numbers and stores filled in, everyday answers and
/// false starts added.
enum DomainLanguage {
  /// Different digit strings a sentence with `<number>` is counted with, sharing one sentence's weight.
  private static let numbersPerSentence = 24
  /// Stores a sentence with `<store>` is counted with at most.
  private static let storesPerSentence = 40
  /// What people say before the sentence proper, with its share.
  private static let openings = ["um", "uh", "hi", "hello", "yes", "yeah", "hi um", "okay", "well", "so"]
  /// Words of every conversation: with a unigram each, an unforeseen one is less often heard as rubbish.
  static let everyday = """
    a about after again all already also am an and another any anything are as ask at away back be because been before \
    but by call came can can't check come could day days did didn't different do does doesn't doing don't down each else \
    ever every everything find first for friday from get getting give go going gone good got guess had has have haven't \
    he hear hello help her here hey hi him his how i i'd i'll i'm i've if in into is isn't it it's its just keep know \
    last later let like little long look looking lot made make many maybe me mean minute monday month more morning most \
    much my name need never new next nice not nothing now of off okay on one only or other our out over people place \
    please problem put really right said same saturday saw say says see send sent she should since so some somebody \
    someone something soon sorry still such sunday sure take talk tell than thank thanks that that's the their them then \
    there these they they're thing things think this those through thursday time to today told tomorrow too tried try \
    trying tuesday two uh um under until up us use very wait want wanted was wasn't way we wednesday week well went were \
    what what's when where where's which while who why will with won't work would yeah yes yesterday yet you your
    """.split(separator: " ").map(String.init)

  /// The model of a domain.
  static func model(of domain: RecognitionDomain) -> TrigramModel {
    var model = TrigramModel(vocabulary: everyday + Grammar.digits)
    var numbers = SpokenNumbers()
    for sentence in domain.sentences {
      for (words, weight) in expand(sentence, stores: domain.storeNames, numbers: &numbers) {
        model.add(words, weight: weight)
        // Openings rotate so that each is seen with many sentences.
        let opening = openings[numbers.choose(openings.count)].split(separator: " ").map(String.init)
        model.add(opening + words, weight: weight * 0.1)
      }
    }
    for phrase in Grammar.affirmations + Grammar.negations + Grammar.escapes {
      model.add(phrase.split(separator: " ").map(String.init), weight: 0.5)
    }
    for name in domain.storeNames { model.add(name.split(separator: " ").map(String.init), weight: 0.2) }
    for _ in 0..<40 { model.add(numbers.next(), weight: 0.1) }
    return model
  }

  private static func expand(
    _ sentence: String, stores: [String], numbers: inout SpokenNumbers
  ) -> [(words: [String], weight: Double)] {
    var forms: [(words: [String], weight: Double)] = [([], 1)]
    for token in sentence.lowercased().split(separator: " ") {
      switch token {
      case "<number>":
        forms = forms.flatMap { form in
          let copies = max(1, numbersPerSentence / forms.count)
          return (0..<copies).map { _ in (form.words + numbers.next(), form.weight / Double(copies)) }
        }
      case "<store>":
        let names = stores.isEmpty ? ["store"] : Array(stores.prefix(storesPerSentence))
        forms = forms.prefix(storesPerSentence).flatMap { form in
          names.map { name in
            (form.words + name.split(separator: " ").map(String.init), form.weight / Double(names.count))
          }
        }
      default:
        for position in forms.indices { forms[position].words.append(String(token)) }
      }
    }
    return forms
  }
}

/// Spoken digit strings as callers say order numbers, random but the same on every start.
struct SpokenNumbers {
  private var state: UInt64

  /// Begins; another seed, other numbers.
  init(seed: UInt64 = 0x9E37_79B9_7F4A_7C15) { state = seed }

  /// The next string: mostly five digits.
  mutating func next() -> [String] {
    let length = [5, 5, 5, 5, 6, 4, 3, 5][choose(8)]
    return (0..<length).map { _ in Grammar.digits[choose(Grammar.digits.count)] }
  }

  /// A number below `limit` (SplitMix64).
  mutating func choose(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, limit)))
  }
}
