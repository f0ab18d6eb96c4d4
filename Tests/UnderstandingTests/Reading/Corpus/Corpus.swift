/// Sentences with the commands they mean, by what customers want of a help desk. Two lines an entry: what was said, with the context in
/// which it was said before "::" (topics of `Asked`, "yn" for an open yes or no, "P:" and "O:" for a product spoken of or owned), and
/// the commands in `Notation`.
enum Corpus {
  /// One sentence.
  struct Entry: Sendable {
    var context: [String]
    var said: String
    var golden: String
  }

  static let all: [(name: String, text: String)] = [
    ("Orders and goods without numbers", ordersAndGoodsWithoutNumbers),
    ("Words for kinds of goods", wordsForKindsOfGoods),
    ("The verb as said, whatever the status", theVerbAsSaidWhateverTheStatus),
    ("Several wishes", severalWishes),
    ("Variants by values", variantsByValues),
    ("Lists", lists),
    ("Extremes and steps", extremesAndSteps),
    ("Preferences", preferences),
    ("Conditions", conditions),
    ("What cannot be done", whatCannotBeDone),
    ("Orders written once", ordersWrittenOnce),
    ("Wallets", wallets),
    ("Answers that change the plan", answersThatChangeThePlan),
    ("Sums", sums),
    ("Questions", questions),
    ("Sets", sets),
    ("Like another thing", likeAnotherThing),
    ("Addresses", addresses),
    ("Who is calling", whoIsCalling),
    ("Reasons", reasons),
    ("Terse", terse),
    ("Mistyped and put right", mistypedAndPutRight),
    ("The same again", theSameAgain),
    ("Concepts", concepts),
    ("Goodbye and chatter", goodbyeAndChatter),
    ("Brief talk", briefTalk),
    ("Long talk", longTalk),
    ("Unforeseen talk", unforeseenTalk),
    ("Several changes", severalChanges),
    ("At the desk", atTheDesk),
  ]

  /// The entries of a text.
  static func entries(_ text: String) -> [Entry] {
    var entries: [Entry] = []
    for line in text.split(separator: "\n") {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("=>") {
        entries[entries.count - 1].golden = String(line.dropFirst(2).drop { $0 == " " })
        continue
      }
      if let mark = line.firstRange(of: " :: ") {
        let context = line[..<mark.lowerBound].split(separator: " ").map(String.init)
        entries.append(Entry(context: context, said: String(line[mark.upperBound...]), golden: ""))
      } else {
        entries.append(Entry(context: [], said: String(line), golden: ""))
      }
    }
    return entries
  }
}
