internal import Commerce
internal import Discourse
internal import Policy

/// Everything a conversation remembers. A value; equal states behave equally.
struct ConversationState: Hashable, Codable, Sendable {
  /// One intent being served.
  struct Frame: Hashable, Codable, Sendable {
    var intent: String
    var aspect: String
    var step = 0
    /// Grounded values by slot.
    var slots: [String: String] = [:]
    /// Heard and not yet grounded, by slot.
    var heard: [String: [SlotCandidate]] = [:]
    /// How often each slot was asked for in vain.
    var attempts: [String: Int] = [:]
    /// Values the caller has refused, by slot.
    var refused: [String: [String]] = [:]
    var order: Order?
    /// How old what is known of the order is, when nothing newer could be had.
    var staleSince: Timestamp?
    /// What the steps found out, by name.
    var facts: [String: FieldTree] = [:]
    /// What the customer said while it was served, latest last.
    var said: [String] = []
    /// What goes along to a person.
    var attached: [String: String] = [:]
    /// Whether it has come to an end without having been served.
    var given = false
    /// A number that was said for an order's and has too few or too many digits.
    var wrongNumber: String?
    /// How sure it was that the intent is meant, 0 to 1; nil where it was not begun by what was said alone.
    var confidence: Double?
  }

  /// What was asked last, which says how a short answer is to be read.
  enum Focus: Hashable, Codable, Sendable {
    case open
    case anythingElse
    case slot(String)
    case confirm(slot: String, value: String, others: [String])
    case choose(slot: String, values: [String])
    case menu([String: String])
    case offerCallback(reason: String)
    /// Intents that what was said may be about: one, or two to choose from.
    case guess(labels: [String], said: String)
    case callbackNumber(reason: String)
    /// Where a colleague shall write to.
    case writingAddress(reason: String)
    case step(StepFocus)
    /// The desk for orders asked, and knows what.
    case desk
  }

  /// A call for the desk, or one that only finds out who it is.
  struct DeskCall: Hashable, Codable, Sendable {
    var call: Int
    var operation: Operation
    var isLook: Bool
  }

  /// A back end's answer that is awaited, and what it is for.
  struct Pending: Hashable, Codable, Sendable {
    enum Purpose: Hashable, Codable, Sendable {
      case stores
      case ground(slot: String, candidates: [SlotCandidate], exact: Bool)
      case verify(slot: String, order: String)
      case step
      case act
      /// Finding out who it is.
      case look
      /// Which orders are the customer's own.
      case own
    }
    var call: Int
    var purpose: Purpose
  }

  /// A postcode that was said for an order, in its hearings, and the slot that it fills.
  struct Checking: Hashable, Codable, Sendable {
    var slot: String
    var order: OrderNumber
    var candidates: [String]
  }

  /// A wish that waits: the intent, or one of its aspects, and the words.
  struct Later: Hashable, Codable, Sendable {
    var label: String
    var said: String
    /// Stores that were named along with it.
    var stores: [SlotCandidate] = []
  }

  /// A prompt that tells of the recording, and how many of its sentences have to be heard for that.
  struct Notice: Hashable, Codable, Sendable {
    var prompt: Int
    var sentences: Int
  }

  /// That the caller was asked for patience: how often for the present answer, and the numbers of the latest such prompts.
  struct Patience: Hashable, Codable, Sendable {
    var asked = 0
    var from = 0
    var to = 0
  }

  enum Phase: String, Codable, Sendable { case before, open, closing, ended }

  var phase = Phase.before
  var opening: Opening?
  var now = Timestamp(milliseconds: 0)
  var frames: [Frame] = []
  /// The customer of this conversation, once known.
  var customer: String? { identity.customer }
  var lastServed: Frame?
  /// Wishes of the same breath that wait their turn.
  var later: [Later] = []
  /// What was given for slots that mean the same wherever they stand ("store:store"): it is not asked again.
  var remembered: [String: String] = [:]
  var served = 0
  var focus = Focus.open
  var stores: [Store] = []
  var pending: Pending?
  /// The desk for orders, once it is needed, and the calls it waits for.
  var desk: OrderDesk?
  var deskCalls: [DeskCall] = []
  var deferred: [Input.Event] = []
  var promised: CallbackPromise?
  var promiseEndsCall = false
  var misunderstandings = 0
  /// Whether it was asked which of two things was meant: nobody is asked that twice.
  var hasAskedWhich = false
  var silences = 0
  /// Who is on the line, as far as it is known.
  var identity = CallerIdentity()
  /// The record of the customer, once read.
  var profile: Customer?
  /// What the shell was asked to find out or do for the identity, and who waits for it; who asked for a one-time code.
  var seeking: Seeking?
  var codeFor: Seeking.Seeker?
  /// Whether the caller broke in before the list was read that is to be agreed to.
  var isCutShort = false
  /// How often in a row a yes to such a list was heard too faintly to act on.
  var faintYeses = 0
  /// The postcode that is about to be checked.
  var checking: Checking?
  /// Whether it was just asked if a new code is to be sent.
  var offersCode = false
  /// Whether a person was offered behind an answer just now, and whether that was so before what is being heard.
  var offersPerson = false
  var wasOfferedPerson = false
  /// What the caller has agreed to, exactly as read back, and what of it was done.
  var agreed: [Operation] = []
  var done: [Operation] = []
  /// How often each operation was asked of back ends.
  var asked: [OperationName: Int] = [:]
  var prompts = 0
  var patience = Patience()
  /// The prompts that could not be said when the voice failed; nil: it has not. Only sentences that were spoken ahead can be said then.
  var unspoken: ClosedRange<Int>?
  var isMute: Bool { unspoken != nil }
  var calls = 0
  var promises = 0
  var choices: UInt64 = 0
  var expectation = Expectation.nothing
  /// What was said since the caller's last wish.
  var lastPrompts: [Prompt] = []
  /// Whether the call may be recorded; nil: the house records none. Where the notice of it was said last, and its last sentence.
  var recording: CallRecording?
  var notice: Notice?
  /// Whether an objection was heeded that is not answered yet: it was said while a back end was asked.
  var hasObjected: Bool?
  /// Whether a card may be keyed now, how often that failed, and the card that was.
  var awaitsCard = false
  var cardTries = 0
  var card: CardToken?
  /// What turns tell besides their meaning.
  var signals = SignalMemory()

  /// The number of the latest prompt that is more than asking for patience.
  var newestPrompt: Int { patience.to == prompts && prompts > 0 ? patience.from - 1 : prompts }
  func isPatience(_ prompt: Int) -> Bool { patience.to > 0 && (patience.from...patience.to).contains(prompt) }

  var today: LocalDate { OrderFacts.day(now, opening?.utcOffsetSeconds ?? 0) }
}
