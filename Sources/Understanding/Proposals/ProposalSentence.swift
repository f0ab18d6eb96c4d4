internal import Discourse

/// A plain sentence for one proposed item, in words that the reader knows.
enum ProposalSentence {
  /// The longest phrase that is taken, in characters.
  static let longest = 90

  /// The sentence; nil when a part is missing, too long, or holds more than one clause.
  static func make(_ item: Proposal.Item) -> String? {
    let parts = [item.goods, item.order, item.to, item.with, item.condition, item.words]
    guard parts.allSatisfy({ $0.map(isOnePhrase) ?? true }) else { return nil }
    guard let wish = wish(item) else { return nil }
    return item.condition.map { "if \($0), \(wish)" } ?? wish
  }

  private static func wish(_ item: Proposal.Item) -> String? {
    let order = item.order.map { mentionsOrder($0) ? $0 : "the order \($0)" }
    let from = order.map { " from \($0)" } ?? ""
    let with = item.with.map { " with \($0)" } ?? ""
    switch item.act {
    case .cancel: return (order ?? item.goods).map { "cancel \($0)" }
    case .return: return (item.goods ?? order).map { "return \($0)\(item.goods == nil ? "" : from)\(with)" }
    case .exchange: return pair(item).map { "exchange \($0)\(from)\(with)" }
    case .change: return pair(item).map { "change \($0)\(from)\(with)" }
    case .keep: return (item.goods ?? order).map { "keep \($0)" }
    case .changeAddress: return item.to.map { "change the address of \(order ?? "the order") to \($0)" }
    case .changePayment: return item.with.map { "change the payment of \(order ?? "the order") to \($0)" }
    case .question, .answer: return item.words
    default: return nil
    }
  }

  private static func pair(_ item: Proposal.Item) -> String? {
    item.goods.map { goods in goods + (item.to.map { " to \($0)" } ?? "") }
  }

  private static func mentionsOrder(_ text: String) -> Bool { text.lowercased().contains("order") }

  /// One phrase of sensible length: no marks that end or join clauses, nothing a template or a prompt is made of.
  static func isOnePhrase(_ text: String) -> Bool {
    !text.isEmpty && text.count <= longest
      && text.allSatisfy { $0.isLetter || $0.isNumber || " '’-,#@.%$/\"?".contains($0) }
      && !text.contains(". ")
  }
}
