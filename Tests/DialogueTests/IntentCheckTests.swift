import AisleTesting
import Dialogue
internal import Documents
import Foundation
import Testing

/// What `aisle intents check` refuses: each part of a document that it lacks, with file, line and what to do.
@Suite struct IntentCheckTests {
  private static let whole = """
    intent: parking
    title: Parking
    owner: stores
    purpose: Tell where to park.
    triggers: [where can i park, is there parking, parking please]
    steps:
      - say: "There is parking at every store."
    systems: []
    output: { tells: [], changes: [], ends: [done] }
    exclusions: [paid parking]
    limits: { misunderstandings: 3 }
    budget: { first_response_ms: 1000 }
    escalation: { to: callback, when: [always], attach: [said] }
    rollout: { enabled: true }

    """

  private func mistakes(_ text: String) throws -> [DocumentError] {
    IntentMap.mistakes(
      try RetailFixture.intentFiles() + [(file: "parking.yaml", text: text)], responses: try RetailFixture.responses())
  }

  @Test func aWholeDocumentIsRight() throws { #expect(try mistakes(Self.whole).isEmpty) }

  @Test(arguments: [
    "owner", "triggers", "systems", "output", "limits", "escalation", "exclusions", "budget", "purpose", "steps",
  ])
  func whatIsMissingIsNamed(_ key: String) throws {
    let lines = Self.whole.split(separator: "\n", omittingEmptySubsequences: false)
    var kept: [Substring] = []
    var isDropped = false
    for line in lines {
      isDropped = line.hasPrefix("\(key):") || isDropped && line.hasPrefix(" ")
      if !isDropped { kept.append(line) }
    }
    let mistake = try #require(try mistakes(kept.joined(separator: "\n")).first)
    #expect(mistake.file == "parking.yaml")
    #expect(mistake.message.contains("'\(key)' is missing"))
  }

  @Test(
    arguments: [
      ("owner: stores", "owner: \"\"", 3, "write for example"),
      ("exclusions: [paid parking]", "exclusions: []", 10, "never does"),
      ("attach: [said]", "attach: []", 13, "goes along to a person"),
      ("when: [always]", "when: []", 13, "no case for a person"),
      ("[where can i park, is there parking, parking please]", "[parking]", 5, "at least three"),
      ("ends: [done]", "ends: [refused]", 9, "can end in done"),
      ("first_response_ms: 1000", "first_response_ms: 5", 12, "5"),
    ] as [(String, String, Int, String)])
  func whatIsEmptyOrWrongIsToldWithItsLine(_ right: String, _ wrong: String, _ line: Int, _ hint: String) throws {
    let mistake = try #require(try mistakes(Self.whole.replacing(right, with: wrong)).first)
    #expect(mistake.line == line)
    #expect(mistake.message.contains(hint), "\(mistake)")
  }

  @Test(arguments: ["order_number", "postcode", "store"])
  func howManyDigitsANumberHasStandsInPolicyAlone(_ type: String) throws {
    let slot = "slots:\n  one: { type: \(type), digits: 5 }\nsteps:"
    let mistake = try #require(try mistakes(Self.whole.replacing("steps:", with: slot)).first)
    #expect(mistake.line == 7 && mistake.message.contains("policy.yaml"), "\(mistake)")
  }

  @Test func everyFileTellsItsFirstMistake() throws {
    let bad = Self.whole.replacing("owner: stores\n", with: "")
    let mistakes = IntentMap.mistakes(
      [(file: "a.yaml", text: bad), (file: "b.yaml", text: Self.whole), (file: "c.yaml", text: bad)],
      responses: try RetailFixture.responses())
    #expect(mistakes.map(\.file) == ["a.yaml", "c.yaml"])
  }
}
