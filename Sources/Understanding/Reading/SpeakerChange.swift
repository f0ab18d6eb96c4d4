/// Whether words say that it is somebody else who speaks now than who was identified: "I'm not her", "log me out", "that was my wife, I am
/// Tom". What is known of the one before is not for them.
public enum SpeakerChange {
  /// - Parameters:
  ///   - said: As it was said or typed.
  ///   - names: The names of who was identified, as far as they are known: who gives one of them is no other.
  public static func isSaid(_ said: String, by names: [String]) -> Bool {
    let words = said.replacing("’", with: "'").split { !$0.isLetter && $0 != "'" }.map(String.init)
    let small = words.map { shortened[$0.lowercased()] ?? $0.lowercased() }.joined(separator: " ")
    let text = " \(small) "
    if phrases.contains(where: { text.contains(" \($0) ") }) { return true }
    if openings.contains(where: { small.hasPrefix($0 + " ") || small == $0 }) { return true }
    let own = Set(names.flatMap { $0.lowercased().split { !$0.isLetter }.map(String.init) }.filter { $0.count > 1 })
    if own.contains(where: { text.contains(" i am not \($0) ") || text.contains(" this is not \($0) ") }) {
      return true
    }
    return !own.isEmpty && givesAnotherName(words, own)
  }

  /// "I am Tom" in the middle of a sentence, where a word with a capital is a name.
  private static func givesAnotherName(_ words: [String], _ own: Set<String>) -> Bool {
    for index in words.indices.dropFirst() {
      let word = words[index]
      guard word.first?.isUppercase == true, word.dropFirst().allSatisfy(\.isLowercase), word.count > 2 else {
        continue
      }
      let before = words[..<index].suffix(3).map { shortened[$0.lowercased()] ?? $0.lowercased() }.joined(
        separator: " ")
      let small = word.lowercased()
      // "This is Tom speaking", but "it is Visa".
      let after = words[(index + 1)...].prefix(2).map { $0.lowercased() }
      let isSpeaking =
        ["this is", "this is now"].contains { before.hasSuffix($0) }
        && after.contains { ["speaking", "here", "now"].contains($0) }
      guard isSpeaking || introductions.contains(where: { before.hasSuffix($0) }), !own.contains(small) else {
        continue
      }
      if isSpeaking, CommonNames.given.contains(small) { return true }
      if !OrdinaryWords.contains(small), !Grammar.words.contains(small) { return true }
    }
    return false
  }

  private static let introductions = ["i am", "my name is"]

  private static let shortened = [
    "i'm": "i am", "im": "i am", "it's": "it is", "that's": "that is", "isn't": "is not", "wasn't": "was not",
    "you're": "you are", "ain't": "is not",
  ]

  private static let relations = [
    "wife", "husband", "partner", "mother", "mom", "mum", "father", "dad", "son", "daughter", "brother", "sister",
    "girlfriend", "boyfriend", "fiance", "fiancee", "roommate", "flatmate", "friend", "colleague", "boss", "spouse",
    "neighbor", "neighbour", "grandmother", "grandfather", "coworker", "kid",
  ]

  /// Wherever they stand.
  private static let phrases: [String] =
    [
      "i am someone else", "i am somebody else", "i am actually someone else", "i am another person",
      "i am a different person",
      "i am another customer", "i am a different customer", "i am not the customer", "i am not the account holder",
      "i am not the owner", "i am not that person", "i am not this person", "i am not that customer",
      "log me out", "sign me out", "log me off", "switch user", "switch users", "switch account",
      "switch accounts", "switch customer", "different customer here", "another customer here", "new customer here",
      "someone else here now", "somebody else here now", "someone else now", "not my account",

      "is someone else's account", "is somebody else's account", "talking to someone else", "speaking to someone else",
      "chatting with someone else", "talking to somebody else", "talking with someone else",
      "you have the wrong person",
      "i am using someone else's", "forget who i am", "i lied about who i am", "i lied this is not", "i am not who",
    ]
    + relations.flatMap { relation in
      [
        "my \(relation) was here", "my \(relation) was on", "my \(relation) was talking", "my \(relation) was typing",
        "my \(relation) was writing", "my \(relation) was chatting", "my \(relation) was speaking",
        "my \(relation) wrote before", "that was my \(relation)", "i am her \(relation)", "i am his \(relation)",
        "i am their \(relation)", "this is her \(relation)", "this is his \(relation)",
        "you were talking to my \(relation)", "you were chatting with my \(relation)",
      ]
    }

  /// At the beginning only.
  private static let openings = [
    "different customer", "another customer", "different person", "another person", "new customer", "someone else",
    "somebody else", "log out", "sign out", "not me", "wrong account", "wrong person", "i lied",
  ]
}
