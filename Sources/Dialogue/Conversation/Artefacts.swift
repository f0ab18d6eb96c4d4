public import Commerce
internal import Discourse
public import Policy
public import Understanding

/// Who the agent speaks for.
public struct ShopProfile: Hashable, Codable, Sendable {
  /// The retailer's name as spoken.
  public var name: String
  /// A number people can call instead; nil when there is none.
  public var phone: String?

  /// Makes a profile.
  public init(name: String, phone: String?) {
    self.name = name
    self.phone = phone
  }
}

/// All that is in force for a conversation besides its inputs.
public struct Artefacts: Sendable {
  /// The intent map.
  public var intents: IntentMap
  /// What is said.
  public var responses: Responses
  /// The rules.
  public var policy: PolicyRules
  /// For whom.
  public var profile: ShopProfile
  /// Words to commands, trained from the intent map.
  public var understander: Understander
  /// What words mean in the catalogue.
  public var lexicon: Lexicon
  /// What may be answered from.
  public var knowledge: KnowledgeBase
  /// Artefact name to SHA-256 in hexadecimal; goes into each opening.
  public var hashes: [String: String]

  /// Makes artefacts; trains the understanding, unless a trained one serves these intents.
  /// - Parameters:
  ///   - products: The catalogue, as far as goods are to be known by their names.
  ///   - trained: An understanding that was trained before.
  public init(
    intents: IntentMap, responses: Responses, policy: PolicyRules, profile: ShopProfile, products: [Product] = [],
    knowledge: KnowledgeBase = KnowledgeBase(), hashes: [String: String], trained: TrainedUnderstanding? = nil
  ) {
    lexicon = Lexicon(products: products)
    self.knowledge = knowledge
    self.intents = intents.with(policy.numbers)
    self.policy = policy
    self.profile = profile
    self.hashes = hashes
    self.responses = responses.adding(intents.texts)
    understander = Understander(
      triggers: intents.triggers(for: products, knowledge), lexicon: lexicon, trained: trained)
  }
}

extension IntentMap {
  /// The map with the slots of numbers as policy has them.
  func with(_ numbers: AskedNumbers) -> IntentMap {
    var map = self
    for intent in map.intents.indices {
      for slot in map.intents[intent].slots.indices {
        switch map.intents[intent].slots[slot].kind {
        case .orderNumber: map.intents[intent].slots[slot].digits = numbers.orderDigits
        case .postcode, .store: map.intents[intent].slots[slot].digits = numbers.postcodeDigits ?? 0
        default: continue
        }
      }
    }
    return map
  }

  /// Things that stand for what a shop sells, where no catalogue says what that is.
  private static let things = ["jacket", "tent", "kettle", "backpack", "lamp", "boots", "chair", "blanket", "grill"]

  /// A sentence with things in the place of `<product>`, by turns.
  private static func examples(_ sentence: String, _ number: Int) -> [String] {
    guard sentence.contains("<product>") else { return [sentence] }
    return (0..<3).map { sentence.replacing("<product>", with: things[(number + $0 * 4) % things.count]) }
  }

  /// The triggers as the understanding learns them with a catalogue, and the questions that the articles answer.
  public func triggers(for products: [Product], _ knowledge: KnowledgeBase) -> [Understander.Trigger] {
    (products.isEmpty ? triggersWithThings : triggers) + (answering.map { knowledge.triggers(of: $0.name) } ?? [])
  }

  /// The intent that answers from the articles.
  var answering: IntentDocument? {
    intents.first { intent in
      if case .answer? = intent.steps.first { intent.enabled } else { false }
    }
  }

  /// The triggers with things in the place of `<product>`.
  public var triggersWithThings: [Understander.Trigger] {
    triggers.map { trigger in
      Understander.Trigger(
        label: trigger.label,
        sentences: trigger.sentences.enumerated().flatMap { Self.examples($0.element, $0.offset) }, group: trigger.group
      )
    }
  }

  /// The triggers of all enabled intents; aspects get labels of their own.
  public var triggers: [Understander.Trigger] {
    intents.filter(\.enabled).flatMap { intent in
      intent.triggers.sorted { $0.key < $1.key }.map { aspect, sentences in
        Understander.Trigger(
          label: intent.isForPerson ? Patterns.personLabel : aspect.isEmpty ? intent.name : "\(intent.name)#\(aspect)",
          sentences: sentences, group: intent.isForDesk ? "desk" : nil)
      }
    }
  }
}

extension Artefacts {
  /// Whether these words, said over ours, mean anything to the house, whatever is going on.
  ///
  /// Where they are only like a question that an article answers, that has to be sure and the article to hold what they are about: "honey, can
  /// you get the door" is like "can I pay when it arrives", and is for somebody else.
  public func mean(something words: String) -> Bool {
    understander.commands(Transcript(typed: words), expecting: .anything, stores: nil).contains { command in
      guard case .start(let label, let confidence) = command else { return command != .notUnderstood }
      let name = label.prefix { $0 != "#" }
      guard name == intents.answering?.name ?? "" else { return true }
      return confidence >= Self.sureArticle && knowledge.answer(words, least: Self.aboutArticle) != nil
    }
  }

  /// How likely an article has to be, and how much of what carries the words it has to hold.
  private static let (sureArticle, aboutArticle) = (0.75, 0.65)
}
