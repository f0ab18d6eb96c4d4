internal import Commerce
internal import Discourse

extension CustomerRecords {
  /// The order of a number as it was said.
  func orderNumbered(_ number: String) -> Order? { orders.first { OrderResolver.matches($0.number, number) } }
}

/// The numbers in a reference: candidates of one number are ways of hearing it, those as likely as the best are several orders.
extension OrderReference {
  /// All candidates but what holds no digits to speak of: that was a word, not a number.
  var digits: [Candidate] { numbers.filter { $0.id.filter(\.isNumber).count >= 3 } }

  /// The orders that are named by number, each as it was most likely said.
  var meant: [Candidate] {
    let best = digits.map(\.score).max() ?? 1
    return digits.filter { $0.score >= best - 0.001 }
  }

  /// The first order that is named, in all its ways of being heard.
  var first: [Candidate] {
    let others = meant.dropFirst()
    return numbers.filter { !others.contains($0) }
  }

  func names(_ number: OrderNumber) -> Bool { numbers.contains { OrderResolver.matches(number, $0.id) } }

  /// What is left of it without an order; nil where nothing is.
  func without(_ number: OrderNumber) -> OrderReference? {
    guard names(number) else { return self }
    var rest = self
    rest.numbers.removeAll { OrderResolver.matches(number, $0.id) }
    return rest.meant.isEmpty ? nil : rest
  }
}
