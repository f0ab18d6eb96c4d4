import Testing

@testable import Policy

@Suite struct RecordingTests {
  private let rules = RecordingRules(
    otherwise: .notice,
    places: [
      .init(prefix: "+1", consent: .oneParty), .init(prefix: "+1415", consent: .allParty),
      .init(prefix: "+49", consent: .allParty), .init(prefix: "+7", consent: .off),
    ])

  @Test(
    arguments: [
      ("+14155550123", RecordingRules.Consent.allParty), ("+12125550123", .oneParty), ("+4930123456", .allParty),
      ("+33123456789", .notice), ("+79991234567", .off), (nil, .allParty), ("anonymous", .allParty), ("", .allParty),
    ] as [(String?, RecordingRules.Consent)])
  func theLongestBeginningCountsAndTheUnknownIsTheStrictest(_ number: String?, _ consent: RecordingRules.Consent) {
    #expect(rules.consent(for: number).consent == consent)
  }

  @Test(
    arguments: [
      (RecordingRules.Consent.oneParty, [], RecordingOrder.on),
      (.off, [.noticeHeard, .spoke, .allowed], .off),
      (.notice, [], .off), (.notice, [.spoke], .off), (.notice, [.noticeHeard], .on),
      (.notice, [.noticeMissed, .spoke], .off), (.notice, [.noticeMissed, .noticeHeard], .on),
      (.allParty, [.noticeHeard], .off), (.allParty, [.spoke, .noticeHeard], .off),
      (.allParty, [.noticeHeard, .spoke], .on), (.allParty, [.noticeHeard, .refused, .spoke, .noticeHeard], .refused),
      (.oneParty, [.refused], .refused), (.oneParty, [.refused, .spoke, .noticeHeard], .refused),
      (.notice, [.refused, .allowed], .on), (.allParty, [.allowed], .on),
      (.allParty, [.noticeHeard, .denied, .spoke], .refused), (.allParty, [.noticeHeard, .spoke, .denied], .on),
      (.notice, [.noticeHeard, .denied], .on), (.oneParty, [.denied], .on), (.off, [.denied], .off),
    ] as [(RecordingRules.Consent, [CallRecording.Event], RecordingOrder)])
  func orders(_ consent: RecordingRules.Consent, _ events: [CallRecording.Event], _ order: RecordingOrder) {
    var recording = CallRecording(consent)
    for event in events { recording.handle(event) }
    #expect(recording.order(isPaused: false) == order)
    #expect(recording.order(isPaused: true) == (order == .on ? .paused : order))
  }

  @Test func aNoticeThatWasMissedIsSaidAgain() {
    var recording = CallRecording(.notice)
    #expect(!recording.needsNotice)
    recording.handle(.noticeMissed)
    #expect(recording.needsNotice)
    recording.noticeIsSaid()
    #expect(!recording.needsNotice)
    recording.handle(.noticeHeard)
    let changed = recording.handle(.noticeMissed)
    #expect(!changed)
    #expect(!recording.needsNotice)
  }

  @Test(arguments: [
    "don't record me", "I do not want to be recorded", "please stop recording", "stop the recording",
    "turn off the recording",
    "no recording please", "i'd rather not be recorded", "can you not record this", "please don't record this call",
    "I don't consent to this being recorded", "i do not consent", "delete the recording", "I object",
    "i am not okay with being recorded", "you may not record me", "where is my order and don't record this",
    "turn the recording off", "do not tape me", "i refuse to be recorded", "don’t record",
    "I'd rather you didn't record this call", "yes i'd rather you didn't record this",
    "i'd prefer you not to record me",
    "i wish you wouldn't record this", "okay but i would rather this was not recorded", "recording is not okay with me",
    "i don't want you to listen and record this", "do you mind not recording this", "how do i turn off the recording",
    "where is my order don't record this", "is it possible not to be recorded", "what if i don't want to be recorded",
    "can you delete the recording", "would you mind not taping me", "i don't want to be on tape",
    "i'd rather not have this taped",
    "you can't record me", "i never agreed to be recorded", "please don't secretly record me", "i withdraw my consent",
    "i don't mind chatting but don't record it", "this call should not be recorded", "yes but no recording",
  ])
  func objections(_ text: String) { #expect(RecordingWish.read(text) == .refuse) }

  @Test(arguments: [
    "you can record me", "recording is fine", "go ahead and record this", "you may record the call",
    "yes you can record this",
    "yes record it i don't mind",
  ])
  func permissions(_ text: String) { #expect(RecordingWish.read(text) == .allow) }

  @Test(arguments: [
    "is this call recorded", "are you recording this", "why is this recorded", "do you record calls",
    "you have no record of my order", "my address on record is wrong", "i don't have the record here",
    "a vinyl record i bought", "no", "i don't want it", "not that one", "do you sell tape", "i returned a tape measure",
    "i object to the price of the tent you sold me", "where is my order", "who records this",
    "My return was not recorded", "please cancel the duct tape", "my payment hasn't been recorded",
    "there is no record",
    "i don't mind being recorded", "i have no objection to being recorded",
    "i don't want the tape this was packed with",
    "why don't you record this", "is this call not being recorded", "isn't this recorded", "do you not record calls",
    "i don't want to talk to a recording", "the box was not taped", "i did not get my order and it was never recorded",
  ])
  func otherWords(_ text: String) { #expect(RecordingWish.read(text) == nil) }

  @Test(arguments: [
    "no", "No.", "nope", "no thanks", "no thank you", "i'd rather not", "I'd rather you didn't", "please don't",
    "um no",
    "no i don't want that", "i don't want that", "i do not agree to that", "absolutely not", "that's not okay",
    "i decline",
    "No, where is my order?", "no where is my order", "sorry, i'd prefer not to", "i'm not comfortable with that",
    "stop",
  ])
  func denials(_ text: String) { #expect(RecordingWish.denies(text)) }

  @Test(arguments: [
    "where is my order", "my order has not come", "i don't have my order number", "no problem", "no parcel has come",
    "no one delivered it", "i don't mind", "yes", "okay", "i can't find my order", "it is not working",
    "never mind that", "",
  ])
  func noDenials(_ text: String) { #expect(!RecordingWish.denies(text)) }
}
