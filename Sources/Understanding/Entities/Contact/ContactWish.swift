/// How somebody would like to be reached, from whatever they say of it.
public enum ContactWish {
  private static let writing = [
    "no phone", "no telephone", "no mobile", "no number", "no cell", "not have a phone", "don't have a phone",
    "dont have a phone", "don't have one", "dont have one", "don't have a number", "haven't got a phone",
    "haven't a phone",
    "without a phone", "don't own a phone", "can't talk", "can't speak", "can't take calls", "can't take a call",
    "can't be called",
    "can't call", "deaf", "hard of hearing", "not by phone", "not on the phone", "not give you", "not give my",
    "not give a",
    "not giving", "don't want to give", "won't give", "rather not give", "rather not be called", "don't call",
    "do not call", "dont call",
    "no calls", "no call", "hate calls", "hate phone", "e-mail", "email", "e mail", "mail me", "write to me",
    "write me",
    "written", "in writing", "text me", "in the chat", "in this chat", "here in chat", "by chat", "via chat",
    "over chat",
    "live chat", "chat with", "chat instead", "right here", "do it here", "message me", "not be called",
  ]

  /// Whether they would rather be written to than be called, or cannot be called.
  public static func prefersWriting(_ said: String) -> Bool {
    let words =
      " "
      + said.lowercased().replacing("\u{2019}", with: "'").split {
        !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "-"
      }
      .joined(separator: " ") + " "
    return writing.contains { words.contains(" \($0) ") }
  }
}
