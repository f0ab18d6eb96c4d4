internal import Commerce
internal import Understanding

/// Recommendations: products in the order of what is known.
extension Conversation {
  mutating func rank(_ step: IntentDocument.Step.Rank) -> Progress {
    let scope = scope
    func text(_ path: FactPath?) -> String? { path.flatMap { scope.value($0)?.tree.text } }
    var ranking = Ranking()
    ranking.history = (step.history.flatMap { scope.value($0)?.elements } ?? []).flatMap { order in
      (order.at(["lines"])?.elements ?? []).compactMap { line in
        guard let product = line.at(["product"])?.tree.text, let name = line.at(["name"])?.tree.text else { return nil }
        return Ranking.Bought(product: product, name: name)
      }
    }
    ranking.taste = text(step.taste) ?? ""
    ranking.prefersDearer = text(step.tier).map(step.dearerFor.contains) ?? false
    ranking.suits = [text(step.weather), text(step.hour)].compactMap { name in
      name.flatMap { name in step.suits[name].map { (name, $0) } }
    }
    // What the customer says of the weather counts like the weather.
    let said = Normalizer.words(ranking.taste)
    for (name, words) in step.suits.sorted(by: { $0.key < $1.key })
    where !ranking.suits.contains(where: { $0.name == name }) && said.contains(where: { $0.hasPrefix(name) }) {
      ranking.suits.append((name, words))
    }
    let products = (scope.value(step.from)?.elements ?? []).map(\.tree)
    keep(step.name, .list(ranking.picks(products).map(ranking.tree)))
    return .next
  }
}
