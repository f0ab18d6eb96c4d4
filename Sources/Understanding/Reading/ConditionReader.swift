internal import Discourse

/// Tells what a wish hangs on from the words under its guard.
enum ConditionReader {
  /// The condition; `unless` turns it round.
  static func read(_ draft: Draft, _ guardWord: GuardWord) -> Condition {
    let words = draft.words
    let text = words.joined(separator: " ")
    let padded = " " + text + " "
    func says(_ phrases: String...) -> Bool { phrases.contains { padded.contains(" \($0) ") } }
    let turned = guardWord == .unless
    let isNegative = draft.words.contains { ["not", "no", "cannot", "never", "neither"].contains($0) }
    if let price = draft.variant.price { return .price(turned ? opposite(price) : price) }
    if says("cheaper", "less expensive") { return .price(PriceBound(turned ? .atLeast : .lessThan, .present)) }
    if says("more expensive", "dearer", "cost more", "costs more", "costs extra", "cost extra") {
      return .price(PriceBound(turned != isNegative ? .atMost : .moreThan, .present))
    }
    // What hangs on other goods or on money is for the dialogue to ask about.
    if draft.action == .keep || says("difference", "discount") || says("price") && draft.variant.isEmpty {
      return .other(prefix(guardWord) + text)
    }
    if let wallet = draft.wallet, says("cover", "covers", "enough", "sufficient", "has enough", "balance") {
      return isNegative != turned ? .other(prefix(guardWord) + text) : .covered(wallet)
    }
    if says("sold out", "out of stock", "gone", "unavailable", "ran out", "run out", "discontinued", "out") {
      return .available(turned != isNegative)
    }
    if says(
      "in stock", "available", "got", "have it", "have one", "have that", "have any", "have the", "have a", "left",
      "there is", "there are", "have", "exists", "carry", "stock")
    {
      if !says("have not", "has not") || says("have not got") { return .available(turned ? isNegative : !isNegative) }
    }
    if says("shipped", "left", "sent", "delivered", "arrived", "dispatched", "gone out", "pending", "processed") {
      // Of another thing or order than the one in question it is for the dialogue to ask about.
      let isOwn = draft.things.allSatisfy { !$0.hasNoun } && draft.orders?.reference.numbers.isEmpty != false
      guard isOwn, !says("processed") else { return .other(prefix(guardWord) + text) }
      let status: OrderReference.Status =
        says("delivered", "arrived") ? .delivered : says("pending") ? .pending : .sent
      return .standing(status, turned == isNegative)
    }
    if says("too late", "impossible") { return .possible(turned != isNegative) }
    if says("possible", "can", "could", "able", "allowed", "eligible", "works", "doable", "feasible", "permitted") {
      return .possible(turned ? isNegative : !isNegative)
    }
    return .other(prefix(guardWord) + text)
  }

  private static func prefix(_ guardWord: GuardWord) -> String { guardWord == .unless ? "unless " : "" }

  private static func opposite(_ price: PriceBound) -> PriceBound {
    let turned: OptionConstraint.Comparison =
      switch price.comparison {
      case .is: .isNot
      case .isNot: .is
      case .atLeast: .lessThan
      case .atMost: .moreThan
      case .moreThan: .atMost
      case .lessThan: .atLeast
      }
    return PriceBound(turned, price.against)
  }
}
