/// Another wording of a prompt, its facts in braces, as a language model gave it. A recorded input: what was really said is the same again.
public struct Wording: Hashable, Codable, Sendable {
  /// The prompt it is for.
  public var prompt: Int
  /// The words, with `{1}`, `{2}` … for the facts.
  public var text: String

  /// Makes a wording.
  public init(prompt: Int, text: String) {
    self.prompt = prompt
    self.text = text
  }

  /// The words with the facts filled in.
  func filled(_ facts: [Fact]) -> Fact {
    var fact = Fact("")
    var rest = text[...]
    // Once through: what a fact holds is no place for another fact.
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let before = String(rest[..<open])
      let number = Int(rest[rest.index(after: open)..<close]) ?? 0
      let value = facts.indices.contains(number - 1) ? facts[number - 1] : Fact("")
      fact.spoken += before + value.spoken
      fact.written += before + value.written
      rest = rest[rest.index(after: close)...]
    }
    fact.spoken += rest
    fact.written += rest
    fact.written = fact.written.prefix(1).uppercased() + fact.written.dropFirst()
    return fact
  }
}
