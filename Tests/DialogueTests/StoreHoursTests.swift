import AisleTesting
import Dialogue
import Discourse
import Testing

@Suite struct StoreHoursTests {
  let artefacts: Artefacts

  init() throws { artefacts = try Shared.artefacts.get() }

  @Test func hoursOfANamedStore() {
    var call = ScriptedConversation(artefacts: artefacts)
    let answer = call.say("what time does the fifth street store close today")
    #expect(answer.contains("Our Fifth Street store in Seattle is open today"))
    #expect(answer.contains("8 pm"))
  }

  @Test func aTownWithTwoStoresAsksWhichOne() {
    var call = ScriptedConversation(artefacts: artefacts)
    #expect(call.say("are you open tomorrow in seattle").contains("Fifth Street or Harbor Point"))
    let answer = call.say("harbor point")
    #expect(answer.contains("Our Harbor Point store in Seattle is closed tomorrow"))
    #expect(answer.contains("opens again on Monday"))
  }

  @Test func withoutAStoreItIsAskedFor() {
    var call = ScriptedConversation(artefacts: artefacts)
    #expect(call.say("what are your hours").contains("Which store"))
    #expect(call.say("the one in boise").contains("Cedar Mall"))
    #expect(call.say("and where is it").contains("Cedar Mall") || call.say("where is the store").contains("Cedar Mall"))
  }

  /// In the east of Oregon the next store is in Idaho, although the state's postcodes are closer to Washington's.
  @Test func theNearestStoreIsNearestOnTheMap() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("what are your hours")
    #expect(call.say("97913").contains("Cedar Mall"))
  }

  @Test func aTownWithoutAStoreHearsHowFarTheNextOneIs() {
    var call = ScriptedConversation(artefacts: artefacts)
    let answer = call.say("do you have a store in salt lake city")
    #expect(answer.contains("The nearest is Cedar Mall in Boise, about two hundred ninety miles away"), "\(answer)")
  }

  @Test func specialDaysGiveTheirReason() {
    var call = ScriptedConversation(artefacts: artefacts)
    #expect(call.say("are you open on thursday at fifth street").contains("Thanksgiving"))
  }

  @Test func aHolidayIsADay() {
    var call = ScriptedConversation(artefacts: artefacts)
    let answer = call.say("what are your hours on thanksgiving at fifth street")
    #expect(answer.contains("is closed on Thursday, November 26, because of Thanksgiving"))
  }

  @Test func anotherStoreAfterTheAnswerGetsItsHours() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("what time does the fifth street store close today")
    #expect(call.say("and harbor point").contains("Our Harbor Point store in Seattle is open"))
  }

  @Test func locationNamesStreetAndLandmark() {
    var call = ScriptedConversation(artefacts: artefacts)
    let answer = call.say("where is the cedar mall store")
    #expect(answer.contains("1420 Cedar Mall in Boise"))
    #expect(answer.contains("across from the public library"))
  }

  @Test func aMisheardStoreIsKeyedByPostcode() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("when do you open")
    call.say("flurble")
    #expect(call.say("gnarf").contains("key in"))
    #expect(call.key("83700").contains("Cedar Mall"))
  }

  @Test func aFollowUpAboutAnotherDayKeepsTheStore() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("what time does the fifth street store close today")
    #expect(call.say("and on monday").contains("Our Fifth Street store in Seattle is open on Monday, November 23"))
    #expect(call.say("what about thanksgiving").contains("Thanksgiving"))
  }

  @Test(arguments: [
    ("december 24", "on Thursday, December 24"), ("on the 27th of november", "on Friday, November 27"),
    ("november twenty fourth", "on Tuesday, November 24"), ("12/25", "on Friday, December 25"),
    ("the day after thanksgiving", "on Friday, November 27"), ("in two weeks", "on Saturday, December 5"),
    ("the day after tomorrow", "on Monday, November 23"),
  ])
  func datesAreTheDaysTheyName(_ said: String, _ told: String) {
    var call = ScriptedConversation(artefacts: artefacts)
    let answer = call.say("is the fifth street store open \(said)")
    #expect(answer.contains(told), "\(said): \(answer)")
  }

  @Test(arguments: ["on easter", "next month", "on halloween"])
  func aDayThatIsNotUnderstoodIsNeverTakenForToday(_ said: String) {
    var call = ScriptedConversation(artefacts: artefacts)
    let answer = call.say("is the fifth street store open \(said)")
    #expect(answer.contains("did not get which day"), "\(said): \(answer)")
    #expect(!answer.contains("today"))
  }

  @Test func aPostcodeInTheFirstSentenceFindsTheNearestStore() {
    var call = ScriptedConversation(artefacts: artefacts)
    #expect(call.say("what are your hours near 83704").contains("Cedar Mall"))
  }

  @Test func aSecondTopicInTheMiddleComesBackToTheFirst() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("where is my order")
    let answer = call.say("actually what time does the fifth street store close")
    #expect(answer.contains("Our Fifth Street store"))
    #expect(answer.contains("back to your question about order status"))
    #expect(answer.contains("order number"))
    #expect(Replay.run(call.recorded, artefacts: artefacts) == nil)
  }
}
