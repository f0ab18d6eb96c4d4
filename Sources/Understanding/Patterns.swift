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
    "what rhymes with carabiner", "how do i cancel my netflix", "which month is best for fall color in vermont",
    "found a baby squirrel on my deck do i feed it", "my comcast internet has been down since noon",
    "how many s'mores is too many", "when are taxes due this year", "how do i get my teenager off the couch",
    "is highway 120 over tioga pass plowed yet", "what bird goes hoo hoo at four in the morning",
    "what eats tomatoes at night and leaves big holes", "is it poison oak or just a rash",
    "what can i take for a headache", "explain it to me like i'm a goose",
    "is southwest letting people rebook because of the storm", "why is crater lake so blue",
    "do crows really remember faces", "when does the costco gas station open",
    "how much does triple a cost for a couple", "what's the tallest mountain in idaho",
    "is there cell service on the olympic coast", "when should i prune hydrangeas",
    "my neighbor's tree is hanging over my roof", "can pregnant women sit in hot springs",
    "what's the tide tomorrow morning", "how to stop a toddler from crying in the car",
    "what's the exchange rate for canadian dollars", "help me find a hiking partner near tacoma", "asdfgh", "potato",
    "knock knock it's bear", "write me a haiku about mud", "meow", "the answer is forty two",
    "i'm bored entertain me with a fact about beavers", "there's a raccoon looking at me", "roll a die",
    "the cat walked on the keyboard", "what's a decent dinner i can cook in one pot",
    "what can i use instead of buttermilk in pancakes", "lawnmower starts then dies after ten seconds",
    "check engine light can i drive it", "help me decide heads or tails", "my iphone says storage is full",
    "three of those and then left at the barn", "who let the dogs out", "what's the limit on walleye in minnesota",
    "what is a good name for a female husky", "my dog ate half a stick of lip balm",
    "my grandpa used to say never trust a dry creek", "what's the difference between a hare and a rabbit",
    "good chili recipe for twenty people", "and then the moose just stood there",
    "my dishwasher is leaking from the bottom", "who do i call about a dead deer on the road",
    "how far is it from bozeman to yellowstone", "best podcast for a nine hour drive",
    "what time does the post office close", "how do i renew my driver's license online",
    "my knee clicks going down stairs", "why do my tomatoes crack", "my horoscope said so",
    "how do i get a stripped screw out of a door hinge", "i think i left the oven on", "banana for scale",
    "how much water should a person drink in the heat", "is a hot dog a sandwich", "the toilet keeps running",
    "my furnace smells like burning dust", "dear diary today i fell in a river", "spell accoutrements",
  ]
}
