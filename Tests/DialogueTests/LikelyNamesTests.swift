import AisleTesting
import Commerce
import Dialogue
import Discourse
import Testing
import Understanding

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

  /// A call by somebody whom the shop has signed in, in the invented retailer.
  private struct KnownCall {
    var conversation: Conversation
    var retailer = ModelRetailer()
    var time = RetailFixture.noon
    var said: [String] = []

    init(by customer: String) throws {
      var artefacts = try Shared.artefacts.get()
      artefacts.lexicon = Lexicon(products: OrdersFixture.products)
      conversation = Conversation(artefacts: artefacts)
      send(
        .opened(
          Opening(
            conversation: "test", channel: .browser, from: nil, recorded: false,
            session: SignedSession(customer: customer, fresh: false), seed: 1,
            utcOffsetSeconds: RetailFixture.utcOffset, artefacts: artefacts.hashes)))
    }

    mutating func say(_ text: String) { send(.utterance(Transcript(typed: text))) }

    private mutating func send(_ event: Input.Event) {
      var events = [event]
      while !events.isEmpty {
        time = time.adding(milliseconds: 1_000)
        for effect in conversation.handle(Input(at: time, event: events.removeFirst())) {
          if case .say(let prompt) = effect { said.append(prompt.written) }
          guard case .perform(let call, let operation) = effect else { continue }
          switch retailer.answer(operation) {
          case .success(let result): events.append(.result(call: call, result, freshness: nil))
          case .failure(let failure): events.append(.failed(call: call, failure))
          }
        }
      }
    }
  }

  @Test func whoIsKnownWellBringsNameAndStreetToo() throws {
    let customer = try #require(OrdersFixture.customers.first { $0.givenName == "Mara" })
    var call = try KnownCall(by: customer.id)
    #expect(call.conversation.likelyNames.isEmpty)
    call.said = []
    call.say("I want to return the lamp")
    // Who signed in before the desk was opened is not asked again, nor sent to a person.
    let answer = call.said.joined(separator: " ")
    #expect(answer.contains("Where shall the refund go"), "\(answer)")
    let names = call.conversation.likelyNames
    let (given, family) = (customer.givenName, customer.familyName)
    #expect(names.prefix(3) == ["\(given) \(family)", given, family])
    #expect(names.contains(customer.address.city))
    let street = customer.address.street.split(separator: " ").filter { !$0.contains(where: \.isNumber) }
    #expect(names.contains(street.joined(separator: " ")))
    #expect(names.contains { $0.lowercased().contains("lamp") })
    // What proves who somebody is is not among them.
    let proofs = [customer.email, customer.phone, customer.address.postcode] + OrdersFixture.orders.map(\.number)
    for proof in proofs where !proof.isEmpty { #expect(!names.contains { $0.contains(proof) }, "\(proof)") }
    #expect(!names.contains { $0.contains(where: \.isNumber) })
    let others = OrdersFixture.customers.filter { $0.id != customer.id }.map(\.familyName)
    #expect(!names.contains(where: others.contains))
    #expect(names.count <= 60 && Set(names).count == names.count)

    // Nothing of it is left for whoever speaks next.
    call.say("I am someone else")
    #expect(call.conversation.likelyNames.isEmpty)
  }

  @Test func whoIsKnownIsToldNothingOfAnotherCustomersOrder() throws {
    let customer = try #require(OrdersFixture.customers.first { $0.givenName == "Mara" })
    let foreign = try #require(OrdersFixture.orders.first { !$0.customer.isEmpty && $0.customer != customer.id })
    var call = try KnownCall(by: customer.id)
    call.said = []
    call.say("I want to return everything of order \(foreign.number)")
    call.say("yes")
    let answer = call.said.joined(separator: " ")
    for line in foreign.lines { #expect(!answer.contains(line.name), "\(answer)") }
    #expect(!answer.contains(foreign.deliverTo.street), "\(answer)")
    let own = OrdersFixture.orders.filter { $0.customer == customer.id }
    let towns = Set(own.map(\.deliverTo.city) + [customer.address.city])
    let names = call.conversation.likelyNames
    #expect(names.contains(customer.familyName))
    let strangers = OrdersFixture.orders.filter { $0.customer != customer.id }.map(\.deliverTo.city)
    #expect(!names.contains { strangers.contains($0) && !towns.contains($0) }, "\(names)")
  }
}
