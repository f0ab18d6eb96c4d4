import AisleTesting
import Commerce
import Dialogue
import Discourse
import Policy
import Testing

/// Whose an order is, where the customer is known and the order was not heard of before.
@Suite struct OwnOrderTests {
  /// The house's map, in which the status of an order is told to a customer who is known instead of against its zip code.
  private func artefacts() throws -> Artefacts {
    let house = try Shared.artefacts.get()
    let files = try RetailFixture.intentFiles().map { file, text in
      guard file.hasSuffix("order-status.yaml") else { return (file: file, text: text) }
      return (
        file: file, text: text.replacing("  - verify: postcode\n    of: order\n", with: "  - identify: V1\n")
      )
    }
    let intents = try IntentMap.read(files, responses: house.responses)
    return Artefacts(
      intents: intents, responses: house.responses, policy: house.policy, profile: house.profile,
      knowledge: house.knowledge, hashes: ["intents": "own"])
  }

  private func call(others: Set<OrderNumber> = []) throws -> ScriptedConversation {
    ScriptedConversation(
      artefacts: try artefacts(),
      backend: { operation in
        func order(_ number: OrderNumber) -> Order? {
          var order = RetailFixture.orders[number]
          if others.contains(number) { order?.customer = "C2" }
          return order
        }
        switch operation.value {
        case is IdentifyCustomer:
          return .success(OperationResult(IdentifyCustomer.self, CustomerMatches(customers: ["C1"])))
        case let find as FindOrder:
          guard let found = order(find.order) else { return .failure(OperationFailure(.notFound, "no such order")) }
          return .success(OperationResult(FindOrder.self, found))
        case is FindOrders:
          let own = RetailFixture.orders.keys.sorted().compactMap(order).filter { $0.customer == "C1" }
          return .success(OperationResult(FindOrders.self, OrderList(orders: own)))
        default: return RetailFixture.answer(operation)
        }
      })
  }

  @Test func aKnownCustomerHearsOfEveryOrderOfTheirs() throws {
    var call = try call()
    call.say("where is my order 40217")
    call.say("yes")
    #expect(call.say("my email is maria.keller@example.com").contains("on its way"))
    #expect(call.say("and where is order 40219").contains("40219"))
    #expect(call.say("yes").contains("was delivered"))
    #expect(Replay.run(call.recorded, artefacts: try artefacts()) == nil)
  }

  @Test func andOfNobodyElses() throws {
    var call = try call(others: ["40219"])
    call.say("where is my order 40217")
    call.say("yes")
    call.say("my email is maria.keller@example.com")
    call.say("and where is order 40219")
    #expect(!call.say("yes").contains("was delivered"))
    let asked = call.effects.contains { effect in
      if case .perform(_, let operation) = effect, let find = operation.value as? FindOrder {
        find.order == "40219"
      } else {
        false
      }
    }
    #expect(!asked)
  }
}
