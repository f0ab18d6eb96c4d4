internal import Commerce
internal import Discourse

/// Where everything about a customer's orders is settled: who it is, what is wanted, what can be done, what it costs, and the yes to it.
///
/// A state machine without clock and without I/O. Commands and results go in; what is to be said, asked, read and written comes out.
/// Wishes stand in a ledger that nothing leaves silently. A write leaves only after all of the plan was read out and a plain
/// yes came directly after it, with exactly the operations that were read out.
struct OrderDesk: Hashable, Codable, Sendable {
  /// What does not change while a conversation lasts.
  struct Setting: Hashable, Codable, Sendable {
    var rules: DeskRules
    /// Spoken lists are shorter.
    var isVoice = false
    var today = LocalDate(year: 1970, month: 1, day: 1)
    var utcOffset = 0
    /// Misunderstandings in a row after which a person takes over.
    var patience = 3
  }

  var setting: Setting
  var identity = Identification()
  var records = CustomerRecords()
  /// The ledger of wishes.
  var entries: [Entry] = []
  var nextEntry = 1
  var focus = DeskFocus.none
  /// Heard before the records were there.
  var inbox: [Command] = []
  /// The words of it.
  var inboxText = ""
  /// Questions that wait for an answer.
  var questions: [Question] = []
  var mentions = Mentions()
  /// Whether a complaint was heard that nothing was said to as yet: it is not passed over.
  var heardTrouble = false
  /// Whether it was said that this is regretted: once is enough.
  var isSorry = false
  /// Whether the records of whoever it is were read.
  var isLoaded = false
  /// Reads under way.
  var awaiting: [Operation] = []
  /// Agreed and not made yet, in order; what is being made; what was made, with the net money of it.
  var queue: [PlannedWrite] = []
  var writing: PlannedWrite?
  var made: [PlannedWrite] = []
  /// What was read out in full in the last turn: the only thing that a yes can mean.
  var readOut: [PlannedWrite]?
  var wasReadOut = false
  /// Named without a wish that takes it yet.
  var spareWallet: WalletReference?
  var spareReason: String?
  /// What addresses were before this conversation changed them; "" is the profile's.
  var addressesBefore: [String: Address] = [:]
  /// What was said beside a yes to the list, which kept it from being one; nil where none was said.
  var besidesYes: [String]?
  /// The words of this turn, for reasons that stand in no other form.
  var text = ""
  /// The wishes that were refused since the customer's last words, also those that can only be had otherwise.
  var refusedJustNow: [Wish.Verb] = []
  /// The entries that this turn is about, and how often the question in focus was put.
  var touched: [Int] = []
  var asked = 0
  /// How often a postcode was asked for.
  var postcodesAsked = 0
  /// The ledger as it was when a question was put last: whether the answer led anywhere.
  var ledgerAsked: [Entry] = []
  var misunderstandings = 0
  var answered = false
  /// Whether a question was answered in this turn.
  var answeredNow = false
  /// Whether anything was answered from records at all.
  var hasAnswered = false
  var offeredBeforeGoodbye = false
  var offeredBeforePerson = false
  var wantsToLeave = false
  /// Whether only an order or a thing was named, and not what to do with it.
  var asksWhat = false
  /// What it was asked of what to do with it.
  var askedWhatOf: [LineKey] = []
  /// Why a person has to take over once all is said; nil while none has.
  var needsPerson: String?
  /// Filled while an input is handled.
  var said: [Saying] = []
  var wants: [Operation] = []
  var acts: [DeskAct] = []

  init(setting: Setting) { self.setting = setting }

  // MARK: What the conversation sees

  /// Whether the customer and his orders are known.
  var isReady: Bool { isLoaded && awaiting.isEmpty }

  /// Whether something is asked or open here.
  var isOpen: Bool {
    if !inbox.isEmpty || !queue.isEmpty || writing != nil || !awaiting.isEmpty { return true }
    if entries.contains(where: \.isOpen) { return true }
    return focus != .none
  }

  /// Takes what one utterance was taken to mean.
  mutating func hear(_ commands: [Command], text: String = "") -> [DeskAct] {
    begin()
    self.text = text
    take(commands)
    return finish()
  }

  /// Takes what a back end answered.
  mutating func receive(_ operation: Operation, _ result: Result<OperationResult, OperationFailure>) -> [DeskAct] {
    begin()
    if operation == writing?.operation { wrote(result) } else { read(operation, result) }
    return finish()
  }

  /// Takes what came of finding out who it is.
  mutating func identified(_ event: Identification.Event) -> [DeskAct] {
    begin()
    identify(event)
    return finish()
  }

  /// Puts the question in focus once more, with more help: after silence, something else, or words that made no sense.
  mutating func askAgain() -> [DeskAct] {
    begin()
    proceed()
    return finish()
  }

  private mutating func begin() { acts = [] }

  private mutating func finish() -> [DeskAct] {
    defer { acts = [] }
    return acts
  }

  // MARK: Parts

  var words: DeskWords { DeskWords(records: records, today: setting.today, utcOffset: setting.utcOffset) }
  var calculator: Calculator { Calculator(records: records) }
  var verbs: VerbRules { VerbRules(records: records, rules: setting.rules) }

  func index(_ id: Int) -> Int? { entries.firstIndex { $0.id == id } }
  func entry(_ id: Int) -> Entry? { entries.first { $0.id == id } }

  mutating func say(
    _ line: DeskLine, _ facts: [String: Fact] = [:], item: Bool = false, naming wishes: [NamedWish] = []
  ) {
    let saying = Saying(line: line, facts: facts, isItem: item, wishes: wishes.isEmpty ? nil : wishes)
    // The same of several things in a row is said once; what is about to happen, as often as it happens.
    if item || said.last != saying { said.append(saying) }
  }

  /// Gives out what was said and what is expected.
  mutating func ask(_ expectation: Expectation) {
    flush()
    acts.append(.ask(expectation))
  }

  mutating func flush() {
    guard !said.isEmpty else { return }
    acts.append(.say(said))
    said = []
  }

  /// Whether one of these phrases stands in the words of this turn.
  func says(_ phrases: [String]) -> Bool {
    let plain = text.lowercased().replacing("\u{2019}", with: "'")
    let words = " " + plain.split { !$0.isLetter && $0 != "'" }.joined(separator: " ") + " "
    return phrases.contains { words.contains(" \($0) ") }
  }

  mutating func want(_ operation: Operation) {
    if !wants.contains(operation), !awaiting.contains(operation) { wants.append(operation) }
  }

  /// Sends the reads that are wanted; false when there is nothing to wait for.
  mutating func sendReads() -> Bool {
    awaiting += wants
    acts += wants.map { .read($0) }
    wants = []
    return !awaiting.isEmpty
  }

  mutating func setFocus(_ new: DeskFocus) {
    asked = new == focus ? asked + 1 : 0
    focus = new
  }
}
