internal import Discourse

/// What callers and the agent say on the bench. Not one of these sentences is in the intent map's triggers or in turn-taking's tests.
enum VoiceLines {
  static let prompts: [(sentences: [String], expectation: Expectation)] = [
    (
      ["Your parcel left our warehouse on Tuesday evening.", "The carrier says it reaches you on Friday before noon."],
      .anything
    ),
    (
      [
        "I found your order of two wool blankets and a lantern.",
        "I can send both blankets back for a refund to your card.",
        "Would you like me to do that?",
      ], .yesNo
    ),
    (
      [
        "The store in the harbour district is open until nine tonight.",
        "It has four of these tents on the shelf right now.",
      ],
      .anything
    ),
  ]

  static let greeting = "Hello, this is the outdoor shop. I am a computer, and I can help you with orders and returns."

  static let interruptions = [
    "no that's the wrong order", "stop", "I'd like to talk to a person", "can you repeat that", "wait a minute",
    "I have another question",
    "that's not what I asked", "cancel the order", "where is my refund", "I want to return it instead",
  ]
  static let backchannels = ["okay", "uh huh", "yeah", "right", "I see", "mm hmm", "got it", "sure", "all right"]
  static let asides = [
    "honey can you get the door", "put that down please", "not now I'm on the phone", "the dog is barking again",
  ]

  /// Answers in the pieces in which they are said.
  static let answers: [(pieces: [String], expectation: Expectation)] = [
    (["yes"], .yesNo), (["no thank you"], .yesNo), (["yes please"], .yesNo), (["no"], .yesNo),
    (["that's right"], .yesNo),
    (["four oh two one seven"], .digits(count: 5)), (["four oh", "two one seven"], .digits(count: 5)),
    (["it's nine", "eight one", "oh four"], .digits(count: 5)),
    (["six", "two", "two", "eight", "five"], .digits(count: 5)),
    (["forty one", "seven", "sixteen"], .digits(count: 5)),
    (["two oh six", "five five five", "oh one four two"], .digits(count: 10)),
    (["jane dot miller", "at gmail dot com"], .email), (["it's bob", "at", "example dot org"], .email),
    (["twelve oak street", "apartment five", "portland oregon", "nine seven two one four"], .address),
  ]

  /// Free speech, in the pieces between which callers may pause.
  static let wishes: [[String]] = [
    ["where is my order"], ["I'd like to return a pair of boots"], ["do you have the green tent in stock"],
    ["I ordered a lamp last week", "and it hasn't arrived"], ["I want to", "change my delivery address"],
    ["my blanket came", "with a hole in it"], ["can you tell me", "when the store closes"],
    ["I need to speak with somebody"],
    ["the zipper on the jacket", "broke after two days", "what can I do"], ["I was charged twice for my order"],
    ["is it possible to", "exchange the shoes for a larger size"], ["what is your return policy"],
  ]
}
