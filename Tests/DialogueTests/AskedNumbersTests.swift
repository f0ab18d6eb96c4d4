import AisleTesting
import Commerce
import Discourse
import Policy
import Testing

@testable import Dialogue

/// What numbers look like stands once, in policy: slots, recognisers and sentences follow it.
@Suite struct AskedNumbersTests {
  private func artefacts(_ numbers: AskedNumbers) throws -> Artefacts {
    var artefacts = try Shared.artefacts.get()
    artefacts.policy.numbers = numbers
    artefacts.intents = artefacts.intents.with(numbers)
    return artefacts
  }

  @Test func theWordsAndTheKeysFollowTheLength() throws {
    var call = ScriptedConversation(artefacts: try artefacts(AskedNumbers(orderDigits: 7)))
    #expect(call.say("where is my order").contains("seven digits"), "\(call.answer)")
    #expect(call.expectation == .digits(count: 7))
    call.say("4021712")
    let asked = call.effects.lazy.compactMap { effect -> ExistingOrders? in
      if case .perform(_, let operation) = effect { operation.value as? ExistingOrders } else { nil }
    }.first
    #expect(asked?.among.contains("4021712") == true)
  }

  @Test(arguments: [
    ("SW1A 1AA", "SW1A 1AA"), ("it's sw1a1aa", "SW1A 1AA"), ("s w one a one a a", "SW1A 1AA"), ("K1A 0B1", "K1A 0B1"),
    ("98101", "98101"),
  ])
  func aPostcodeWithLettersFillsItsSlot(_ row: (said: String, postcode: String)) throws {
    var numbers = AskedNumbers()
    numbers.postcodeDigits = nil
    numbers.country = row.postcode == "98101" ? "US" : "GB"
    var call = ScriptedConversation(artefacts: try artefacts(numbers))
    call.say("where is my order 40217")
    let asks = call.say("yes")
    #expect(call.expectation == .postcode && !asks.contains("digit"), "\(asks)")
    call.say(row.said)
    let checked = call.effects.lazy.compactMap { effect -> CheckPostcode? in
      if case .perform(_, let operation) = effect { operation.value as? CheckPostcode } else { nil }
    }.first
    #expect(checked?.candidates.first == row.postcode)
  }

  @Test func whatIsNoPostcodeIsAskedForAgain() throws {
    var numbers = AskedNumbers(country: "GB")
    numbers.postcodeDigits = nil
    var call = ScriptedConversation(artefacts: try artefacts(numbers))
    call.say("where is my order 40217")
    call.say("yes")
    #expect(call.say("blah blah").contains("postcode"), "\(call.answer)")
  }
}
