internal import Commerce

/// Orders and variants as they stand in lists.
extension DeskWords {
  /// "order #40217 (pending) with the Desk Lamp and the Bookshelf".
  func summary(_ order: Order) -> Fact {
    let number = self.order(order.number)
    let names = Spoken.list(order.lines.map(\.name).distinct)
    let standing = Self.standing(order)
    return Fact(
      spoken: "the \(standing) order with the \(names)", written: "order \(number.written) (\(standing)) with \(names)")
  }

  /// What a variant is, its price, and what that is more or less than was paid.
  func variantFacts(_ variant: Variant, of product: Product, than present: OrderLine?, place: Int) -> [String: Fact] {
    var facts = [
      "place": Fact(spoken: Spoken.ordinal(place), written: "\(place)"),
      "variant": Fact(Self.options(variant.options)), "price": Spoken.money(variant.price),
    ]
    guard let present else { return facts }
    let changed = variant.options.filter { name, value in
      present.options[name].map { !OptionWords.same($0, value) } ?? true
    }
    if !changed.isEmpty, changed.count < variant.options.count {
      // What stays the same need not be heard again.
      facts["variant"] = Fact(spoken: Self.options(changed), written: Self.options(variant.options))
    }
    let difference = variant.price.minorUnits - present.unitPrice.minorUnits
    if difference != 0 {
      facts[difference > 0 ? "more" : "less"] = Self.money(abs(difference), variant.price.currency)
    } else {
      facts["same"] = Fact("the same price")
    }
    return facts
  }

  /// All that is in an order.
  func contents(_ order: Order) -> Fact {
    Self.list(order.lines.map { line in goods(name: line.name, options: line.options, quantity: line.quantity) })
  }

  /// "color black → white, size M → L"; spoken "color from black to white".
  static func changes(from old: [String: String], to new: [String: String]) -> Fact {
    let changed = new.sorted { $0.key < $1.key }.filter { name, value in
      old[name].map { !OptionWords.same($0, value) } ?? true
    }
    guard !changed.isEmpty else { return Fact("the very same again") }
    return Fact(
      spoken: Spoken.list(
        changed.map { name, value in
          let before = old[name] ?? "none"
          return isFlag(before) || isFlag(value)
            ? "from \(option(name, before)) to \(option(name, value))" : "\(name) from \(before) to \(value)"
        }),
      written: changed.map { name, value in
        let before = old[name] ?? "none"
        return isFlag(before) || isFlag(value)
          ? "\(option(name, before)) → \(option(name, value))" : "\(name) \(before) → \(value)"
      }.joined(separator: ", "))
  }
}
