import Dialogue
import Testing

/// Words for somebody else in the room, over what we say, mean nothing to the house; what a caller wants of us does.
@Suite struct AsideTests {
  @Test(arguments: [
    "put that down please", "honey can you get the door", "not now I'm on the phone", "the dog is barking again",
    "where did you put the remote", "dinner is ready", "did you feed the cat", "the baby is crying",
    "your brother is here", "close the window please",
  ])
  func wordsForSomebodyElseMeanNothing(_ words: String) throws {
    #expect(try !Shared.artefacts.get().mean(something: words))
  }

  @Test(arguments: [
    "where is my order", "stop", "can I talk to a person", "do you price match",
    "how long do I have to return something",
    "what are your store hours", "cancel the order", "no that's the wrong one", "I have another question",
    "do you ship to canada", "can you repeat that", "what does it cost to ship it back", "I want to return it instead",
    "that's not what I asked",
  ])
  func whatIsWantedOfUsMeansSomething(_ words: String) throws {
    #expect(try Shared.artefacts.get().mean(something: words))
  }
}
