import Commerce
import Discourse
import Testing
import Understanding

/// A sentence with the commands that it means.
struct Row: Sendable, CustomTestStringConvertible {
  var said: String
  var golden: String
  var testDescription: String { said }

  init(_ said: String, _ golden: String) {
    self.said = said
    self.golden = golden
  }
}

/// Reads sentences over a catalogue.
struct Reading {
  let lexicon: Lexicon
  var context: ReadingContext

  init(_ lexicon: Lexicon, _ words: [String] = []) {
    self.lexicon = lexicon
    context = ReadingContext(
      lexicon: lexicon,
      entities: EntityContext(
        today: LocalDate(year: 2026, month: 11, day: 27), now: TimeOfDay(minutes: 600),
        orderShapes: ["W#######"].compactMap { NumberShape($0) },
        itemShapes: [NumberShape.digits(10)]))
    for word in words {
      let name = word.dropFirst(2).lowercased()
      let ids = lexicon.items.filter {
        $0.name.lowercased() == name || $0.name.lowercased().replacing(" ", with: "-") == name
      }.map(\.id)
      if word.hasPrefix("P:") { context.asked.products += ids }
      if word.hasPrefix("O:") { context.owned.formUnion(ids) }
      if word.hasPrefix("S:") {
        context.entities.orderShapes = [word.dropFirst(2)].compactMap { NumberShape(String($0)) }
      }
      if word == "yn" { context.expectation = .yesNo }
      if let topic = Asked.Topic(rawValue: word) { context.asked.topics.append(topic) }
    }
  }

  func text(_ said: String) -> String {
    Notation(lexicon: lexicon).text(Reader.read(Transcript(typed: said), in: context))
  }
}

@Suite struct ReadingTests {
  @Test(arguments: [
    Row("return the tent and the kettle", "return alpine-tent/summit-tent, meadow-kettle"),
    Row("swap the white kettle for a red one", "exchange meadow-kettle[colour=white] -> colour=red"),
    Row("make the hose one hundred feet", "change timber-garden-hose -> length=one hundred foot"),
    Row("exchange the shoes for a size nine", "exchange juniper-trail-shoes -> size=nine"),
    Row("If you can't swap it then refund me.", "exchange it if possible else (refund it)"),
    Row("I don't want to cancel it", "cancel! it"),
    Row("return everything in case it is sold out", "return all if !available"),
  ])
  func smallShop(_ row: Row) { #expect(Reading(Catalogues.small).text(row.said) == row.golden) }
}
