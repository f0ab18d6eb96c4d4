import AisleTesting
import Commerce
import Dialogue
import Discourse
import Testing

/// The names that a recogniser is told of follow from who the customer is shown to be.
@Suite struct LikelyNamesTests {
  @Test func beforeAnybodyIsKnownThereAreNone() throws {
    var caller = ScriptedConversation(artefacts: try Shared.artefacts.get())
    #expect(caller.conversation.likelyNames.isEmpty)
    caller.say("where is my order 40217")
    caller.say("yes")
    #expect(caller.conversation.likelyNames.isEmpty)
    // Nor after a wrong postcode.
    caller.key("98199")
    #expect(caller.conversation.likelyNames.isEmpty)
  }

  @Test func anOrderThatMayBeToldOfBringsItsGoodsAndItsTown() throws {
    var caller = ScriptedConversation(artefacts: try Shared.artefacts.get())
    caller.say("where is my order")
    caller.key("40217")
    caller.key("98101")
    #expect(caller.conversation.likelyNames == ["Seattle", "Alpine tent"])
    #expect(Replay.run(caller.recorded, artefacts: try Shared.artefacts.get()) == nil)
  }
}
