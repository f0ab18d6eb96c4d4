internal import Commerce
internal import Dialogue
public import TurnTaking

/// What can be set about running conversations.
public struct HouseSettings: Sendable {
  /// Calls at the same time; one more is refused, so that the carrier's fallback runs.
  public var maximumCalls: Int
  /// How long a back end may take.
  public var operationBudget: Duration
  /// Whether calls are recorded where policy allows it (and the caller told so).
  public var recordsCalls: Bool
  /// The times of turn-taking.
  public var turns: TurnSettings
  /// How long the parts of an answer may take.
  public var budgets = AnswerBudgets()
  /// After how long without an answer a caller is told so, for the first and for the second time: with the silence that ends a turn, and
  /// the voice's first sound, the first is heard within two seconds.
  public var slowAfter = Self.slowAfter
  /// How long a promise may take to be on disk, and counters to be read: a caller waits for it without knowing what for.
  public var promiseLimit = Duration.milliseconds(1_500)

  /// What is usual.
  package static let slowAfter: [Duration] = [.milliseconds(1_200), .seconds(5)]

  /// Puts settings together.
  public init(maximumCalls: Int, operationBudget: Duration, recordsCalls: Bool, turns: TurnSettings) {
    self.maximumCalls = maximumCalls
    self.operationBudget = operationBudget
    self.recordsCalls = recordsCalls
    self.turns = turns
  }
}

/// What all conversations of a house share.
struct HouseContext: Sendable {
  var artefacts: Artefacts
  var backend: any CommerceBackend
  var journal: JournalKeeping
  var recordings: (any RecordingArchive)?
  /// Asked when the house is not sure what was meant; nil: nobody is.
  var proposer: (any CommandProposer)?
  /// Asked to word sentences otherwise; nil: all is said as it stands in the responses.
  var rephraser: (any Rephraser)?
  /// Counts wrong tries across conversations; nil: each conversation stands alone.
  var tries: (any TryCounter)?
  /// Whose tries they are, where several count theirs in one place.
  var whoseTries = ""
  /// Tries that are on their way, and how fast those guess who have no number: of all conversations of this house.
  let underway = TriesUnderway()
  let tempo = GuessTempo()
  /// Sends one-time codes; nil: none are sent.
  var codes: (any CodeSender)?
  var settings: HouseSettings
  var surroundings: Surroundings
  /// Makes tokens of cards; nil: none are taken.
  var cards: (any CardTokeniser)?

  /// The same house for a conversation that stands elsewhere.
  func standing(on standing: Standing) -> HouseContext {
    var context = self
    context.artefacts = standing.artefacts
    context.backend = standing.backend
    context.journal = standing.journal
    context.tries = standing.tries
    context.whoseTries = standing.whose
    context.codes = ContactCodeSender(backend: standing.backend, carry: nil)
    return context
  }
}
