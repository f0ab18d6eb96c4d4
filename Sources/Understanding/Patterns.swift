public import Discourse

/// What callers say to any agent, whatever its intents: the engine's own phrases, written once.
public enum Patterns {
  /// A command with sentences that mean it.
  public struct Pattern: Sendable {
    /// The classifier's label.
    public var label: String
    /// What it means.
    public var command: Command
    /// Sentences that mean it.
    public var sentences: [String]
  }

  /// Words that make a short answer a yes.
  public static let yesWords: Set<String> = [
    "yes", "yeah", "yep", "yup", "sure", "correct", "right", "okay", "ok", "exactly", "absolutely", "indeed", "aye",
  ]
  /// Words that make a short answer a no.
  public static let noWords: Set<String> = ["no", "nope", "nah", "wrong", "incorrect", "negative"]

  /// Words that keep a word of agreement from being one.
  static let doubts: Set<String> = [
    "not", "never", "isn't", "don't", "cannot", "can't", "won't", "refuse", "hardly", "unless",
  ]

  /// The label of a request for a person, which a document may teach more sentences.
  public static let personLabel = "pattern.person"

  /// All patterns.
  public static let all: [Pattern] = [
    Pattern(
      label: "pattern.affirm", command: .affirm,
      sentences: [
        "yes", "yeah", "yes please", "yes that's right", "that's right", "that is right", "that's correct", "correct",
        "yes it is", "that's it", "sure", "of course", "yes that is correct", "yep", "right", "exactly",
      ]),
    Pattern(
      label: "pattern.deny", command: .deny,
      sentences: [
        "no", "nope", "no that's wrong", "that's wrong", "no it isn't", "that is not right", "that's not correct",
        "no that's not it", "not that one", "no it's not", "wrong number",
      ]),
    Pattern(
      label: "pattern.goodbye", command: .goodbye,
      sentences: [
        "goodbye", "bye", "bye bye", "no thanks", "no thank you", "that's all", "that is all", "that's everything",
        "no that's all", "no that's it", "nothing else", "that's all thank you", "thanks bye", "thank you goodbye",
        "no thank you goodbye", "no i'm good", "i'm good thanks", "no that's all thanks", "that will be all",
        "no thank you that's all", "i don't need anything else", "have a nice day",
        "okay bye", "bye then", "i'm all set", "that was everything",
      ]),
    Pattern(
      label: "pattern.repeat", command: .repeat,
      sentences: [
        "can you repeat that", "could you repeat that", "say that again", "say that again please", "pardon", "what",
        "sorry what was that", "come again", "what did you say", "i didn't catch that", "repeat that please",
        "excuse me", "one more time", "i didn't hear you",
        "repeat", "repeat it", "again please", "what was the question",
      ]),
    Pattern(
      label: "pattern.wait", command: .wait,
      sentences: [
        "wait", "hold on", "one moment", "just a moment", "just a second", "give me a second", "one second",
        "hang on", "let me look", "let me check", "let me find it", "wait a minute", "i have to look for it",
      ]),
    Pattern(
      label: personLabel, command: .person,
      sentences: [
        "agent", "operator", "representative", "human", "a person", "speak to a person", "talk to a human",
        "i want to talk to a person", "i want to speak to someone", "can i speak to a human", "customer service",
        "let me talk to a real person", "connect me to an agent", "speak to a representative", "get me a human",
        "can i talk to somebody", "i'd like to speak with an agent", "put me through to someone",
        "a real person", "give me a person", "transfer me to a person", "transfer me to an agent", "customer support",
      ]),
    // What the caller lacks to go on: it is for a person.
    Pattern(
      label: "pattern.person#elsewhere", command: .person,
      sentences: [
        "i don't have it", "i don't have my order number", "i lost my order number", "i don't know my order number",
        "i don't know it", "i don't know", "i don't have that", "i can't find my order number",
        "i forgot my order number", "call me back", "can someone call me back", "i want to speak to a manager",
        "please have somebody call me",
      ]),
    Pattern(
      label: "pattern.cancel", command: .cancel,
      sentences: [
        "never mind", "nevermind", "forget it", "stop", "cancel", "cancel it", "cancel that", "go back", "start over",
        "leave it",
      ]),
    Pattern(
      label: "pattern.smalltalk", command: .smallTalk,
      sentences: [
        "hello", "hi there", "good morning", "good afternoon", "how are you", "thank you", "thanks",
        "thank you very much",
        "are you there", "can you hear me", "hello is anybody there", "are you a robot", "are you a real person",
        "am i talking to a real person", "is this a real person", "am i speaking with a human",
        "is there a human behind this",
        "is this a machine or a person", "are you human", "am i chatting with a bot",
      ]),
  ]

  /// What callers say that no shop serves: it teaches the classifier to decline.
  static let outOfScope = [
    "what's the weather like", "tell me a joke", "who is the president", "play some music", "sing a song",
    "what is the meaning of life", "my dog ate my homework", "turn on the lights", "book a flight", "order a pizza",
    "call my bank", "call my brother", "my cat is sick", "what is my name", "what day is it", "tell me the time",
    "is it raining", "will it snow tomorrow", "what is on television tonight", "let me speak to my friend",
    "where is my mother", "what is the number one song", "count to ten", "what is two plus two", "who won the game",
    "set an alarm for seven", "how do i get to the airport", "book me a hotel room", "what is the capital of france",
    "translate this into german", "how tall is mount everest", "read me the news", "i want to order a taxi",
    "what stocks should i buy", "write me a poem", "i need a doctor's appointment", "when is the next train",
    "i want to talk about something else", "where is the bathroom",
    "the lazy dog jumps over the fence", "once upon a time there was a fox", "a little bird told me",
    "the cat sat on the mat", "my favorite animal is the bear", "to be or not to be", "lorem ipsum dolor",
  ]
}
