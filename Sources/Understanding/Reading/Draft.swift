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
  var containing: [RawThing] = []
  /// "Different", "another kind".
  var isDifferent = false
  /// The cell at which it begins.
  var start = 0

  /// Whether a kind of goods was named.
  var hasNoun: Bool { !nouns.isEmpty || !thing.noun.isEmpty || thing.concept != nil || thing.number != nil }
  /// Whether anything at all was said.
  var isEmpty: Bool {
    nouns.isEmpty && values.isEmpty && comparatives.isEmpty && extremes.isEmpty && options.isEmpty && thing == Thing()
      && !isDifferent
  }
}

/// A variant as said.
struct RawVariant {
  /// Groups of which any value will do.
  var must: [[RawValue]] = []
  var preferences: [[RawValue]] = []
  var steps: [OptionStep] = []
  var extremes: [OptionOrder] = []
  var free: [String] = []
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
  /// Options that are to be changed ("the size of …"), without a value yet.
  var targets: [String] = []
  /// Values of the thing as it is now ("instead of the black").
  var present: [RawValue] = []
  /// Values behind a noun without a word between, which describe it or are wanted by what else is said.
  var loose: [[RawValue]] = []
  var variant = RawVariant()
  var orders: OrderReference?
  var orderContaining: [RawThing] = []
  /// Whether the order was named before the verb ("for order W1, …"): then it holds for what follows too.
  var ordersFirst = false
  var wallet: WalletReference?
  var address: AddressReference?
  var aboutAddress = false
  var aboutProfileAddress = false
  var aboutPayment = false
  var reason: String?
  var clues: [IdentityClue] = []
  var asks: [Ask] = []
  var topics: [Question.Kind] = []
  var extreme: OptionOrder?
  var isInstead = false
  var isToo = false
  var corrects = false
  var startsWithNo = false
  /// Content words that nothing made sense of.
  var unknown: [String] = []
  var words: [String] = []
  var endsAsQuestion = false
  var isStatement = false
  var confidence = 1.0

  /// Whether something of goods or orders is named.
  var namesSomething: Bool {
    !things.isEmpty || extent != .named || orders != nil || !variant.isEmpty || wallet != nil || address != nil
      || reason != nil || !targets.isEmpty || !loose.isEmpty || !except.isEmpty
  }
}
