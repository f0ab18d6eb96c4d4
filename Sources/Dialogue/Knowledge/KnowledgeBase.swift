internal import Understanding

/// What the shop has written down to answer from: short articles, each passage the answer to one question.
public struct KnowledgeBase: Hashable, Sendable {
  /// One file.
  public struct Article: Hashable, Sendable {
    /// The file's name without its ending ("returns").
    public var name: String
    /// What it is about.
    public var title: String
    /// Who says so, for people who check ("Customer Care, Returns policy").
    public var source: String
    /// Which state of it ("2026-10-01").
    public var version: String
    /// The answers in it.
    public var passages: [Passage]
  }

  /// One answer.
  public struct Passage: Hashable, Sendable {
    /// The question it answers, as its heading.
    public var heading: String
    /// Other ways of asking it.
    public var asked: [String]
    /// The answer, as it is said.
    public var text: String
    /// Whether a person is offered behind it, because something is left to do that nobody does here.
    public var offersPerson = false
    /// Words, by their stems, of which one has to be said for it to answer: what must never be said by mistake names them. Empty: none has to.
    public var onlyWith: [String] = []
  }

  /// Where an answer came from: goes to the journal with the turn.
  public struct Source: Hashable, Codable, Sendable {
    /// The article's name.
    public var article: String
    /// The passage's heading.
    public var passage: String
    /// Who says so.
    public var source: String
    /// Which state of it.
    public var version: String

    /// What the passage is called among the aspects of the intent that answers.
    var aspect: String { KnowledgeBase.aspect(article, passage) }
  }

  /// An answer that was found.
  struct Answer: Hashable {
    var source: Source
    var text: String
    /// How much of the question it covers, 0 to 1.
    var score: Double
  }

  /// All articles, in order of their files.
  public var articles: [Article]
  private let index: [Entry]
  private let weights: [String: Double]
  private let unknownWeight: Double

  private struct Entry: Hashable {
    var article: Int
    var passage: Int
    /// The words of each wording, by their stems.
    var wordings: [[String]]
    var body: Set<String>
  }

  /// Makes a knowledge base; weighs words by how few passages hold them.
  public init(articles: [Article] = []) {
    self.articles = articles
    var index: [Entry] = []
    var holders: [String: Int] = [:]
    for (number, article) in articles.enumerated() {
      let title = Self.stems(article.title)
      for (place, passage) in article.passages.enumerated() {
        let wordings = ([passage.heading] + passage.asked).map(Self.stems)
        let body = Set(Self.stems(passage.text) + title)
        index.append(Entry(article: number, passage: place, wordings: wordings, body: body))
        for word in body.union(wordings.joined()) { holders[word, default: 0] += 1 }
      }
    }
    self.index = index
    let count = Double(max(index.count, 1))
    weights = holders.mapValues { Self.weight(count, Double($0)) }
    unknownWeight = Self.weight(count, 3)
  }

  private static func weight(_ passages: Double, _ holders: Double) -> Double {
    // Grows slowly: a rare word counts about four times a common one, never forty times.
    var value = 1.0, ratio = passages / holders
    while ratio > 1.5 { (value, ratio) = (value + 0.5, ratio / 2) }
    return value
  }

  /// The passage that answers a question best; nil when none covers at least `least` of it.
  ///
  /// A word of a wording counts wholly, a word of the answer itself a third. Words that no passage holds count against all of them:
  /// what is asked besides must not be passed over. Of equal passages the first in order of the files is taken.
  func answer(_ question: String, least: Double) -> Answer? {
    let asked = Set(Self.stems(question))
    let total = asked.reduce(0) { $0 + (weights[$1] ?? unknownWeight) }
    guard !asked.isEmpty, total > 0 else { return nil }
    var best: (score: Double, entry: Entry)?
    for entry in index where isOpen(articles[entry.article].passages[entry.passage], question) {
      let score = entry.wordings.map { rate(asked, total, $0, entry.body, least) }.max() ?? 0
      if score > (best?.score ?? 0) { best = (score, entry) }
    }
    guard let best, best.score >= least else { return nil }
    let article = articles[best.entry.article], passage = article.passages[best.entry.passage]
    return Answer(
      source: Source(
        article: article.name, passage: passage.heading, source: article.source, version: article.version),
      text: passage.text, score: best.score)
  }

  /// A passage by where it came from; nil when it is not there any more.
  func passage(of source: Source) -> Passage? {
    articles.first { $0.name == source.article }?.passages.first { $0.heading == source.passage }
  }

  /// How much of what carries a question stands in a passage, in its wordings or its answer: 0 to 1, rare words weighing more.
  /// - Parameter goods: Words that name goods, by their stems: they are in many questions, so they count only where nothing else is asked.
  func support(of source: Source, for question: String, besides goods: Set<String> = []) -> Double {
    let all = Set(Self.stems(question)).filter { !$0.contains(where: \.isNumber) }.sorted()
    let rest = all.filter { !goods.contains($0) }
    let asked = rest.isEmpty ? all : rest
    guard !asked.isEmpty, let words = words(of: source) else { return 0 }
    var (covered, total) = (0.0, 0.0)
    for word in asked {
      let weight = weights[word] ?? unknownWeight
      total += weight
      if words.contains(word) { covered += weight }
    }
    return total > 0 ? covered / total : 0
  }

  /// Whether one of the words is said without which a passage does not answer.
  private func isOpen(_ passage: Passage, _ said: String) -> Bool {
    passage.onlyWith.isEmpty || !Set(Normalizer.words(said).map(Self.stem)).isDisjoint(with: passage.onlyWith)
  }

  /// The same for where a passage stands.
  func isOpen(_ source: Source, to said: String) -> Bool { passage(of: source).map { isOpen($0, said) } ?? false }

  /// Whether a passage speaks of any of these words, by their stems.
  func mentions(_ stems: Set<String>, _ source: Source) -> Bool {
    words(of: source).map { !$0.isDisjoint(with: stems) } ?? false
  }

  private func words(of source: Source) -> Set<String>? {
    index.first {
      articles[$0.article].name == source.article
        && articles[$0.article].passages[$0.passage].heading == source.passage
    }.map { $0.body.union($0.wordings.joined()) }
  }

  /// What a passage is called among the aspects of the intent that answers.
  static func aspect(_ article: String, _ heading: String) -> String { "\(article)/\(heading)" }

  /// Where the passage of an aspect stands; nil when there is none of that name.
  func source(aspect: String) -> Source? {
    guard let slash = aspect.firstIndex(of: "/") else { return nil }
    let (name, heading) = (aspect[..<slash], aspect[aspect.index(after: slash)...])
    guard let article = articles.first(where: { $0.name == name }),
      let passage = article.passages.first(where: { $0.heading == heading })
    else { return nil }
    return Source(
      article: article.name, passage: passage.heading, source: article.source, version: article.version)
  }

  /// How each passage is asked for, as aspects of the intent that answers: they are learned beside the triggers of all others, so that
  /// a question about a rule and the wish itself compete for the same words.
  func triggers(of intent: String) -> [Understander.Trigger] {
    articles.flatMap { article in
      article.passages.map { passage in
        Understander.Trigger(
          label: "\(intent)#\(Self.aspect(article.name, passage.heading))",
          sentences: [passage.heading] + passage.asked)
      }
    }
  }

  /// How well one wording answers: what it covers of the question, and what the question covers of it.
  private func rate(
    _ asked: Set<String>, _ total: Double, _ wording: [String], _ body: Set<String>, _ least: Double
  ) -> Double {
    let wanted = Set(wording)
    guard !wanted.isEmpty else { return 0 }
    // In thirds: weights are halves, so sums are exact whatever the order of a set, and a replay gives the same to the bit.
    var covered = 0.0
    for word in asked {
      let weight = weights[word] ?? unknownWeight
      if wanted.contains(word) { covered += 3 * weight } else if body.contains(word) { covered += weight }
    }
    let shared = wanted.intersection(asked)
    guard !shared.isEmpty else { return 0 }
    func weigh(_ words: Set<String>) -> Double { words.sorted().reduce(0) { $0 + (weights[$1] ?? unknownWeight) } }
    // A wording of one word says little about a question of several: what is asked must be covered, whatever the wording is.
    let share = covered / (3 * total)
    return share < min(Self.leastShare, least) ? 0 : 0.75 * share + 0.25 * weigh(shared) / weigh(wanted)
  }

  /// How much of the question an answer must cover in any case.
  private static let leastShare = 0.55

  // MARK: Words

  /// The words that carry a question, without their endings.
  static func stems(_ text: String) -> [String] {
    Normalizer.words(text).filter { !empty.contains($0) }.map(stem)
  }

  /// "returning", "returned" and "returns" give "return": crude, and the same for questions and answers.
  static func stem(_ word: String) -> String {
    var word = word.filter { $0 != "'" }
    if let same = alike[word] { return same }
    for ending in ["ies", "ing", "ed", "es", "s"] where word.count > ending.count + 3 && word.hasSuffix(ending) {
      word.removeLast(ending.count)
      if ending == "ies" { word += "y" }
      break
    }
    if word.count > 4, word.hasSuffix("e") { word.removeLast() }
    return alike[word] ?? word
  }

  /// Words that mean the same to a shop.
  private static let alike: [String: String] = [
    "ship": "deliver", "shipping": "deliver", "shipment": "deliver", "shipped": "deliver", "delivery": "deliver",
    "delivering": "deliver", "deliveries": "deliver", "post": "deliver", "postage": "deliver", "price": "cost",
    "fee": "cost", "fees": "cost", "charge": "cost", "free": "cost", "policies": "policy",
    "guarantee": "warranty", "parcel": "package", "fix": "repair", "mend": "repair", "mended": "repair",
    "sends": "send", "sent": "send", "clean": "wash", "paid": "pay", "payment": "pay",
    "payments": "pay",
    "shop": "store", "shops": "store", "cards": "card", "membership": "member", "programme": "program",
    "colour": "color",
    "exchanging": "exchange", "swap": "exchange", "item": "thing", "items": "thing", "product": "thing",
  ]

  private static let empty: Set<String> = [
    "a", "an", "the", "is", "are", "am", "was", "be", "been", "i", "i'm", "i'd", "i've", "i'll", "me", "my", "you",
    "your",
    "we", "us", "our", "it", "its", "it's", "this", "that", "these", "those", "there", "do", "does", "did", "don't",
    "have",
    "has", "had", "can", "could", "would", "will", "shall", "should", "may", "might", "what", "what's", "which", "who",
    "whats", "how", "when", "where", "why", "if", "of", "to", "in", "on", "at", "for", "from", "with", "by", "and",
    "or",
    "but", "so", "as", "about", "please", "hi", "hello", "hey", "ok", "okay", "just", "want", "wanna", "need", "know",
    "tell", "get", "got", "like", "some", "any", "something", "anything", "one", "u", "ur", "im", "id", "much", "many",
    "also", "then", "than", "too", "really", "wondering", "question", "guys", "whether", "let", "lets", "thanks",
    "thank",
    "not", "no", "still", "stuff", "bought", "isnt", "dont", "doesnt", "didnt", "cant", "wont", "hasnt", "havent",
    "ever", "actually", "say", "says", "said", "does", "doing", "am", "em", "um", "uh", "ya",
    "were", "hiya", "yo", "guys", "sorry", "quick", "q", "good", "morning", "afternoon", "evening", "there", "wonder",
    "r",
    "pls", "plz", "im", "ive", "youre", "theres", "dear", "sir", "madam", "well", "gotta", "gonna", "i'll", "kinda",
    "sort", "see", "look", "anybody", "somebody", "someone", "anyone", "else", "everybody", "way",
  ]
}
