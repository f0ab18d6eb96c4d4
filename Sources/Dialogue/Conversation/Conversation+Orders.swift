internal import Discourse
internal import Understanding

/// Several orders in one breath.
extension Conversation {
  /// The commands with every order that only follows another by its number: "where is 40217? and also 40218?" asks for both. What stands
  /// otherwise beside one ("but not 40218") is left as it was read.
  func withOrdersThatFollow(_ read: [Command], _ transcript: Transcript) -> [Command] {
    guard isFree else { return read }
    var read = read
    for (before, number) in ordersInARow(transcript) {
      guard let last = read.lastIndex(where: { $0.names(before) }), !read[last].names(number) else { continue }
      // Where something else is wanted of it, that holds.
      guard read.allSatisfy({ !$0.names(number) || $0.isBareOrder }) else { continue }
      read[last].add(order: number)
      read.removeAll { $0.isBareOrder && $0.names(number) }
    }
    return read
  }

  /// What an intent would be begun for of one order, of several that follow each other as bare numbers ("where is 40217 & 40218"); nil where it is
  /// one, or the intent is not for orders.
  func forSeveralOrders(_ classified: [Command], _ transcript: Transcript) -> [Command]? {
    guard isFree, let task = begun(by: classified)?.slots.first(where: { $0.kind == .orderNumber })?.without else {
      return nil
    }
    let pairs = ordersInARow(transcript)
    guard let first = pairs.first else { return nil }
    let numbers = ([first.before] + pairs.map(\.number)).distinct
    guard numbers.count > 1 else { return nil }
    let orders = OrderReference(numbers: numbers.map { Candidate($0, score: 1) })
    switch task {
    case .wish(let verb):
      var wish = Wish(verb)
      wish.orders = orders
      return [.wish(wish)]
    case .question(let kind):
      var question = Question(kind)
      question.orders = orders
      return [.question(question)]
    case .listen: return nil
    }
  }

  /// Whether several orders are named by number: an intent is begun for one, and would drop the others. Over the telephone a word has to join
  /// them: what else looks like a second number is mostly one that was misheard.
  func namesSeveralOrders(_ read: [Command], _ transcript: Transcript) -> Bool {
    guard Set(read.flatMap { $0.orders?.meant.map(\.id) ?? [] }).count > 1 else { return false }
    let (tokens, spans) = ordersSaid(transcript)
    return zip(spans, spans.dropFirst()).contains { before, span in
      before.value != span.value && isJoined(before.tokens.upperBound..<span.tokens.lowerBound, tokens)
        && [before, span].allSatisfy { number in read.contains { $0.names(number.value.text) } }
    }
  }

  private func ordersSaid(_ transcript: Transcript) -> (Tokens, [Span<NumberSaid>]) {
    let tokens = Tokens(transcript.alternatives.first?.text ?? "")
    return (tokens, Entities(in: tokens, readingContext.entities).orderNumbers.filter { !$0.value.isEnd })
  }

  private func isJoined(_ between: Range<Int>, _ tokens: Tokens) -> Bool {
    state.opening?.channel.isSpoken != true || between.contains { Self.joiners.contains(tokens.text($0)) }
  }

  private static let joiners: Set<String> = ["and", "or", "also", "plus", "then", "too", "but"]

  private func begun(by commands: [Command]) -> IntentDocument? {
    for case .start(let label, _) in commands { return intent(of: label) }
    return nil
  }

  /// Orders' numbers that follow each other with nothing between them but what joins them, each with the one before it.
  private func ordersInARow(_ transcript: Transcript) -> [(before: String, number: String)] {
    let (tokens, spans) = ordersSaid(transcript)
    return zip(spans, spans.dropFirst()).compactMap { before, span in
      let between = before.tokens.upperBound..<span.tokens.lowerBound
      guard between.allSatisfy({ OrderNumbers.joining.contains(tokens.text($0)) }), isJoined(between, tokens) else {
        return nil
      }
      return (before.value.text, span.value.text)
    }
  }
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
