import Commerce
import Dialogue
import Documents
import Policy
import Testing

/// A mistake in a policy file is told with its line and what would be right.
@Suite struct LoaderTests {
  private static let head = """
    identification:
      ways:
        - { by: [order, postcode], earns: V1, covers: order }
        - { by: [code], earns: V2 }
      tries: { per_conversation: 3 }
      code: { digits: 6 }
    actions:
      findOrder: { level: V1 }
      cancelOrder: { level: V1, when: [pending] }

    """

  private func error(_ text: String, sandbox: Bool = false) -> DocumentError? {
    do throws(DocumentError) {
      _ = try PolicyRules.read(file: "policy.yaml", text: text, sandbox: sandbox)
      return nil
    } catch { return error }
  }

  @Test func theFilesOfTheRepositoryAreRight() throws {
    #expect(try Fixture.retail().actions.count > 40)
    #expect(try Fixture.tau().identification.ways.map(\.by) == [[.email], [.name, .postcode]])
    #expect(error(Self.head) == nil)
  }

  @Test func numbersAreReadAndTheirMistakesTold() throws {
    let read = try PolicyRules.read(
      file: "policy.yaml", text: "numbers: { order: 7, postcode: any, country: GB }\n" + Self.head)
    #expect(read.numbers == AskedNumbers(orderDigits: 7, postcodeDigits: nil, country: "GB"))
    for wrong in ["order: 2", "postcode: letters", "country: uk", "country: GBR", "phone: 10"] {
      #expect(error("numbers: { \(wrong) }\n" + Self.head)?.line == 1, "\(wrong)")
    }
  }

  @Test func theWeakerFileLoadsOnlyInSandboxes() throws {
    let refused = try #require(error(try Fixture.file("sandboxes/tau/policy.yaml")))
    #expect(refused.description.hasPrefix("policy.yaml:6: V2 by e-mail is only for sandboxes"))
    let names = Self.head.replacing("[code], earns: V2", with: "[name, postcode], earns: V2").replacing(
      "  code: { digits: 6 }\n", with: "")
    #expect(error(names)?.message.hasPrefix("V2 by name and postcode is only for sandboxes") == true)
    #expect(error(names, sandbox: true) == nil)
  }

  /// What is replaced, with what, at which line it must be told, and words of the message.
  static let mistakes: [(String, String, Int, [String])] = [
    ("findOrder: {", "findOrdr: {", 8, ["unknown operation 'findOrdr'", "did you mean 'findOrder'"]),
    ("when: [pending]", "wen: [pending]", 9, ["unknown key 'wen'", "did you mean 'when'"]),
    ("when: [pending]", "when: pending", 9, ["must be a list"]),
    ("when: [pending]", "when: []", 9, ["would never be done"]),
    ("when: [pending]", "when: [sent]", 9, ["must be one of pending, processed"]),
    ("when: [pending]", "same_variant: true", 9, ["unknown key 'same_variant'"]),
    ("when: [pending]", "reasons: [dunno]", 9, ["unknown reason 'dunno'", "noLongerNeeded"]),
    ("when: [pending]", "limits: { amount: 5 }", 9, ["must be an amount as in 200 USD"]),
    ("when: [pending]", "limits: { amount: 5.123 USD }", 9, ["must be an amount"]),
    ("when: [pending]", "refund_to: [originl]", 9, ["must be one of original, gift_card"]),
    ("when: [pending]", "closes: [findOrder]", 9, ["changes no order", "cancelOrder, changeOrderAddress"]),
    ("when: [pending]", "closes: [cancelOrder]", 9, ["is itself", "once: true"]),
    ("when: [pending]", "excludes: [changeOrderItems]", 9, ["there is no rule"]),
    ("when: [pending]", "otherwise: { amount: person }", 9, ["'limits.amount', which does not stand here"]),
    ("when: [pending]", "otherwise: { amnt: person }", 9, ["did you mean 'amount'"]),
    ("when: [pending]", "rollout: { percent: 101 }", 9, ["must be 0 to 100"]),
    ("when: [pending]", "hours: { from: \"8\", until: \"21:00\" }", 9, ["must be a time as in \"08:00\""]),
    ("{ level: V1, when", "{ level: R, when", 9, ["restricted: approval"]),
    ("{ level: V1, when", "{ level: 1, when", 9, ["must be one of V0, V1, V2, V3"]),
    ("{ level: V1, when", "{ level: V3, when", 9, ["no way of identification earns V3"]),
    ("{ level: V1, when", "{ level: V0, when", 9, ["high risk", "only for sandboxes"]),
    ("findOrder: { level: V1 }", "findOrder: { level: V0 }", 8, ["tells about a customer", "only for sandboxes"]),
    ("findOrder: { level: V1 }", "findOrder: { level: V1, when: [pending] }", 8, ["unknown key 'when'"]),
    ("findOrder: { level: V1 }", "findOrder: {}", 8, ["'level' is missing"]),
    ("[code], earns: V2", "[code], earns: V3", 4, ["V3 by one-time code is only for sandboxes", "V2 at most"]),
    ("[code], earns: V2", "[email], earns: V1", 4, ["V1 by e-mail is only for sandboxes", "V0 at most"]),
    ("postcode], earns: V1", "postcode], earns: V2", 3, ["V2 by order number and postcode is only for sandboxes"]),
    ("[code], earns: V2", "[name], earns: V1", 4, ["nobody can be found by name alone"]),
    ("[code], earns: V2", "[mail], earns: V1", 4, ["must be one of order, name, email"]),
    (", covers: order", "", 3, ["good for that order only"]),
    ("[code], earns: V2", "[order, postcode], earns: V1, covers: order", 4, ["stands twice"]),
    ("  code: { digits: 6 }\n", "", 3, ["does not say how one is made"]),
    ("    - { by: [code], earns: V2 }\n", "", 5, ["no way uses a one-time code"]),
    ("digits: 6", "digits: 4", 6, ["must be 6 to 12"]),
    ("per_conversation: 3", "per_conversation: 9", 5, ["only for sandboxes"]),
    ("per_conversation: 3", "per_conversation: 3, delays_ms: 5", 5, ["must be a list"]),
    (
      "per_conversation: 3", "per_conversation: 3, across: { hours: 1, slow_from: 5, refuse_from: 3, person_from: 9 }",
      5,
      ["slow_from ≤ refuse_from"]
    ),
    ("actions:", "order_of_writes: [cancelOrder, cancelOrder]\nactions:", 7, ["stands twice"]),
    ("actions:", "order_of_writes: [findOrder]\nactions:", 7, ["changes no order"]),
    ("actions:", "switches: { writes: maybe }\nactions:", 7, ["must be true or false"]),
    ("actions:", "topics: { account_closure: nobody }\nactions:", 7, ["must be one of approval, person"]),
    ("actions:", "contact_hours: { from: \"08:00\", until: \"08:00\" }\nactions:", 7, ["no time at all"]),
    ("actions:", "acions:", 7, ["unknown key 'acions'", "did you mean 'actions'"]),
    (
      "code: { digits: 6 }", "decay: { V2: { minutes: 5 }, V3: { minutes: 9 } }\n  code: { digits: 6 }", 6,
      ["V3 cannot last longer"]
    ),
    ("code: { digits: 6 }", "decay: { after: { findOrder: V1 } }\n  code: { digits: 6 }", 6, ["changes nothing"]),
  ]

  @Test(arguments: mistakes.indices) func mistakesAreToldWhereTheyStand(_ index: Int) throws {
    let (old, new, line, words) = Self.mistakes[index]
    #expect(Self.head.contains(old), "\(old)")
    let told = try #require(error(Self.head.replacing(old, with: new)), "'\(new)' is accepted")
    #expect(told.line == line, "\(told)")
    for word in words { #expect(told.message.contains(word), "\(told)") }
  }

  @Test func anOrderOfWritesThatCannotBeIsTold() throws {
    let text = try Fixture.file("sandboxes/tau/policy.yaml").replacing(
      "order_of_writes: [changeOrderPayment, changeOrderAddress,",
      with: "order_of_writes: [changeOrderItems, changeOrderPayment,"
    ).replacing("changeOrderPayment, changeOrderItems, returnItems", with: "changeOrderPayment, returnItems")
    let told = try #require(error(text, sandbox: true))
    #expect(told.message.contains("'changeOrderPayment' comes after 'changeOrderItems', which closes the order to it"))
  }

  @Test func whatTellsOfACustomerIsComplete() {
    // Whatever the vocabulary holds to be of medium risk or more is told to nobody unknown.
    for name in OperationName.allCases {
      let contract = name.type.contract
      if contract.access == .read, contract.risk >= .medium { #expect(name.tellsOfCustomer, "\(name)") }
    }
  }
}
