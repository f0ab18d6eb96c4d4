/// Words that stand before a name and say which.
struct NameCue {
  /// The place where the name may begin.
  var end: Int
  var field: NameSplit.Field
  var trust: NameRun.Trust

  private static let before: [(words: [String], field: NameSplit.Field, trust: NameRun.Trust)] = [
    (["my", "name", "is"], .full, .strong), (["name", "is"], .full, .strong), (["name's"], .full, .strong),
    (["names"], .full, .strong),
    (["name", "would", "be"], .full, .strong), (["name", "should", "be"], .full, .strong),
    (["first", "and", "last", "name"], .full, .strong),
    (["i'm", "called"], .full, .strong), (["am", "called"], .full, .strong),
    (["in", "the", "name", "of"], .full, .strong),
    (["under", "the", "name"], .full, .strong), (["under", "the", "name", "of"], .full, .strong),
    (["by", "the", "name", "of"], .full, .strong),
    (["go", "by"], .full, .weak), (["first", "name"], .given, .strong), (["firstname"], .given, .strong),
    (["given", "name"], .given, .strong),
    (["forename"], .given, .strong), (["last", "name"], .family, .strong), (["lastname"], .family, .strong),
    (["surname"], .family, .strong),
    (["family", "name"], .family, .strong), (["second", "name"], .family, .strong),
    (["last", "name's"], .family, .strong),
    (["first", "name's"], .given, .strong), (["this", "is"], .full, .weak), (["it's"], .full, .weak),
    (["it", "is"], .full, .weak),
    (["i'm"], .full, .weak), (["i", "am"], .full, .weak), (["im"], .full, .weak), (["that's"], .full, .weak),
    (["call", "me"], .full, .weak),
    (["under"], .full, .weak), (["registered", "to"], .full, .weak), (["belongs", "to"], .full, .weak),
    (["here", "is"], .full, .weak),
    (["here's"], .full, .weak), (["speaking", "to"], .full, .weak), (["speaking", "with"], .full, .weak),
    (["me", "is"], .full, .weak),
    (["that", "would", "be"], .full, .weak), (["would", "be"], .full, .weak), (["name"], .full, .weak),
    (["its"], .full, .weak),
    (["that", "is"], .full, .weak), (["account", "for"], .full, .weak), (["order", "for"], .full, .weak),
    (["booking", "for"], .full, .weak),
  ]
  private static let between: Set<String> = [
    "is", "was", "should", "be", "would", "spelled", "it's", "as", "its", "um", "uh", "also", "just",
  ]
  /// Names of other things.
  private static let notOurs: Set<String> = [
    "user", "product", "brand", "company", "store", "item", "domain", "login", "account's", "pet", "street", "nick",
    "code", "model", "file",
    "business", "middle", "username",
  ]

  /// The cue that begins at a place, the longest; cues whose name follows some words later ("the name on the order is …") too.
  static func read(_ tokens: Tokens, at place: Int) -> NameCue? {
    guard
      let found = before.filter({ tokens.matches($0.words, at: place) }).max(by: { $0.words.count < $1.words.count })
    else {
      return nil
    }
    let last = place + found.words.count - 1
    if found.words.contains("name") || found.words.contains("name's"), notOurs.contains(tokens.text(place - 1)) {
      return nil
    }
    var end = last + 1
    if found.words == ["name"] {
      // "First and last name" and "my name" before "is" are read elsewhere.
      if ["on", "for", "of"].contains(tokens.text(end)) {
        guard
          let verb = (end + 1..<min(end + 6, tokens.count)).first(where: { ["is", "was"].contains(tokens.text($0)) })
        else { return nil }
        return NameCue(end: verb + 1, field: .full, trust: .strong)
      }
      if ["first", "last"].contains(tokens.text(place - 1)) { return nil }
      let marked = tokens.gap(end, holds: ":=")
      return NameCue(end: end, field: .full, trust: marked ? .strong : .weak)
    }
    if found.field != .full || found.words.last == "name" || found.words.last == "is" {
      while between.contains(tokens.text(end)), end < last + 4 { end += 1 }
    }
    // "First and last name is" asks for both.
    if found.field == .family, tokens.text(place - 1) == "and", tokens.text(place - 2) == "first" {
      return NameCue(end: end, field: .full, trust: .strong)
    }
    return NameCue(end: end, field: found.field, trust: found.trust)
  }
}
