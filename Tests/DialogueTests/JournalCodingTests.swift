import AisleTesting
import Commerce
import Dialogue
import Discourse
import Foundation
import Journal
import Policy
import Testing

/// Records and what stands in their open part.
@Suite struct JournalCodingTests {
  private static let opening = Opening(
    conversation: "c", channel: .phone, from: "+12065550123", recorded: true, seed: .max, utcOffsetSeconds: -28_800,
    artefacts: ["intents": "ab"])

  static let events: [Input.Event] = [
    .opened(opening),
    .utterance(Transcript(alternatives: [Alternative(text: "zanzibar four oh two one seven", confidence: 0.61)])),
    .utterance(Transcript(alternatives: [])), .keys("40217"), .interrupted(prompt: 3, heard: 120, of: 4_000),
    .played(prompt: 2), .silence, .result(call: 4, OperationResult(ExistingOrders.self, .init(existing: ["40217"]))),
    .result(call: 5, OperationResult(CheckPostcode.self, .init(matches: false))),
    .result(call: 6, RetailFixture.storesFound), .failed(call: 7, OperationFailure(.timedOut, "no answer")),
    .promiseRecorded(1), .promiseFailed(2), .slow, .unspoken(prompt: 3), .recognitionFailed,
    .ended(reason: "callerHungUp"),
  ]

  static let effects: [Effect] = [
    .understood([
      .start(intent: "order_status", confidence: 0.123_456_789_012_345), .affirm, .deny, .repeat, .wait, .person,
      .cancel,
      .goodbye, .smallTalk, .notUnderstood,
      .fill(slot: "number", candidates: [SlotCandidate(value: "40217", score: 1.0 / 3)]),
    ]),
    .decided(Decision(action: "findOrder", verdict: .stepUp, rule: "r", facts: ["level": "none"])),
    .say(
      Prompt(number: 3, responses: ["order_status.confirm_order"], spoken: ["four oh two one seven"], written: "40217")),
    .expect(.anything), .expect(.yesNo), .expect(.digits(count: 5)), .expect(.store), .expect(.email),
    .expect(.address), .expect(.menu(keys: ["1"])),
    .expect(.nothing), .perform(call: 1, Operation(ExistingOrders(among: ["40217"]))),
    .perform(call: 2, Operation(CheckPostcode(order: "40217", candidates: ["98101"]))),
    .perform(call: 3, Operation(FindOrder(order: "40217"))),
    .perform(call: 4, Operation(FindStores())), .end(outcome: .resolved), .end(outcome: .callbackPromised),
    .end(outcome: .interrupted),
  ]

  @Test(arguments: events)
  func inputsComeBack(_ event: Input.Event) throws {
    let input = Input(at: RetailFixture.noon, event: event)
    let record = try JournalCoding.record(input)
    #expect(record.kind.hasPrefix("input."))
    #expect(record.version == JournalCoding.version)
    #expect(try JournalCoding.decode(Input.self, from: record.personal ?? record.open) == input)
  }

  @Test(arguments: effects)
  func effectsComeBack(_ effect: Effect) throws {
    let record = try JournalCoding.record(effect)
    #expect(record.kind.hasPrefix("effect."))
    #expect(try JournalCoding.decode(Effect.self, from: record.personal ?? record.open) == effect)
  }

  @Test func ordersComeBack() throws {
    for order in RetailFixture.orders.values {
      let input = Input(at: RetailFixture.noon, event: .result(call: 1, OperationResult(FindOrder.self, order)))
      let record = try JournalCoding.record(input)
      #expect(try JournalCoding.decode(Input.self, from: try #require(record.personal)) == input)
    }
  }

  @Test func theSameIsWrittenTheSame() throws {
    for event in Self.events {
      let input = Input(at: RetailFixture.noon, event: event)
      #expect(try JournalCoding.record(input) == JournalCoding.record(input))
    }
  }

  @Test func whatCannotBeReadIsUndecodable() {
    #expect { try JournalCoding.decode(Input.self, from: Array("{\"at\":1}".utf8)) } throws: {
      ($0 as? JournalError)?.code == .undecodable
    }
  }

  /// The runs of letters and digits in some bytes.
  private func tokens(_ bytes: [UInt8]) -> Set<String> {
    Set(String(decoding: bytes, as: UTF8.self).lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init))
  }

  @Test func nothingOfThePersonStandsInTheOpenPart() throws {
    let artefacts = try Shared.artefacts.get()
    var call = ScriptedConversation(artefacts: artefacts, from: "+12065550123")
    call.say("zanzibar where is my order four oh two one seven quixote")
    call.say("yes xylophone")
    call.say("nine eight one oh one")
    call.say("what's the tracking number")
    call.say("my name is ozymandias i want to talk to a person")
    call.say("yes")
    call.key("73358")
    call.say("11111")
    call.key("2065550177")
    call.say("no thank you goodbye")
    var personal: Set<String> = [
      "zanzibar", "quixote", "xylophone", "ozymandias", "40217", "98101", "73358", "11111", "2065550177", "12065550123",
      "0123", "0177", "1z999aa1", "parcel", "pine", "seattle", "alpine", "tent", "four", "seven", "nine", "eight",
    ]
    // The same in every spelling of the prompts that repeat it.
    for effect in call.effects {
      if case .say(let prompt) = effect {
        personal.formUnion(tokens(Array(prompt.written.utf8)).filter { $0.contains(where: \.isNumber) && $0.count > 2 })
      }
    }
    #expect(personal.count > 20)
    for entry in call.recorded {
      let record =
        switch entry {
        case .input(let input, _): try JournalCoding.record(input)
        case .effect(let effect, _): try JournalCoding.record(effect)
        }
      let open = tokens(record.open)
      #expect(open.isDisjoint(with: personal), "\(record.kind): \(String(decoding: record.open, as: UTF8.self))")
    }
  }

  @Test func notesArePersonalWhenToldSo() throws {
    let record = try JournalCoding.note("state", ["order": "40217"], personal: true)
    #expect(record.personal != nil)
    #expect(!String(decoding: record.open, as: UTF8.self).contains("40217"))
    let trace = try JournalCoding.note("answer", ["prompt": 2], personal: false)
    #expect(trace.personal == nil)
    #expect(trace.retention == .operational)
  }
}
