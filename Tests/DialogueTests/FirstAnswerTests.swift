import AisleTesting
import Dialogue
import Testing

/// What comes back to a first message: the whole sentence weighs, not one word of it.
@Suite("First answers")
struct FirstAnswerTests {
  private let artefacts: Artefacts

  init() throws { artefacts = try Shared.artefacts.get() }

  private func answer(_ text: String) -> String {
    var call = ScriptedConversation(artefacts: artefacts)
    return call.say(text)
  }

  @Test(arguments: [
    "Any paddle boards in stock near 98225?", "Six camp chairs, please, delivered to 97214.",
    "Will my order arrive before Thursday? If not, send it to my hotel in Bozeman, 59715.",
  ])
  func aZipCodeIsNoOrder(_ text: String) { #expect(!answer(text).contains("could not find an order"), "\(text)") }

  @Test func aNewZipCodeShowsNobodyWhoOneIs() {
    #expect(answer("moved. new zip 97405").contains("zip code"))
  }

  @Test(arguments: [
    "I was in the hospital and missed my pickup deadline yesterday."
  ])
  func oneWordIsNoAlarm(_ text: String) { #expect(!answer(text).contains("911"), "\(text)") }

  @Test(arguments: [
    "We had such a nice trip until the stove flared up and burned my hand.",
    "hi, quick one: i smell gas from the grill",
  ])
  func whatCannotWaitGoesFirst(_ text: String) { #expect(answer(text).contains("911"), "\(text)") }

  @Test func nothingIsPromisedBeforeAnythingIsKnown() {
    for seed in 0..<4 {
      var call = ScriptedConversation(artefacts: artefacts, seed: UInt64(seed))
      #expect(!call.say("i want to return my order").contains("Of course"))
    }
  }

  @Test func twoProductsByNameAreComparedFromTheirRecords() {
    #expect(!answer("what's the difference between the Meadow tent and the Granite tent").contains("Name me two"))
  }
}
