internal import Discourse

/// What is listened for where the dialogue knows what comes, in the pieces of a model: written as such models write ("My order number is
/// three, four, one.").
struct AnswerGraphs: Sendable {
  private static let names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
  private static let carriers = [
    "It's", "It is", "The number is", "My number is", "My order number is", "The order number is", "Order number",
    "My zip code is", "The zip code is", "Zip code", "Sure, it's", "Yes, it's", "Okay, it's", "That's", "Yes",
    "The code is", "Number",
  ]
  let vocabulary: MoonshineVocabulary
  let stores: [String]

  /// The graph for an expectation; nil: anything may come.
  func graph(_ expectation: Expectation) -> PieceGraph? {
    switch expectation {
    case .digits(let count): digits(min(max(count, 1), 20))
    case .yesNo: phrases(Grammar.affirmations + Grammar.negations)
    case .store: stores.isEmpty ? nil : phrases(stores + stores.map { "the " + $0 } + stores.map { "the one in " + $0 })
    case .menu(let keys): phrases(keys.flatMap(Self.pressed))
    case .anything, .email, .address, .postcode, .telephone, .nothing: nil
    }
  }

  /// How a key is said: "two", "press two".
  private static func pressed(_ key: String) -> [String] {
    guard let number = Int(key), names.indices.contains(number) else { return [] }
    let name = names[number]
    return [name, "press " + name, "option " + name, "number " + name]
  }

  private static func capital(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }

  /// Exactly so many digits, in words or figures, with or without commas, single or doubled.
  func digits(_ count: Int) -> PieceGraph {
    var graph = PieceGraph()
    // Where so many digits have been said: in words, and in a row of figures.
    let spoken = [0] + (1...count).map { graph.node(stage: $0) }
    let figures = [0] + (1...count).map { graph.node(stage: $0) }
    // Behind a comma or full stop that many digits: no second one follows.
    let paused = [0] + (1...count).map { graph.node(stage: $0) }
    let behindCarrier = graph.node(stage: 0)
    for carrier in Self.carriers {
      guard let pieces = vocabulary.cut(carrier) else { continue }
      graph.connect(0, pieces, to: behindCarrier)
      for mark in [",", ":"] {
        if let mark = vocabulary.mark(mark) { graph.connect(0, pieces + [mark], to: behindCarrier) }
      }
    }
    let starts =
      [(0, 0), (behindCarrier, 0)]
      + (1..<max(2, count)).filter { $0 < count }.flatMap { [(spoken[$0], $0), (paused[$0], $0)] }
    for (from, said) in starts {
      for (digit, name) in (Array(Self.names.enumerated()) + [(0, "oh")]) {
        for word in from == behindCarrier ? [name] : [name, Self.capital(name)] {
          add(&graph, word, from, to: spoken[said + 1])
          if said + 2 <= count {
            add(&graph, (word == name ? "double " : "Double ") + name, from, to: spoken[said + 2])
          }
        }
        if let piece = vocabulary.mark("\(digit)") {
          add(&graph, "\(digit)", from, to: figures[said + 1])
          if said > 0 { graph.connect(figures[said], [piece], to: figures[said + 1]) }
        }
      }
    }
    for said in 1...count {
      for mark in [",", ".", "-"] {
        guard let mark = vocabulary.mark(mark) else { continue }
        for from in [spoken[said], figures[said]] {
          // A pause makes a full stop between digits too.
          graph.connect(from, [mark], to: paused[said])
        }
      }
      if said < count {
        // Behind figures the next digit may be a word of its own again.
        for (digit, name) in Self.names.enumerated() {
          add(&graph, name, figures[said], to: spoken[said + 1])
          add(&graph, "\(digit)", figures[said], to: figures[said + 1])
        }
      }
    }
    graph.end(spoken[count])
    graph.end(figures[count])
    graph.end(paused[count])
    return graph
  }

  /// One of the phrases, with a capital or without, and a mark behind.
  func phrases(_ texts: [String]) -> PieceGraph? {
    guard !texts.isEmpty else { return nil }
    var graph = PieceGraph()
    let end = graph.node(stage: 1, isEnd: true)
    for text in texts {
      for form in Self.written(text) {
        guard let pieces = vocabulary.cut(form) else { continue }
        graph.connect(0, pieces, to: end)
        for mark in [".", "!", ","] {
          if let mark = vocabulary.mark(mark) { graph.connect(0, pieces + [mark], to: end) }
        }
      }
    }
    return graph
  }

  /// "yes i do" as it is, as "Yes I do" and as "Yes, I do".
  private static func written(_ text: String) -> [String] {
    let words = text.split(separator: " ").map { $0 == "i" || $0.hasPrefix("i'") ? "I" + $0.dropFirst() : String($0) }
    let plain = words.joined(separator: " ")
    let capital = plain.prefix(1).uppercased() + plain.dropFirst()
    guard words.count > 1, ["yes", "no", "yeah", "sure"].contains(words[0]) else { return [plain, capital] }
    let (first, rest) = (capital.split(separator: " ")[0], words.dropFirst().joined(separator: " "))
    return [plain, capital, "\(first), \(rest)"]
  }

  private func add(_ graph: inout PieceGraph, _ text: String, _ from: Int, to target: Int) {
    guard let pieces = vocabulary.cut(text) else { return }
    graph.connect(from, pieces, to: target)
  }
}
