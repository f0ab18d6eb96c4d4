internal import Discourse

/// Whose a name is that was said: "I am not Olivia Ito", "this is about Olivia Ito" and "my neighbour Olivia Ito lives in 12345" name
/// somebody, but nobody who is speaking. What is said of others proves nothing about the speaker.
enum NameOwner {
  private static let relations: Set<String> = [
    "wife", "husband", "spouse", "partner", "boyfriend", "girlfriend", "fiance", "fiancee", "mother", "mom", "mum",
    "mommy", "father", "dad", "daddy", "parents", "son", "daughter", "kid", "child", "brother", "sister", "sibling",
    "aunt", "uncle", "cousin", "niece", "nephew", "grandmother", "grandma", "grandfather", "grandpa", "friend",
    "friends", "buddy", "mate", "neighbour", "neighbor", "neighbours", "neighbors", "boss", "colleague", "coworker",
    "roommate", "flatmate", "landlord", "tenant", "ex", "lady", "guy", "woman", "man", "girl", "boy", "stranger",
  ]
  /// Words that negate, pretend or point away, with what may stand between them and the name.
  private static let away: Set<String> = [
    "not", "isn't", "isnt", "ain't", "aint", "wasn't", "wasnt", "aren't", "never", "neither", "nor", "pretend",
    "pretending", "imagine", "suppose", "supposing", "assume", "assuming", "unlike", "versus", "instead",
    "impersonate", "impersonating",
  ]
  private static let between: Set<String> = [
    "i", "i'm", "im", "am", "is", "was", "were", "are", "be", "it", "it's", "its", "that", "that's", "this", "my",
    "name", "name's", "really", "actually", "exactly", "even", "called", "named", "known", "as", "the", "a", "to",
    "by", "of", "you", "you're", "we", "mr", "mrs", "ms", "say", "says", "said", "customer", "account", "under",
    "email", "e-mail", "mail", "address", "at",
  ]
  private static let belongings: Set<String> = [
    "order", "orders", "account", "package", "parcel", "purchase", "return", "delivery", "name", "profile",
  ]
  private static let pointing: Set<String> = [
    "about", "regarding", "concerning", "behalf", "than", "ask", "asked", "tell", "told", "know", "knows", "knew",
    "met", "contact", "hate", "love", "versus", "near", "against",
  ]
  private static let others: Set<String> = [
    "her", "his", "their", "your", "whose", "he", "she", "they", "he's", "she's",
  ]
  private static let doing: Set<String> = [
    "lives", "lived", "said", "says", "told", "tells", "asked", "wants", "wanted", "gave", "sent", "ordered", "bought",
    "has", "had", "lent", "works", "moved", "died", "lets", "allowed", "authorized", "authorised",
  ]

  /// Whether the name in these words is somebody else's than the speaker's.
  static func isAnother(_ name: Range<Int>, _ tokens: Tokens) -> Bool {
    isDenied(name, tokens) || isPointedAt(name, tokens) || does(name, tokens)
  }

  /// "I am not …", "pretend I'm …", "her name is …".
  private static func isDenied(_ name: Range<Int>, _ tokens: Tokens) -> Bool {
    var place = name.lowerBound
    for _ in 0..<7 {
      guard place > 0, !tokens.pauses(before: place) else { return false }
      place -= 1
      let word = tokens.text(place)
      // "See if it is under …" is one's own name, "if I were …" is none.
      if word == "if" { return ["i", "i'm", "im", "my"].contains(tokens.text(place + 1)) }
      if away.contains(word) { return true }
      if others.contains(word) || isRelation(tokens, place) { return true }
      guard between.contains(word) else { return false }
    }
    return false
  }

  /// "About …", "my neighbour …", "on behalf of …".
  private static func isPointedAt(_ name: Range<Int>, _ tokens: Tokens) -> Bool {
    let before = name.lowerBound - 1
    guard before >= 0 else { return false }
    // "My wife, Olivia Ito, …" and "my wife's order, Olivia Ito, …", not "It is for my wife. Olivia Ito here."
    var owner = before
    while owner > 0, belongings.contains(tokens.text(owner)) { owner -= 1 }
    let isOwned = owner == before || tokens.text(owner).hasSuffix("'s")
    if isOwned, isRelation(tokens, owner), !tokens.gap(name.lowerBound).contains(where: { ".!?;\n".contains($0) }) {
      return true
    }
    guard !tokens.pauses(before: name.lowerBound) else { return false }
    let word = tokens.text(before)
    if pointing.contains(word) || word == "of" && tokens.text(before - 1) == "behalf" { return true }
    guard let verbs = leading[word] else { return false }
    return (1...2).contains { verbs.contains(tokens.text(before - $0)) }
  }

  /// Small words that stand before one's own name too ("registered to …"), with what makes it another's a word or two before them.
  private static let leading: [String: Set<String>] = [
    "to": ["talked", "spoke", "talk", "speak", "belong", "happened", "sent", "send", "give", "gave", "gift", "ship"],
    "from": ["gift", "present", "call", "message", "permission", "got", "heard"],
    "by": ["sold", "told", "sent", "ordered", "asked", "placed", "bought", "helped"],
    "with": ["live", "living", "spoke", "talked", "work", "chatted", "dealt", "married"],
    "called": ["someone", "somebody", "i"], "call": ["please", "just", "someone", "somebody"],
    "like": ["sound", "look", "someone", "somebody"], "for": ["asking", "speaking", "calling", "acting"],
  ]

  /// "… lives next door", "… is my neighbour".
  private static func does(_ name: Range<Int>, _ tokens: Tokens) -> Bool {
    let after = name.upperBound
    guard after < tokens.count, !tokens.pauses(before: after) else { return false }
    if doing.contains(tokens.text(after)) { return true }
    guard ["is", "was", "isn't"].contains(tokens.text(after)) else { return false }
    if tokens.text(after) == "isn't" || tokens.text(after + 1) == "not" { return true }
    return (after + 1...after + 3).contains { isRelation(tokens, $0) }
  }

  /// A word for somebody else, with whose it is before it: "my neighbour", "a friend".
  private static func isRelation(_ tokens: Tokens, _ place: Int) -> Bool {
    let word = tokens.text(place)
    guard place > 0, relations.contains(word) || word.hasSuffix("'s") && relations.contains(String(word.dropLast(2)))
    else { return false }
    for back in 1...3 {
      let owner = tokens.text(place - back)
      if ["my", "a", "an", "our", "another", "the", "this", "that", "his", "her", "their", "some", "your"].contains(
        owner)
      {
        return true
      }
      if owner.isEmpty { return false }
    }
    return false
  }
}
