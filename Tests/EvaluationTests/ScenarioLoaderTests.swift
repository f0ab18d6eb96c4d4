import Commerce
import Discourse
import Documents
import Testing

@testable import Evaluation

/// The format of scenarios: what is read, and that mistakes name their line.
@Suite struct ScenarioLoaderTests {
  private static let small = """
    title: A greeting
    intent: small_talk
    outcome: greeted
    turns:
      - customer: hello
        agent: hello
    """

  private func mistake(_ text: String) throws -> DocumentError {
    do {
      _ = try Scenario(file: "s.yaml", text: text)
    } catch {
      return error
    }
    throw DocumentError(file: "s.yaml", line: 0, message: "it is taken for right")
  }

  @Test func whatIsNotSaidHasItsDefault() throws {
    let scenario = try Scenario(file: "s.yaml", text: Self.small)
    #expect(scenario.sandbox == "shop")
    #expect(scenario.start == Timestamp(rfc3339: "2026-11-21T20:00:00Z"))
    #expect(scenario.channel == .chat)
    #expect(scenario.runs == 1)
    #expect(scenario.end == nil)
    #expect(scenario.turns.map(\.act) == [.says(["hello"])])
    #expect(scenario.turns[0].says.map(\.line) == [6])
  }

  @Test func everythingIsRead() throws {
    let scenario = try Scenario(
      file: "s.yaml",
      text: """
        title: All of it
        intent: cancel_order
        outcome: done
        sandbox: tau
        start: "2026-01-02T03:04:05Z"
        channel: phone
        caller: "+12065550100"
        session: "{order.customer}"
        fresh_session: true
        seed: 9
        signals: { weather: rain }
        with:
          order: { record: order, holds: { state: open, lines: [{ quantity: 1 }] } }
        world:
          - record: order/{order.number}
            set: { changed: true, total: null }
          - record: cart/C1
            remove: true
        faults:
          - { operation: cancelOrder, code: refused, reason: alreadyShipped, times: 2 }
          - { operation: findOrder, code: timedOut, may_have_happened: false }
        greeting: hello
        turns:
          - customer: [one, two, three]
            agent: [a, /b/]
            never: c
            operations: [findOrder, cancelOrder: { order: "1" }]
            expects: yes_no
          - keys: "1"
          - silence: true
        end:
          operations: [cancelOrder]
          records:
            order/{order.number}: { state: cancelled }
          never: [d]
          ended: true
          handoff: none
        """)
    #expect(scenario.runs == 3)
    #expect(scenario.signals == ["weather": "rain"])
    #expect(scenario.bindings.map(\.name) == ["order"])
    #expect(scenario.changes.map(\.kind) == ["order", "cart"])
    #expect(scenario.changes[1].patch == nil)
    #expect(scenario.faults.map(\.times) == [2, 1])
    #expect(scenario.faults[0].failure.reason == .alreadyShipped)
    #expect(scenario.turns.map(\.act) == [.says(["one", "two", "three"]), .keys("1"), .silence])
    #expect(scenario.turns[0].operations.map(\.value.name) == ["findOrder", "cancelOrder"])
    #expect(scenario.end?.records.map(\.value.id) == ["{order.number}"])
    #expect(scenario.end?.handoff?.value == "none")
  }

  @Test(arguments: [
    ("titel: x\n", 1, "did you mean 'title'"),
    ("title: x\nintent: y\noutcome: z\nturns: []\n", 1, "'turns' is empty"),
    ("title: x\nintent: y\noutcome: z\nturns:\n  - agent: hello\n", 5, "one of 'customer', 'keys'"),
    ("title: x\nintent: y\noutcome: z\nturns:\n  - customer: a\n    keys: b\n", 5, "one of 'customer', 'keys'"),
    ("title: x\nintent: y\noutcome: z\nturns:\n  - customer: a\n    expects: yesno\n", 6, "did you mean 'yes_no'"),
    (
      "title: x\nintent: y\noutcome: z\nturns:\n  - customer: a\n    operations: [cancelOrdr]\n", 6,
      "did you mean 'cancelOrder'"
    ),
    ("title: x\nintent: y\noutcome: z\nstart: noon\nturns: [{customer: a}]\n", 4, "RFC 3339"),
    ("title: x\nintent: y\noutcome: z\nchannel: post\nturns: [{customer: a}]\n", 4, "known: phone, chat"),
    (
      "title: x\nintent: y\noutcome: z\nworld:\n  - { record: order, set: {} }\nturns: [{customer: a}]\n", 5,
      "kind and an identifier"
    ),
    (
      "title: x\nintent: y\noutcome: z\nworld:\n  - { record: order/1 }\nturns: [{customer: a}]\n", 5,
      "'set: {…}' or 'remove: true'"
    ),
    (
      "title: x\nintent: y\noutcome: z\nfaults:\n  - { operation: findOrder, code: slow }\nturns: [{customer: a}]\n", 5,
      "must be one of"
    ),
  ])
  func mistakesNameTheirLine(_ text: String, _ line: Int, _ words: String) throws {
    let error = try mistake(text)
    #expect(error.line == line, "\(error)")
    #expect(error.message.contains(words), "\(error)")
  }
}
