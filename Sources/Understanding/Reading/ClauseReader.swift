internal import Commerce
internal import Discourse

/// Reads one clause from left to right. Where a value stands (before or behind "to", "from", "instead of", "but") tells whether it
/// describes the thing that is there or the one that is wanted.
struct ClauseReader {
  /// Where in the clause we are.
  enum Zone { case object, wanted, present, except, like }

  let atoms: [Atom]
  let cells: [Cell]
  let end: Int
  var nouns: NounPhraseReader
  var draft = Draft()
  var zone = Zone.object
  var index: Int
  /// What was read last, for what is said behind it.
  var last: Last = .nothing
  var link: Link?
  var negates = false
  var comparison: OptionConstraint.Comparison?
  var prefers = false
  var frees = false
  /// Options named last without a value.
  var options: [String] = []
  /// How many things were named when "with" came behind the last of them: its values may turn out to describe that.
  var describing: Int?
  /// "The one" of which an order may follow ("the one in my first order").
  var one: RawThing?
  /// Whether the next words say of which option the last value is ("32 gigs of RAM").
  var namesOption = false
  /// Whether the clause stands under a guard word: then what is not there is no exclusion ("if you don't have the tablet").
  var isGuarded = false

  /// Whether all is spoken of, and denied of it ("none of the jackets fit").
  private var isNone = false
  private var saysNone: Bool { ["none", "neither", "not one"].contains { text.hasPrefix($0) } }

  enum Last { case nothing, thing, order, value, option, like, one }

  init(_ atoms: [Atom], _ cells: [Cell], _ range: Range<Int>) {
    self.atoms = atoms
    self.cells = cells
    end = range.upperBound
    index = range.lowerBound
    nouns = NounPhraseReader(atoms: atoms, cells: cells, end: range.upperBound)
    // "A fridge instead of the grill": goods are meant, whether this catalogue has them or not.
    nouns.takesUnknown = atoms[range].contains { if case .pivot(.insteadOf) = $0.kind { true } else { false } }
  }

  /// Whether the verb so far asks for another variant.
  var changes: Bool {
    switch draft.action {
    case .exchange, .change, .make, .replace, .want, .take, nil: true
    default: false
    }
  }

  /// Reads the clause; `action` is the verb of the clause before when this one has none of its own.
  mutating func read(inheriting action: Action? = nil) -> Draft {
    draft.action = action
    for atom in atoms[index..<end] {
      draft.words += atom.cells.map { cells[$0].text }
      draft.confidence = min(draft.confidence, atom.confidence)
    }
    while index < end { step() }
    // "Return none of the lamps"
    if isNone, draft.action != nil, !draft.isStatement { draft.isNegated.toggle() }
    return draft
  }

  private mutating func step() {
    let atom = atoms[index]
    // "Instead of black, white": behind the comma stands what is wanted.
    if zone == .present, atom.gap == .comma, changes { zone = .wanted }
    // "But not everything yet, the bed goes back too": nothing was left out so far.
    if zone == .except, atom.gap == .comma, draft.except.allSatisfy({ $0.extent != .named || $0.isEmpty }),
      draft.orders?.except.isEmpty ?? true
    {
      zone = .object
    }
    switch atom.kind {
    case .verb(let action, let form): verb(action, form)
    case .back: particleBack()
    // "Take it off", "leave the chair out"
    case .off: if [.take, .put, .keep].contains(draft.action) { draft.action = .remove }
    case .lead(let lead): self.lead(lead)
    case .negator: negator()
    case .postponed: draft.isPostponed = true
    case .link(.over) where last != .value: comparison = .moreThan
    case .link(let said): return self.link(said)
    case .pivot(let pivot): self.pivot(pivot)
    case .except: except()
    case .instead: draft.isInstead = true
    case .correction: draft.corrects = true
    case .no: draft.startsWithNo = true
    case .reason(let said): draft.reason = said
    case .wallet(let wallet): self.wallet(wallet)
    case .address(let address): draft.address = address
    case .addressNoun: addressNoun()
    case .profileAddressNoun: profileAddress()
    case .paymentNoun: draft.aboutPayment = true
    case .clue(let clues): draft.clues += clues
    case .ask(let ask): self.ask(ask)
    case .topic(let kind): draft.topics.append(kind)
    case .amount(let amount): self.amount(amount)
    case .moment(let moment): self.moment(moment)
    case .relative(let relative): return self.relative(relative)
    case .variant(let word): return variantWord(word)
    case .subject: if draft.action == nil, draft.leads.isEmpty, draft.asks.isEmpty { draft.hasSubject = true }
    case .word: word()
    case .number where isOfWallet:
      let digits = text
      draft.wallet?.lastDigits = digits
    case .yes(isHard: false): draft.accepts = true
    case .yes(isHard: true) where draft.action == nil: draft.isAssent = true
    case .extent where saysNone:
      isNone = true
      return phrase()
    case .guardWord, .yes, .control, .filler: break
    default: return phrase()
    }
    index += 1
    if case .wallet = atom.kind { link = nil }
  }

  var text: String { nouns.text(index) }

  private mutating func negator() {
    if text == "neither" { return draft.isNegated = true }
    // "The kettle does not look like that" tells something of it.
    if last == .thing, zone == .object, draft.action == nil, draft.leads.isEmpty, draft.asks.isEmpty,
      ["does not", "is not", "will not", "can not", "would not"].contains(text), draft.things.contains(where: \.hasNoun)
    {
      draft.isStatement = true
      return
    }
    negates = true
  }

  private mutating func ask(_ ask: Ask) {
    // "Do the other one as well"
    if ask == .inverted, text == "do", index + 1 < end {
      switch atoms[index + 1].kind {
      case .definite, .pronoun, .extent, .lexical: return draft.isAssent = draft.action == nil
      default: break
      }
    }
    if ask == .where, draft.action == .ship || draft.action == .send || draft.aboutAddress, draft.addressOf == nil {
      index -= 1
      whereItWent()
      index += 1
      if draft.addressOf != nil { return index -= 1 }
    }
    if changesHow(ask) { return }
    // "It's the parasol", "it was order W1": what is meant is named.
    if ask == .inverted, isNaming { return draft.things.removeAll { !$0.hasNoun && $0.thing.pronoun == .it } }
    draft.asks.append(ask)
  }

  /// Whether "it is" names what is meant and tells nothing of it.
  private var isNaming: Bool {
    guard draft.asks.isEmpty, draft.things.count == 1, draft.things[0].thing.pronoun == .it, !draft.things[0].hasNoun,
      index + 1 < end
    else { return false }
    switch atoms[index + 1].kind {
    case .orderNumber, .definite, .ordinal, .extreme, .wallet, .orderNoun, .extent: return true
    case .lexical(let hit): return hit.isNoun
    default: return false
    }
  }

  private mutating func word() {
    if draft.action == nil, let lead = draft.leads.last, lead != .tell, lead != .want, draft.unknown.isEmpty,
      draft.asks.isEmpty, !draft.hasObject
    {
      draft.hasUnknownVerb = true
    }
    // "Can the colour be changed?"
    if ["can", "could", "may"].contains(text), draft.action == nil, !draft.hasObject, draft.leads.isEmpty,
      draft.asks.isEmpty, draft.unknown.isEmpty
    {
      return draft.leads.append(.mayI)
    }
    // "Order W1 should be paid with my card"
    if text == "paid", draft.action == .want, draft.orders != nil { draft.action = .pay }
    // "My visa expired" tells of it.
    if draft.wallet != nil, draft.action == nil, draft.leads.isEmpty, draft.things.isEmpty, text.hasSuffix("ed") {
      draft.isStatement = true
    }
    if ["moved", "relocated"].contains(text) { draft.hasMoved = true }
    // "The robot vac stopped working": a verb behind the noun tells something of it.
    if last == .thing, draft.action == nil, zone == .object, draft.asks.isEmpty { draft.isStatement = true }
    draft.unknown.append(text)
  }

  var nextIsNoun: Bool {
    var place = index + 1
    while place < end {
      switch atoms[place].kind {
      case .definite, .indefinite, .filler: place += 1
      case .lexical(let hit): return hit.isNoun
      case .word: return place > index + 1 && nouns.takesUnknown
      default: return false
      }
    }
    return false
  }

  private var nextIsValue: Bool {
    guard index + 1 < end, case .lexical(let hit) = atoms[index + 1].kind else { return false }
    return !hit.isNoun && hit.isValue
  }

  private mutating func lead(_ lead: Lead) {
    draft.leads.append(lead)
    if text.contains("please") { draft.isPlease = true }
    guard lead == .want || lead == .mayHave, draft.action == nil else { return }
    draft.action = .want
    if negates { draft.isNegated = true }
    negates = false
  }

  private mutating func link(_ said: Link) {
    switch said {
    case .also: draft.isToo = true
    case .but:
      if draft.extent == .all || draft.extent == .rest || draft.orders?.reference.all == true, nextIsNoun || nextIsOrder
      {
        zone = .except
      } else if changes, !draft.things.isEmpty || draft.variant.keepsRest != nil || zone == .present {
        zone = .wanted
      }
    case .and: if zone == .present || zone == .except && !nextIsNoun { zone = .object }
    case .or, .then, .so, .over: break
    }
    link = said
    index += 1
  }

  private mutating func except() {
    if text.hasPrefix("everything") || text.hasPrefix("all") { draft.extent = .all }
    zone = zone == .wanted || nextIsValue ? .wanted : .except
    if zone == .wanted { negates = true }
  }

  private mutating func wallet(_ wallet: WalletReference) {
    var wallet = wallet
    // "The address …, same as order W1" speaks of where, not of money.
    if draft.aboutAddress, wallet.original, wallet.kind == nil, index + 1 < end,
      case .orderNumber = atoms[index + 1].kind
    {
      zone = .like
      return
    }
    if negates {
      wallet.negated = true
      negates = false
    }
    guard let known = draft.wallet else { return draft.wallet = wallet }
    if zone == .present {
      // "PayPal instead of the gift card": the first is wanted.
    } else if known.negated {
      draft.wallet = wallet
    } else if link == .or || link == .over, let kind = wallet.kind {
      draft.wallet?.otherwise.append(kind)
    } else if zone == .wanted, draft.aboutPayment {
      draft.wallet = wallet
    }
  }

  private mutating func addressNoun() {
    draft.aboutAddress = true
    if let place = draft.things.indices.last, draft.things[place].thing.pronoun == .same, !draft.things[place].hasNoun {
      draft.things.remove(at: place)
      draft.sameAddress = true
    } else if let place = draft.things.indices.last, draft.things[place].thing.pronoun == .other,
      !draft.things[place].hasNoun
    {
      draft.things.remove(at: place)
      draft.address = .matching("other")
    }
    last = .nothing
  }

  private mutating func profileAddress() {
    if zone == .wanted || [.ship, .send, .pay].contains(draft.action) || precededByTo || draft.aboutAddress {
      draft.address = .profile
    } else {
      draft.aboutProfileAddress = true
    }
  }

  private var precededByTo: Bool {
    guard index > 0, case .pivot(let pivot) = atoms[index - 1].kind else { return false }
    return pivot == .to || pivot == .at
  }

  /// "My card ending 2340", however the word between was written: no value of goods.
  private var isOfWallet: Bool {
    guard draft.wallet != nil, draft.wallet?.lastDigits == nil, text.utf8.count == 4 else { return false }
    return (max(0, index - 2)..<index).contains { if case .wallet = atoms[$0].kind { true } else { false } }
  }

  private mutating func amount(_ amount: Amount) {
    guard case .money = amount.unit else { return }
    let bound = comparison ?? amount.bound
    comparison = nil
    if bound == .is, draft.asks.isEmpty, zone == .object { return }
    let isExtra = (index + 1..<min(index + 3, end)).contains { place in
      ["more", "extra", "on top", "difference", "dearer"].contains(nouns.text(place))
    }
    draft.variant.price = PriceBound(bound, isExtra ? .presentPlus(amount.amount) : .amount(amount.amount))
  }

  private mutating func moment(_ moment: Moment) {
    guard let day = moment.day else { return }
    switch last {
    case .order: draft.orders?.reference.day = day.daysSinceEpoch
    case .thing:
      guard let place = draft.things.indices.last, draft.things[place].order != nil else { return }
      draft.things[place].order?.reference.day = day.daysSinceEpoch
    default: break
    }
  }
}
