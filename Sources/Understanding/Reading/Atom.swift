internal import Discourse

/// What a verb of the customer's does, before it is known on what.
enum Action: Hashable {
  case cancel, giveBack, exchange, change, make, replace, remove, add, keep, undo
  /// Send somewhere; pay with something; give money back; bring or send without telling which way ("take", "put").
  case ship, pay, refund, take, put, send
  /// Want, get: verbs that only name a thing.
  case want
}

/// The form of a verb.
enum VerbForm: Hashable { case base, ing, past, noun }

/// How a clause begins, as far as it tells the mood.
enum Lead: Hashable {
  /// "I want to"; "can you", "please"; "can I"; "how do I"; "tell me", "I'd like to know"; "what if I".
  case want, you, mayI, mayHave, howTo, tell, whatIf
}

/// Words that guard a wish.
enum GuardWord: Hashable {
  case `if`, onlyIf, unless, otherwise, inCase
}

/// Words between things and clauses.
enum Link: Hashable { case and, or, then, but, also, so, over }

/// Prepositions and their like.
enum Pivot: Hashable { case to, `for`, with, `in`, from, of, at, on, insteadOf, than, by, about, not }

/// Words that ask.
enum Ask: Hashable { case what, which, when, `where`, how, howMuch, howMany, howLong, why, who, inverted }

/// What one stretch of an utterance is.
enum AtomKind: Sendable {
  case verb(Action, VerbForm)
  case back, off
  case lead(Lead)
  case negator
  case postponed
  case guardWord(GuardWord)
  case link(Link)
  case pivot(Pivot)
  case correction
  case yes(isHard: Bool)
  case no
  case control(Command)
  case ask(Ask)
  case topic(Question.Kind)
  case lexical(LexicalHit)
  case pronoun(Thing.Pronoun)
  case extent(GoodsReference.Extent)
  case except
  case ordinal(Int)
  case extreme(OptionOrder)
  case comparative(OptionOrder)
  case step(Int)
  case number(Double)
  case things
  case orderNoun(isPlural: Bool)
  case status(OrderReference.Status)
  case relative(Relative)
  case orderNumber([Candidate], end: String?)
  case itemNumber(String)
  case wallet(WalletReference)
  case address(AddressReference)
  case addressNoun, profileAddressNoun, paymentNoun
  case amount(Amount)
  case moment(Moment)
  case reason(String)
  /// All that the words may be of who somebody is.
  case clue([IdentityClue])
  case variant(VariantWord)
  case definite, indefinite, subject
  case instead
  case because
  case filler
  case word
}

/// Words of a relative clause behind a noun.
enum Relative: Hashable {
  case owned, ordered, justOrdered, came, cameWith, wentTo, pending, sent, cancelled, containing, whatever
}

/// Words that say how a variant shall be.
enum VariantWord: Hashable {
  case atLeast, atMost, moreThan, lessThan, orMore, orLess
  case keepsRest, sameBut, sameAgain, anyOption, doesNotMatter, prefer, like, list, different
  case noDearer, cheapest
}

/// What the lexicon makes of a phrase.
struct LexicalHit {
  var nouns: [Lexicon.Noun] = []
  var senses: [Lexicon.Sense] = []
  var options: [String] = []
  var modifiers: [Lexicon.Noun] = []
  var concept: String?
  /// A word of the general tables that is a value in any shop.
  var kind: OptionKind?
  /// Whether it is a kind of goods that this catalogue does not have.
  var isUnknownGoods = false
  /// Whether it is a number with its unit.
  var isMeasure = false

  /// Whether it can head a noun phrase.
  var isNoun: Bool { !nouns.isEmpty || isUnknownGoods }
  /// Whether it can be the value of an option.
  var isValue: Bool { !senses.isEmpty || kind != nil || isMeasure }

  /// "Compartment camera", "type espresso": whether the name of its option stands right before it, so that it is no goods.
  func isValue(behind atom: Atom) -> Bool {
    guard case .lexical(let name) = atom.kind, !name.options.isEmpty else { return false }
    return senses.contains { name.options.contains($0.option) }
  }
}

/// A stretch of cells with what it is.
struct Atom {
  var kind: AtomKind
  var cells: Range<Int>
  /// What stands before it.
  var gap: Gap
  /// How sure it is, lowered by mended spelling.
  var confidence: Double = 1
}
