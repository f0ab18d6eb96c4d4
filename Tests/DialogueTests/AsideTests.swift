import Dialogue
import Testing

/// Words for somebody else in the room, over what we say, mean nothing to the house; what a caller wants of us does.
@Suite struct AsideTests {
  @Test(arguments: [
    "where did you put the remote", "dinner is ready", "did you feed the cat", "the baby is crying",
    "your brother is here", "close the window please",
  ])
  func wordsForSomebodyElseMeanNothing(_ words: String) throws {
    #expect(try !Shared.artefacts.get().mean(something: words))
  }

  @Test(arguments: [
    "where is my parcel", "hold on", "can I talk to a person", "do you price match",
    "how long do I have to return something",
    "what are your store hours", "call the order off", "do you ship to canada", "say that again",
    "what does it cost to ship it back", "I would rather send it back",
  ])
  func whatIsWantedOfUsMeansSomething(_ words: String) throws {
    #expect(try Shared.artefacts.get().mean(something: words))
  }
}
