/// Grammars (JSGF) for what the dialogue expects. Each lets a caller also answer with something else that everybody says.
///
/// Source of the format: Java Speech Grammar Format 1.0, without imports and tags.
enum Grammar {
  /// The spoken digits.
  static let digits = ["zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

  /// Ways to say yes and no that decide a question at once.
  static let affirmations = [
    "yes", "yeah", "yep", "sure", "correct", "yes please", "yes it is", "yes that's right", "yeah that's right",
    "that's right", "that's correct", "that is correct", "okay", "yes go ahead", "go ahead", "please do", "yes i do",
    "yes i am", "of course", "absolutely", "sounds good", "right", "sure go ahead", "that works", "yes that's fine",
  ]
  static let negations = [
    "no", "nope", "no thanks", "no thank you", "no that's wrong", "that's wrong", "no it isn't", "no it's not",
    "not really", "no that's not right", "that's not right", "that is not correct", "no i don't", "no i'm not",
    "not now", "don't do that", "no don't", "no that's all", "that's all", "nothing else", "i'm good",
  ]

  /// Whether words are or hold a yes (true) or a no (false); nil: neither, or a yes that something turns ("not sure").
  static func saysYes(_ words: String) -> Bool? {
    if affirmations.contains(words) { return true }
    let said = Set(words.split(separator: " ").map(String.init))
    if negations.contains(words) || !said.isDisjoint(with: negations) { return false }
    let turned = said.contains { $0.hasSuffix("n't") || ["not", "never", "hardly", "cannot"].contains($0) }
    return turned || said.isDisjoint(with: affirmations) ? nil : true
  }

  /// What callers say in place of an answer.
  static let escapes = [
    "i don't know", "i don't have it", "i don't have that", "i'm not sure", "can you repeat that", "say that again",
    "please repeat that", "what did you say", "pardon", "agent", "representative", "operator", "talk to a person",
    "speak to a person", "i want to talk to a person", "i want to talk to an agent", "can i talk to someone", "goodbye",
    "bye", "hold on", "wait", "one moment", "just a second", "never mind", "cancel", "start over", "go back", "help",
  ]

  /// Escapes that sound like a yes on the telephone ("cancel" and "go back" like "correct", "wait" like "right"): heard for one,
  /// they would do the opposite of what was meant, so beside a yes only longer phrases stand for them.
  static let nearYes: Set<String> = ["cancel", "go back", "wait", "help"]

  private static let carriers = [
    "it's", "it is", "the number is", "my number is", "my order number is", "the order number is", "order number",
    "number", "my zip code is", "the zip code is", "zip code", "sure it's", "yes it's", "okay it's", "that's", "yes",
  ]

  static let yesNo = """
    #JSGF V1.0;
    grammar yesno;
    public <answer> = /0.9/ <yes> | /0.9/ <no> | /0.1/ <escape>;
    <yes> = \(choice(affirmations));
    <no> = \(choice(negations));
    <escape> = \(choice(escapes.filter { !nearYes.contains($0) } + ["cancel that", "wait a minute"]));

    """

  /// Exactly `count` digits, each alone or doubled ("double five").
  static func digits(count: Int) -> String {
    let length = min(max(count, 1), 20)
    var rules = "<n0> = <NULL>;\n<n1> = <d>;\n"
    for left in 2...max(2, length) {
      rules += "<n\(left)> = /0.97/ <d> <n\(left - 1)> | /0.03/ double <d>\(left > 2 ? " <n\(left - 2)>" : "");\n"
    }
    return """
      #JSGF V1.0;
      grammar digits;
      public <answer> = /0.7/ <n\(length)> | /0.25/ <carrier> <n\(length)> | /0.05/ <escape>;
      \(rules.replacing("<n0> = <NULL>;\n", with: ""))<d> = \(choice(digits));
      <carrier> = \(choice(carriers));
      <escape> = \(choice(escapes + ["yes", "no"]));

      """
  }

  /// One of the stores, by any of its names.
  static func stores(_ names: [String]) -> String {
    """
    #JSGF V1.0;
    grammar store;
    public <answer> = /0.9/ [<carrier>] <store> [store | please] | /0.1/ <escape>;
    <carrier> = the | the one in | the one on | at the | in | at | i'd like the | my store is | it's | it's the;
    <store> = \(choice(names));
    <escape> = \(choice(escapes + ["yes", "no", "the nearest one", "the closest one", "any store"]));

    """
  }

  /// One of the keys of a menu, spoken.
  static func menu(keys: [String]) -> String {
    let names = keys.compactMap { Int($0) }.filter { (0...9).contains($0) }
    let words = names.map { $0 == 0 ? "zero" : digits[$0 + 1] }
    return """
      #JSGF V1.0;
      grammar menu;
      public <answer> = /0.9/ [press | option | number] <key> | /0.1/ <escape>;
      <key> = \(choice(words.isEmpty ? digits : words));
      <escape> = \(choice(escapes + ["yes", "no"]));

      """
  }

  /// Every word a grammar uses.
  static func words(of grammar: String) -> Set<String> {
    var words: Set<String> = []
    for line in grammar.split(separator: "\n").dropFirst(2) {
      guard let body = line.split(separator: "=", maxSplits: 1).last else { continue }
      for token in body.split(whereSeparator: { " |()[];".contains($0) })
      where !token.hasPrefix("<") && !token.hasPrefix("/") {
        words.insert(String(token))
      }
    }
    return words
  }

  private static func choice(_ phrases: [String]) -> String { phrases.joined(separator: " | ") }
}
