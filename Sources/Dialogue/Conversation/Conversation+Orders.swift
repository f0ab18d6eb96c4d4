internal import Discourse
internal import Understanding

/// Several orders in one breath.
extension Conversation {
  /// The commands with every order that only follows another by its number: "where is 40217? and also 40218?" asks for both. What stands
  /// otherwise beside one ("but not 40218") is left as it was read.
  func withOrdersThatFollow(_ read: [Command], _ transcript: Transcript) -> [Command] {
    guard isFree, let text = transcript.alternatives.first?.text else { return read }
    let tokens = Tokens(text)
    let spans = Entities(in: tokens, readingContext.entities).orderNumbers.filter { !$0.value.isEnd }
    guard spans.count > 1 else { return read }
    var read = read
    for (before, span) in zip(spans, spans.dropFirst()) {
      let between = before.tokens.upperBound..<span.tokens.lowerBound
      guard between.allSatisfy({ Self.following.contains(tokens.text($0)) }),
        let last = read.lastIndex(where: { $0.names(before.value.text) }), !read[last].names(span.value.text)
      else { continue }
      // Where something else is wanted of it, that holds.
      guard read.allSatisfy({ !$0.names(span.value.text) || $0.isBareOrder }) else { continue }
      read[last].add(order: span.value.text)
      read.removeAll { $0.isBareOrder && $0.names(span.value.text) }
    }
    return read
  }

  private static let following: Set<String> = [
    "and", "or", "also", "plus", "then", "too", "order", "orders", "number", "what", "about", "how",
  ]
}

extension Command {
  /// The orders that a wish or a question names.
  var orders: OrderReference? {
    switch self {
    case .wish(let wish): wish.orders
    case .question(let question): question.orders
    default: nil
    }
  }

  fileprivate func names(_ number: String) -> Bool { orders?.names(number) == true }

  /// A number, and nothing of what is wanted of it.
  fileprivate var isBareOrder: Bool {
    guard case .wish(var wish) = self, wish.verb == nil else { return false }
    wish.orders = nil
    return wish.saysNothing
  }

  fileprivate mutating func add(order number: String) {
    guard var orders, let score = orders.meant.first?.score else { return }
    orders.numbers.append(Candidate(number, score: score))
    switch self {
    case .wish(var wish):
      wish.orders = orders
      self = .wish(wish)
    case .question(var question):
      question.orders = orders
      self = .question(question)
    default: return
    }
  }
}
