/// Undoes contractions and the shorthand of chat, so that each thing is written one way in the tables.
enum Contractions {
  /// The words that a word stands for; nil when it stands for itself.
  static func parts(_ word: String, next: String) -> [String]? {
    if let parts = fixed[word] { return parts }
    // "id" is "I would" only before a verb that says so; "its" stays.
    if word == "id", ["like", "love", "rather", "prefer", "want", "need"].contains(next) { return ["i", "would"] }
    if word == "ill", ["take", "have", "keep", "go", "return", "be", "do", "get"].contains(next) {
      return ["i", "will"]
    }
    guard word.contains("'") else { return nil }
    if word.hasSuffix("n't") {
      let stem = String(word.dropLast(3))
      return [["ca": "can", "wo": "will", "sha": "shall"][stem] ?? stem, "not"]
    }
    for (ending, full) in [("'ll", "will"), ("'ve", "have"), ("'re", "are"), ("'m", "am")] where word.hasSuffix(ending)
    {
      return [String(word.dropLast(ending.count)), full]
    }
    if word.hasSuffix("'d") {
      let stem = String(word.dropLast(2))
      return [stem, ["better", "been", "already"].contains(next) ? "had" : "would"]
    }
    if word.hasSuffix("'s"), subjects.contains(String(word.dropLast(2))) || tellers.contains(next) {
      let stem = String(word.dropLast(2))
      return stem == "let" ? ["let", "us"] : [stem, "is"]
    }
    return nil
  }

  /// Words behind which "'s" is "is" and no possessive: "the visa's fine", "the lamp's broken".
  private static let tellers: Set<String> = [
    "fine", "okay", "ok", "good", "great", "gone", "broken", "not", "too", "sold", "out", "perfect", "right", "wrong",
    "still", "already", "really", "very", "just", "been", "cracked", "dead", "expired", "empty",
  ]

  private static let subjects: Set<String> = [
    "it", "that", "what", "where", "who", "how", "when", "there", "here", "he", "she", "this", "everything", "let",
    "which", "nothing", "one",
  ]

  private static let fixed: [String: [String]] = [
    "cannot": ["can", "not"], "cant": ["can", "not"], "dont": ["do", "not"], "doesnt": ["does", "not"],
    "didnt": ["did", "not"], "wont": ["will", "not"], "isnt": ["is", "not"], "arent": ["are", "not"],
    "wasnt": ["was", "not"], "werent": ["were", "not"], "hasnt": ["has", "not"], "havent": ["have", "not"],
    "couldnt": ["could", "not"], "wouldnt": ["would", "not"], "shouldnt": ["should", "not"], "im": ["i", "am"],
    "ive": ["i", "have"], "thats": ["that", "is"], "whats": ["what", "is"], "wheres": ["where", "is"],
    "theres": ["there", "is"], "hows": ["how", "is"], "lets": ["let", "us"], "youve": ["you", "have"],
    "youre": ["you", "are"], "theyre": ["they", "are"], "wanna": ["want", "to"], "gonna": ["going", "to"],
    "gotta": ["have", "to"], "gimme": ["give", "me"], "lemme": ["let", "me"], "dunno": ["do", "not", "know"],
    "pls": ["please"], "plz": ["please"], "thx": ["thanks"], "cuz": ["because"], "cos": ["because"], "coz": ["because"],
    "u": ["you"], "ur": ["your"], "ok": ["okay"], "nvm": ["never", "mind"], "nevermind": ["never", "mind"],
    "yeah": ["yes"], "yep": ["yes"], "yup": ["yes"], "yea": ["yes"], "ya": ["yes"], "aye": ["yes"], "nope": ["no"],
    "nah": ["no"], "alright": ["all", "right"], "colour": ["color"], "colours": ["colors"], "grey": ["gray"],
    "wifi": ["wifi"], "ain't": ["is", "not"], "y'all": ["you"], "tho": ["though"], "&": ["and"], "w": ["with"],
    "wouldya": ["would", "you"], "couldya": ["could", "you"], "tysm": ["thanks"], "ty": ["thanks"],
    "instock": ["in", "stock"], "o'clock": ["o'clock"], "kinda": ["kind", "of"], "cause": ["because"],
    "'cause": ["because"], "til": ["until"], "ordr": ["order"], "i'd": ["i", "would"],
    // Slips in words that are too short to be mended by likeness.
    "teh": ["the"], "hte": ["the"], "adn": ["and"], "nad": ["and"], "taht": ["that"], "waht": ["what"],
    "thsi": ["this"], "wnat": ["want"], "sned": ["send"], "snet": ["sent"], "cna": ["can"], "oder": ["order"],
    "odrer": ["order"], "ordre": ["order"], "oders": ["orders"], "orderd": ["ordered"], "yuo": ["you"],
    "wich": ["which"], "wot": ["what"], "dat": ["that"], "da": ["the"], "abt": ["about"],
    "wher": ["where"], "whre": ["where"], "whn": ["when"], "wen": ["when"], "bcoz": ["because"], "bc": ["because"],
    "thru": ["through"], "wud": ["would"], "cud": ["could"], "shud": ["should"],
    "hav": ["have"], "luv": ["love"], "r": ["are"], "ima": ["i", "will"],
  ]
}
