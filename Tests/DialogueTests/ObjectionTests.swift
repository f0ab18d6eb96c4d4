import AisleTesting
import Commerce
import Dialogue
import Discourse
import Policy
import Testing

/// A caller who does not want to be recorded, whenever and however that is said.
@Suite struct ObjectionTests {
  let artefacts: Artefacts

  init() throws { artefacts = try Shared.artefacts.get() }

  /// A call whose notice was heard.
  private final class Call {
    var conversation: Conversation
    private(set) var said: [String] = []
    private(set) var commands: [Command] = []
    var recording: RecordingOrder { conversation.mediaOrders.recording }

    init(_ artefacts: Artefacts, consent: RecordingRules.Consent = .allParty, storesFound: Bool = true) {
      var artefacts = artefacts
      artefacts.policy.recording = RecordingRules(otherwise: consent)
      conversation = Conversation(artefacts: artefacts)
      handle(
        .opened(
          Opening(
            conversation: "c", channel: .phone, from: "+12065550123", recorded: true, seed: 3, utcOffsetSeconds: 0,
            artefacts: [:])))
      handle(.played(prompt: 1))
      if storesFound { handle(.result(call: 1, RetailFixture.storesFound)) }
      said = []
    }

    func handle(_ event: Input.Event) {
      for effect in conversation.handle(Input(at: RetailFixture.noon, event: event)) {
        if case .say(let prompt) = effect { said.append(prompt.written) }
        if case .understood(let understood) = effect { commands += understood }
      }
    }

    func say(_ words: String...) {
      handle(.utterance(Transcript(alternatives: words.map { Alternative(text: $0, confidence: 0.8) })))
    }
  }

  @Test(arguments: [
    "I'd rather you didn't record this call", "no", "I'd rather not", "yes i'd rather you didn't record this",
    "no where is my order",
  ])
  func anObjectionBehindTheNoticeIsHeeded(_ words: String) {
    let call = Call(artefacts)
    call.say(words)
    #expect(call.recording == .refused)
    #expect(call.said.joined().contains("this call is not recorded"))
  }

  @Test func aNoIsAnAnswerOnceThereIsARecording() {
    let call = Call(artefacts)
    call.say("where is my order")
    #expect(call.recording == .on)
    call.say("no")
    #expect(call.recording == .on)
  }

  @Test func whatMayHaveBeenAnObjectionIsOne() {
    let call = Call(artefacts, consent: .notice)
    call.say("you can record this", "you can't record this")
    #expect(call.recording == .refused)
  }

  @Test func whatWasSaidBesideItIsKept() {
    let call = Call(artefacts, consent: .notice)
    call.say("I want to return order 40217, my address on record is wrong, please don't record me")
    #expect(call.recording == .refused)
    #expect(call.commands.contains { if case .wish = $0 { true } else { false } }, "\(call.commands)")
  }

  @Test func noOtherWishIsTakenForAnObjection() {
    for words in ["My return was not recorded", "please cancel the duct tape"] {
      let call = Call(artefacts, consent: .notice)
      call.say(words)
      #expect(call.recording == .on, "\(words)")
    }
  }

  @Test func anObjectionDoesNotWaitForABackEnd() {
    for words in ["please don't record this", "no"] {
      let call = Call(artefacts, storesFound: false)
      call.say(words)
      #expect(call.recording == .refused, "\(words)")
      #expect(call.said.isEmpty)
      call.handle(.result(call: 1, RetailFixture.storesFound))
      #expect(call.said.joined().contains("All right, this call is not recorded"), "\(words)")
      #expect(call.recording == .refused)
    }
  }

  @Test func theLastWordCountsOfWhatWaits() {
    let call = Call(artefacts, storesFound: false)
    call.say("you may record this")
    #expect(call.recording == .off)
    call.say("I'd rather you didn't record this")
    call.handle(.result(call: 1, RetailFixture.storesFound))
    #expect(call.recording == .refused)
    #expect(!call.said.joined().contains("the call is recorded from here on"))
  }

  @Test func anObjectionDuringGoodbyeIsHeeded() {
    let call = Call(artefacts, consent: .notice)
    call.say("goodbye")
    #expect(call.recording == .on)
    let before = call.said.count
    call.say("please delete the recording")
    #expect(call.recording == .refused)
    #expect(call.said.count == before)
  }
}
