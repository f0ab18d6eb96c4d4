import Testing

@testable import Understanding

/// The classifier on a small made-up set: two dozen sentences, three labels.
@Suite struct ClassificationTests {
  private static let sentences: [String: [String]] = [
    "track": [
      "where is my order", "track my parcel", "when will my parcel arrive", "has my order shipped",
      "where is my parcel",
      "is my order on its way", "tell me where my order is", "when does my order arrive",
    ],
    "return": [
      "i want to return this", "send it back", "how do i return a jacket", "i would like to send this back",
      "can i return it", "return these shoes", "i want to send these back", "how do i send it back",
    ],
    "hours": [
      "when do you open", "what time do you close", "are you open on sunday", "your opening hours please",
      "when does the shop close", "what time do you open today", "is the shop open now", "until when are you open",
    ],
  ]

  private static func examples(outside: [String] = [], layers: Int = 0) -> [IntentModel.Example] {
    let rows = sentences.sorted { $0.key < $1.key }.flatMap { label, texts in texts.map { (Optional(label), $0) } }
    return (rows + outside.map { (nil, $0) }).map { label, text in
      IntentModel.Example(words: IntentModel.words(text), label: label, embedding: embedding(label, layers))
    }
  }

  /// What an encoder might say: a direction for each label, a little bent by the layer.
  private static func embedding(_ label: String?, _ layers: Int) -> [[Float]] {
    let place = label.map { ["hours", "return", "track"].firstIndex(of: $0) ?? 3 } ?? 3
    return (0..<layers).map { layer in
      (0..<8).map { $0 == place ? 1 : $0 == layer ? 0.25 : 0 }
    }
  }

  @Test(arguments: [
    ("where's my parcel", "track"), ("i'd like to return the shoes", "return"), ("do you open on sundays", "hours"),
  ])
  func sentencesOfTheKindThatWasLearnedAreKnown(_ text: String, _ label: String) {
    let model = IntentModel(examples: Self.examples())
    let found = model.classify(IntentModel.words(text))
    #expect(model.labels[found.best] == label)
    #expect(abs(found.probabilities.reduce(0, +) - 1) < 1e-9)
    #expect(!found.isOutOfScope)
  }

  @Test func theSameExamplesGiveTheSameModel() {
    let words = IntentModel.words("when will it arrive")
    let (one, two) = (IntentModel(examples: Self.examples()), IntentModel(examples: Self.examples()))
    #expect(one.classify(words).probabilities == two.classify(words).probabilities)
    #expect(one.threshold == two.threshold)
  }

  @Test func whatIsLikeNothingLearnedIsLessFamiliar() {
    let model = IntentModel(examples: Self.examples())
    let known = model.classify(IntentModel.words("where is my order")).familiarity
    let strange = model.classify(IntentModel.words("sing me a song about llamas"))
    #expect(strange.familiarity < known)
    #expect(strange.isOutOfScope)
    #expect(strange.coverage < 0.5)
  }

  @Test func anEncodersLayersTellLabelsApartWhereWordsDoNot() {
    let model = IntentModel(examples: Self.examples(layers: 3))
    for label in ["hours", "return", "track"] {
      let found = model.classify(["qwertz"], embedding: Self.embedding(label, 3))
      #expect(model.labels[found.best] == label)
    }
  }

  @Test func withoutRowsOutOfScopeRightAnswersAreGivenUpByHowManyWordsAreUnseen() {
    // Ten words, of which one occurs once only.
    let set = TrainingSet(
      [["a", "b", "c"], ["a", "b", "c"], ["a", "b", "c", "d"]].map { IntentModel.Example(words: $0, label: "x") })
    #expect(abs(set.unseenWords - 0.1) < 1e-6)
    #expect(abs(HeldBack.givenUp(unseen: 0.1) - 0.15) < 1e-9)
    #expect(abs(HeldBack.givenUp(unseen: 0.2) - 0.2) < 1e-9)
    // A large set gives up next to nothing.
    #expect(HeldBack.givenUp(unseen: 0.01) < 0.002)
  }

  @Test func rowsOutOfScopeSetTheThresholdWhereThereAreEnough() {
    let strange = (0..<40).map { "llamas \($0) sing \($0 * 7) songs about tea" }
    let model = IntentModel(examples: Self.examples(outside: strange))
    #expect(model.labels.count == 3)
    #expect(model.classify(IntentModel.words("do llamas sing songs about tea")).isOutOfScope)
    #expect(!model.classify(IntentModel.words("where is my order")).isOutOfScope)
  }

  @Test func theNearestVote() {
    let dense: [Float] = [1, 0, 0.9, 0.1, 0, 1]
    let rows = TrainingRows(
      sparse: [[0], [0], [1]].map { SparseVector(features: $0, values: [1]) }, dense: dense, width: 2, lastPart: 2,
      targets: [0, 0, 1])
    let neighbours = Neighbours(rows, classes: 3, places: 2)
    let votes = neighbours.logarithms(SparseVector(features: [0], values: [1]), dense: [1, 0])
    #expect(votes[0] > votes[1])
    #expect(abs(votes.map(Mathematics.exp).reduce(0, +) - 1) < 1e-9)
    #expect(Neighbours.largest([1, 3, 2, 3], 3).map(\.row) == [1, 3, 2])
  }

  @Test func scoresAreCounted() {
    func verdict(_ truth: String?, _ best: String, _ familiarity: Double, rejected: Bool = false)
      -> IntentScores.Verdict
    {
      IntentScores.Verdict(truth: truth, best: best, familiarity: familiarity, rejected: rejected)
    }
    let scores = IntentScores([
      verdict("a", "a", 4), verdict("a", "b", 3), verdict("b", "b", 1, rejected: true),
      verdict(nil, "a", 0, rejected: true),
      verdict(nil, "b", 2),
    ])
    #expect(scores.accuracy == 0.4)
    #expect(abs(scores.inScopeAccuracy - 1 / 3) < 1e-12)
    #expect(abs(scores.inScopeAccuracyBeforeRejection - 2 / 3) < 1e-12)
    #expect(scores.outOfScopeRecall == 0.5)
    #expect(scores.outOfScopePrecision == 0.5)
    #expect(abs((scores.auroc ?? 0) - 5 / 6) < 1e-12)
  }
}
