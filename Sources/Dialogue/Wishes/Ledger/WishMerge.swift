internal import Discourse

extension Wish {
  /// The wish after something more was said of it: what is said anew replaces what was said before about the same.
  func merged(with later: Wish, table: OptionTable?) -> Wish {
    var wish = self
    if let verb = later.verb {
      if verb != wish.verb, later.variant == nil, verb != .exchange, verb != .change { wish.variant = nil }
      wish.verb = verb
      wish.mood = later.mood
      // Said again without an if, it hangs on nothing any more.
      wish.condition = later.condition
    } else if let condition = later.condition {
      wish.condition = condition
    }
    if let variant = later.variant {
      wish.variant = (wish.variant ?? VariantWish()).merged(with: variant, table: table)
    }
    if let wallet = later.wallet { wish.wallet = wallet }
    if let address = later.address { wish.address = address.merged(over: wish.address) }
    if let reason = later.reason { wish.reason = reason }
    if !later.otherwise.isEmpty { wish.otherwise = later.otherwise }
    wish.confidence = max(wish.confidence, later.confidence)
    return wish
  }
}

extension AddressReference {
  /// Parts said later go on top of parts said before.
  func merged(over earlier: AddressReference?) -> AddressReference {
    guard case .parts(let new) = self, case .parts(let old)? = earlier else { return self }
    // A new street is a new address, as far as the line is concerned.
    let fields = new.map(\.field) + (new.contains { $0.field == .street } ? [.street2] : [])
    return .parts(old.filter { !fields.contains($0.field) } + new)
  }
}

extension VariantWish {
  /// The variant wanted after something more was said: a new value of an option replaces the old one, all else stays.
  func merged(with later: VariantWish, table: OptionTable?) -> VariantWish {
    var wish = self
    func names(_ constraint: OptionConstraint) -> Set<String> {
      guard let table else { return Set([constraint.option].compactMap { $0 }) }
      return Set(table.options(of: constraint))
    }
    let renewed = later.must.reduce(into: Set<String>()) { $0.formUnion(names($1)) }
      .union(later.free.map { table?.name(like: $0) ?? $0 })
      .union(later.steps.compactMap { table?.option(of: $0.order.measure) })
    wish.must.removeAll { !names($0).isDisjoint(with: renewed) }
    wish.must += later.must
    wish.steps.removeAll { step in table?.option(of: step.order.measure).map(renewed.contains) ?? false }
    if !later.steps.isEmpty { wish.steps = later.steps }
    if !later.extremes.isEmpty { wish.extremes = later.extremes }
    if !later.preferences.isEmpty { wish.preferences = later.preferences }
    for name in later.free where !wish.free.contains(name) { wish.free.append(name) }
    if let keeps = later.keepsRest { wish.keepsRest = keeps }
    if let like = later.like { (wish.like, wish.likeOptions) = (like, later.likeOptions) }
    if let price = later.price { wish.price = price }
    wish.sameAgain = later.sameAgain || wish.sameAgain && later.must.isEmpty && later.extremes.isEmpty
    wish.listWanted = later.listWanted
    return wish
  }
}
