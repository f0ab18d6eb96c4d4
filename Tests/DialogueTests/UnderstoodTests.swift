import AisleTesting
import Commerce
import Discourse
import Policy
import Testing

@testable import Dialogue

/// Who is asked who they are, or for an order's number, sees in the question that the wish was understood.
@Suite("What was understood is named") struct UnderstoodTests {
  private let artefacts: Artefacts

  init() throws { artefacts = try Shared.artefacts.get() }

  private func answers(_ text: String, channel: Channel = .chat) -> [String] {
    (0..<4).map { seed in
      var call = ScriptedConversation(artefacts: artefacts, channel: channel, seed: UInt64(seed))
      return call.say(text)
    }
  }

  // MARK: By the desk

  @Test(
    "The desk names what is wanted",
    arguments: [
      ("i'd like to exchange my boots for a size 10", "look at the exchange"),
      ("i want to return the tent i bought", "look at the return"),
      ("i want my money back for the chair that i bought", "look at the re"),
      ("please change the delivery address of my order", "new delivery address"),
      ("can you put my order on my gift card instead", "another way to pay"),
    ])
  func desk(_ text: String, _ wish: String) {
    for answer in answers(text) {
      #expect(answer.contains(wish), "\(answer)")
      #expect(answer.contains("e-mail address on your account"), "\(answer)")
    }
  }

  @Test("Goods are named that the catalogue has, and two wishes both")
  func goodsNamed() throws {
    var run = try DeskRunner()
    let rug = Thing(noun: "rug", products: [Candidate("P1", score: 1)])
    let asked = run.hear([.wish(wish(.return, GoodsReference([rug]))), .wish(wish(.changeAddress, order: "M1003"))])
    #expect(run.named == ["understood.return", "understood.address"])
    #expect(asked.contains("look at the return of the rug and the new delivery address"), "\(asked)")
  }

  @Test("What is not wanted, not sure, or has no words is not told as understood")
  func onlyWhatIsSure() throws {
    var negated = try DeskRunner()
    negated.hear(wish(.cancel, mood: .negated))
    #expect(negated.named.isEmpty)
    var unsure = try DeskRunner()
    unsure.hear(wish(.cancel) { $0.confidence = 0.2 })
    #expect(unsure.named.isEmpty)
    var wordless = try DeskRunner()
    wordless.hear(wish(.keep), wish(.cancel))
    #expect(wordless.named.isEmpty)
    #expect(wordless.said.last?.contains("look at") == false)
  }

  @Test("It is asked for again in other words, and what leads nowhere keeps the wish")
  func keptWhereItFails() throws {
    var run = try DeskRunner()
    let first = run.hear(wish(.exchange))
    #expect(first.contains("the exchange"), "\(first)")
    let again = run.hear(.notUnderstood)
    #expect(!again.contains("the exchange"), "\(again)")
    let failed = run.hear(.identify([.email([Candidate("nobody@example.org", score: 1)])]))
    #expect(failed.contains("no account with that") && failed.contains("the exchange"), "\(failed)")
  }

  @Test("Every kind of wish has words that go on a sentence", arguments: NamedWish.Kind.allCases)
  func words(_ kind: NamedWish.Kind) {
    for wish in [
      NamedWish(response: kind.rawValue),
      NamedWish(response: kind.rawValue, goods: ["boots", "tent"], orders: ["40217"]),
    ] {
      let text = artefacts.responses.render(kind.rawValue, facts: wish.facts, choice: 0).written
      #expect(text.lowercased().hasPrefix("look ") || text.lowercased().hasPrefix("check "), "\(text)")
      #expect(!text.contains("  ") && !text.hasSuffix(" ") && !text.hasSuffix("."), "\(text)")
    }
  }

  // MARK: By intents that ask for an order's number

  @Test(
    "An intent names what is wanted",
    arguments: [
      ("where is my order", "check on the delivery of your order"),
      ("cancel my order please", "the cancellation of your order"),
      ("what is the tracking number", "look for the tracking number of your order"),
      ("where is my refund, i sent the boots back three weeks ago", "check on your refund"),
    ])
  func intent(_ text: String, _ wish: String) {
    for answer in answers(text) + answers(text, channel: .phone) {
      #expect(answer.contains(wish) && answer.contains("order number"), "\(answer)")
    }
  }

  @Test("It is named once, before the first question")
  func once() {
    var call = ScriptedConversation(artefacts: artefacts, channel: .chat)
    #expect(call.say("where is order 40217", confidence: 1).contains("delivery of order 40217. "))
    #expect(!call.say("hm").contains("check on the delivery"))
    var spoken = ScriptedConversation(artefacts: artefacts)
    #expect(spoken.say("where is my order").contains("check on the delivery"))
    spoken.say("four oh two one seven")
    #expect(!spoken.say("yes").contains("check on the delivery"))
  }

  @Test("A bare number wants nothing that could be named")
  func bareNumber() {
    var call = ScriptedConversation(artefacts: artefacts, channel: .chat)
    #expect(!call.say("40217").contains("check on"))
  }

  // MARK: Numbers that no order has

  @Test("A number that no order has is not asked for as if none had been given")
  func unknownNumber() {
    for answer in answers("Order 12345 never came and I am furious") {
      #expect(answer.contains("12345") && answer.contains("a digit is off"), "\(answer)")
      #expect(answer.contains("e-mail address") && answer.contains("a person"), "\(answer)")
      #expect(answer.contains("sorry"), "\(answer)")
      #expect(answer.contains("delivery"), "\(answer)")
      #expect(!answer.contains("digits of your order number"), "\(answer)")
    }
    for answer in answers("cancel order 99999 please") {
      #expect(answer.contains("the cancellation of your order") && !answer.contains("sorry"), "\(answer)")
    }
  }

  @Test("Being sorry is said once, and no e-mail address is asked for where it helps nothing")
  func sorryOnce() {
    for answer in answers("my order 55555 arrived damaged, the poles are snapped. so annoyed") {
      #expect(answer.split(separator: "sorry").count == 2, "\(answer)")
      #expect(!answer.contains("e-mail address") && answer.contains("a person"), "\(answer)")
      #expect(answer.contains("the damage"), "\(answer)")
    }
  }

  @Test("Behind it the right number, an e-mail address and a person all help")
  func whatHelps() {
    func begun() -> ScriptedConversation {
      var call = ScriptedConversation(artefacts: artefacts, channel: .chat)
      call.say("where is order 12345")
      return call
    }
    var number = begun()
    #expect(number.say("sorry, 40217", confidence: 1).contains("zip code"))
    var email = begun()
    #expect(!email.say("mara.lindqvist@example.org").contains("order number"))
    var person = begun()
    #expect(person.say("a person").contains("call"))
    var again = begun()
    #expect(again.say("12346").contains("12346"))
    again.say("12347")
    #expect(again.say("12348").contains("colleague"))
  }
}

extension DeskRunner {
  /// The responses of what is named now.
  fileprivate var named: [String] { desk.namedWishes.map(\.response) }
}
