internal import Discourse

/// A value as said, before it is known of which product: the lexicon's senses, the bare words, and how it binds.
struct RawValue: Hashable {
  var senses: [Lexicon.Sense] = []
  var text: String
  var key: [String]
  var kind: OptionKind?
  /// Names of options said beside it ("strap" in "leather strap").
  var options: [String] = []
  var comparison: OptionConstraint.Comparison = .is
}

/// A thing as said, before its products and values are known.
struct RawThing {
  var thing = Thing()
  var nouns: [Lexicon.Noun] = []
  var values: [RawValue] = []
  /// "The lamp", "my lamp"; "a lamp".
  var isDefinite = false
  var isIndefinite = false
  /// "A bigger one": toward more or less than the present one.
  var comparatives: [(order: OptionOrder, places: Int?, amount: Double?)] = []
  var extremes: [OptionOrder] = []
  /// Options named in it without a value ("the size").
  var options: [String] = []
  var extent: GoodsReference.Extent = .named
  var cameWith: [RawThing] = []
  /// The order it stands in.
  var order: RawOrder?
  /// Only "things", "items".
  var isGeneric = false
  /// "The first two": how many from the first on.
  var firstCount: Int?
  /// "Different", "another kind"; "the same lamp but …".
  var isDifferent = false
  var isSame = false

  /// Whether a kind of goods was named.
  var hasNoun: Bool { !nouns.isEmpty || !thing.noun.isEmpty || thing.concept != nil || thing.number != nil }
  /// Whether anything at all was said.
  var isEmpty: Bool {
    nouns.isEmpty && values.isEmpty && comparatives.isEmpty && extremes.isEmpty && options.isEmpty && thing == Thing()
      && !isDifferent && order == nil
  }
}

/// Orders as said.
struct RawOrder {
  var reference = OrderReference()
  /// What is in them.
  var containing: [RawThing] = []
  /// "The whole order", "everything in …".
  var isWhole = false
  /// "Something from order W1": so many of what is in it.
  var some: Int?
  /// What is left out, by what is in it ("all but the one with the tent").
  var except: [RawThing] = []
}

/// A step or an extreme as said, with the names of options said beside it.
struct RawStep {
  var order: OptionOrder
  var options: [String] = []
  var places: Int?
  var amount: Double?
}

/// A variant as said.
struct RawVariant {
  /// Groups of which any value will do.
  var must: [[RawValue]] = []
  var preferences: [[RawValue]] = []
  var steps: [RawStep] = []
  var extremes: [RawStep] = []
  /// Options that do not matter, each with all names that its words may mean.
  var free: [[String]] = []
  var keepsRest: Bool?
  var like: RawThing?
  var likeOptions: [String] = []
  var price: PriceBound?
  var sameAgain = false
  var listWanted = false
  var otherKind: RawThing?

  var isEmpty: Bool {
    must.isEmpty && preferences.isEmpty && steps.isEmpty && extremes.isEmpty && free.isEmpty && keepsRest == nil
      && like == nil && price == nil && !sameAgain && !listWanted && otherKind == nil
  }

  /// Adds what another clause says of the same variant.
  mutating func add(_ other: RawVariant) {
    must += other.must
    preferences += other.preferences
    steps += other.steps
    extremes += other.extremes
    free += other.free
    keepsRest = keepsRest ?? other.keepsRest
    like = like ?? other.like
    likeOptions += other.likeOptions
    price = price ?? other.price
    sameAgain = sameAgain || other.sameAgain
    listWanted = listWanted || other.listWanted
    otherKind = otherKind ?? other.otherKind
  }
}

/// What one clause says.
struct Draft {
  var action: Action?
  var form: VerbForm = .base
  var leads: [Lead] = []
  var isNegated = false
  var isPostponed = false
  var isPlease = false
  var things: [RawThing] = []
  var except: [RawThing] = []
  var extent: GoodsReference.Extent = .named
  /// "Whatever went to Denver": all that fits.
  var isWhatever = false
  /// Options that are to be changed ("the size of …"), without a value yet.
  var targets: [String] = []
  /// Values of the thing as it is now ("instead of the black").
  var present: [RawValue] = []
  /// Values behind a noun without a word between, which describe it or are wanted by what else is said.
  var loose: [[RawValue]] = []
  var variant = RawVariant()
  var orders: RawOrder?
  /// How many things were named before the order was.
  var thingsBeforeOrder = 0
  /// Whether the order was named before the verb ("for order W1, …"): then it holds for what follows too.
  var ordersFirst = false
  var wallet: WalletReference?
  var address: AddressReference?
  /// The order whose address is meant.
  var addressOf: RawOrder?
  var aboutAddress = false
  /// "The same address as …".
  var sameAddress = false
  var aboutProfileAddress = false
  var aboutPayment = false
  var reason: String?
  var clues: [IdentityClue] = []
  var asks: [Ask] = []
  var topics: [Question.Kind] = []
  var isInstead = false
  var isToo = false
  var corrects = false
  var startsWithNo = false
  /// "For the kettle …": what is named up front, for the verb behind it.
  var isFronted = false
  /// "In order W1 …", for the verb behind it, where nothing else is named.
  var isPlacedFirst = false
  /// "… is fine too".
  var accepts = false
  /// Whether it begins with who did something ("my son broke …"): it tells, and wants nothing.
  var hasSubject = false
  /// "Could you merge …": something is to be done that no word here stands for.
  var hasUnknownVerb = false
  /// "Go ahead with the lamp": a yes of its own.
  var isAssent = false
  /// What a version that was named is like ("the full size version of …"), for the noun that follows; whether it is wanted so.
  var version: [RawValue] = []
  var wantsVersion = false
  /// "My address changed", "we moved".
  var hasMoved = false
  /// "My order hasn't arrived".
  var tellsStatus = false
  /// Content words that nothing made sense of.
  var unknown: [String] = []
  var words: [String] = []
  var endsAsQuestion = false
  var isStatement = false
  var confidence = 1.0

  /// Whether something of goods or orders is named.
  var namesSomething: Bool {
    !things.isEmpty || extent != .named || orders != nil || !variant.isEmpty || wallet != nil || address != nil
      || reason != nil || !targets.isEmpty || !loose.isEmpty || !except.isEmpty || !present.isEmpty || addressOf != nil
      || aboutAddress
  }

  /// "All of them", "both of those": all of what was spoken of before.
  var pointsAtAll: Bool {
    guard extent == .all || extent == .both else { return false }
    return extent == .both || words.contains { ["them", "those", "these"].contains($0) }
  }

  /// "Leave the payment as it is", "drop the address change": how an order is paid or where it goes is to stay, and no goods are named.
  var leavesHow: Bool {
    (aboutPayment || aboutAddress) && things.allSatisfy { !$0.hasNoun } && wallet == nil && address == nil
      && variant.isEmpty && (action != .cancel || words.contains("change") || words.contains("changes"))
  }

  /// Whether it ends in words that put off what they stand behind ("yet", "for now").
  var putsOff: Bool {
    // "… until I have spoken to my wife"
    if let place = words.firstIndex(where: { ["until", "till", "til"].contains($0) }), place > 1 { return true }
    return [
      ["yet"], ["for", "now"], ["right", "now"], ["just", "yet"], ["for", "later"], ["till", "later"],
      ["until", "later"],
    ]
    .contains { words.suffix($0.count).elementsEqual($0) }
  }

  /// Whether things are named and nothing is said to be done with them.
  var isTale: Bool {
    action == nil && variant.isEmpty && wallet == nil && address == nil && orders == nil && extent == .named
  }

  /// Whether nothing but values is said.
  var isValuesOnly: Bool {
    action == nil && wallet == nil && orders == nil && extent == .named && address == nil
      && things.allSatisfy { !$0.hasNoun && $0.thing.pronoun != .it && $0.thing.pronoun != .them }
      && !allValues.isEmpty
  }

  /// All values of it as groups.
  var allValues: [[RawValue]] {
    variant.must + loose + things.flatMap { $0.values.map { [$0] } } + variant.preferences
  }

  /// Whether goods, orders or an address are named that a verb can be about.
  var hasObject: Bool { !things.isEmpty || orders != nil || extent != .named || !except.isEmpty }
}
