import AisleTesting
import Dialogue
import Discourse
import Testing

/// Messages that are far too long keep nobody busy: what is behind the bound is not looked at.
@Suite struct LongMessageTests {
  /// What is understood of a text, and what is answered.
  private func answer(_ text: String) throws -> (understood: [[Command]], said: String) {
    var talk = ScriptedConversation(artefacts: try Shared.artefacts.get(), channel: .chat)
    let said = talk.say(text)
    let understood = talk.effects.compactMap { if case .understood(let commands) = $0 { commands } else { nil } }
    return (understood, said)
  }

  @Test func whatStandsBehindTheBoundIsNotRead() throws {
    let long = String(repeating: "and ", count: 400)
    let without = try answer(long)
    let with = try answer(long + "where is my order 40217")
    #expect(with.understood == without.understood)
    #expect(with.said == without.said)
    // What stands before it is.
    #expect(try answer("where is my order 40217. " + long).said != without.said)
  }
}
