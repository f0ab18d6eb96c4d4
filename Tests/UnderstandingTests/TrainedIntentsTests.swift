import Discourse
import Testing

@testable import Understanding

/// Models in files: read again as they were, and refused where they do not belong.
@Suite struct TrainedIntentsTests {
  private static let triggers = [
    Understander.Trigger(label: "status", sentences: ["where is my order", "track my parcel", "has it shipped"]),
    Understander.Trigger(label: "hours", sentences: ["when do you open", "are you open on sunday", "opening hours"]),
  ]
  private static let own = [
    Understander.OwnSentence(text: "my stuff still isn't here, what gives?", label: "status"),
    Understander.OwnSentence(text: "do you do tattoos", label: nil),
  ]

  private static func trained() -> TrainedIntents {
    let lessons = Understander.lessons(triggers, own: own, encoder: nil)
    return Understander.train(lessons, own: own.count, encoder: nil)
  }

  @Test func aModelIsReadAgainBitForBit() throws {
    let trained = Self.trained()
    let again = try TrainedIntents(trained.bytes)
    #expect(again.bytes == trained.bytes)
    #expect(again.ownSentences == 2)
    let words = ["is", "my", "stuff", "here"]
    #expect(again.model.classify(words).probabilities == trained.model.classify(words).probabilities)
    #expect(again.model.threshold == trained.model.threshold)
  }

  @Test func aModelWithAnEncodersNeighboursIsReadAgain() throws {
    let examples = (0..<12).map { index -> IntentModel.Example in
      let odd = Float(index % 2)
      let layers: [[Float]] = [[odd, 1, 0, 0], [0.5, odd, 0, Float(index) / 12]]
      return IntentModel.Example(words: ["word\(index)"], label: odd == 0 ? "even" : "odd", embedding: layers)
    }
    let trained = TrainedIntents(
      model: IntentModel(examples: examples), lessons: 1, encoder: 7, sentences: 12, ownSentences: 0)
    let again = try TrainedIntents(trained.bytes)
    #expect(again.bytes == trained.bytes)
    #expect(again.encoder == 7)
    #expect(TrainedUnderstanding(again, encoder: nil) == nil)
  }

  @Test func filesThatAreDamagedOrForeignAreRefused() {
    let bytes = Self.trained().bytes
    var changed = bytes
    changed[bytes.count / 2] ^= 1
    var older = bytes
    older[8] = 0
    let cases: [([UInt8], TrainedIntentsError)] = [
      (changed, .damaged), (Array(bytes.dropLast()), .damaged), (Array(bytes.prefix(14)), .damaged),
      (older, .version(0)), ([], .foreign), (Array("{\"text\": 1}".utf8), .foreign),
    ]
    for (bytes, error) in cases { #expect(throws: error) { try TrainedIntents(bytes) } }
  }

  @Test func aModelServesTheIntentsItWasTrainedForAndNoOthers() throws {
    let trained = try #require(TrainedUnderstanding(Self.trained(), encoder: nil))
    #expect(
      Understander(triggers: Self.triggers, trained: trained).origin
        == .file(sentences: Self.trained().sentences, own: 2))
    func refusal(_ triggers: [Understander.Trigger]) -> String? {
      guard case .start(let refused) = Understander(triggers: triggers, trained: trained).origin else { return nil }
      return refused
    }
    let more = Self.triggers + [Understander.Trigger(label: "refund", sentences: ["i want my money back"])]
    #expect(refusal(more)?.contains("does not know 'refund'") == true)
    #expect(refusal([Self.triggers[0]])?.contains("knows 'hours'") == true)
    var reworded = Self.triggers
    reworded[0].sentences[0] = "where are my things"
    #expect(refusal(reworded)?.contains("have changed") == true)
  }

  @Test func ownSentencesAreLearnedFrom() throws {
    let trained = try #require(TrainedUnderstanding(Self.trained(), encoder: nil))
    let understander = Understander(triggers: Self.triggers, trained: trained)
    let heard = Transcript(alternatives: [Alternative(text: "my stuff still isn't here", confidence: 1)])
    let commands = understander.commands(heard, expecting: .anything, stores: nil)
    #expect(
      commands.contains {
        if case .start("status", _) = $0 { true } else { false }
      }, "\(commands)")
  }

  @Test func everyExampleIsJudgedByAModelThatHasNotSeenIt() {
    let lessons = Understander.lessons(Self.triggers, own: Self.own, encoder: nil)
    let verdicts = IntentModel.crossValidated(lessons, parts: 5, judged: 2)
    let judged = verdicts.count { $0 != nil }
    #expect(verdicts.count == lessons.count)
    #expect(abs(Double(judged) / Double(lessons.count) - 0.4) < 0.03)
    #expect(Set(TrainingSet.dealt([1, 1, 1, 2, 2, 2], parts: 3).prefix(3)) == [0, 1, 2])
  }
}
