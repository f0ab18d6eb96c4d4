public import Commerce

/// One intent of the map: what it is for, how it is asked for, what it needs to know, and the steps that serve it.
public struct IntentDocument: Hashable, Sendable {
  /// Its name in the map ("order_status").
  public var name: String
  /// As people read it ("Order status").
  public var title: String
  /// The team that answers for it.
  public var owner: String
  /// What it is for, in a sentence.
  public var purpose: String
  /// What callers say to start it; by aspect, "" for the intent as a whole. Placeholders: `<number>`, `<store>`, `<day>`.
  public var triggers: [String: [String]]
  /// The kinds of question about goods that it answers while nobody is known ("price", "available").
  public var questions: [String]
  /// What it needs to know, in the order written.
  public var slots: [Slot]
  /// What is done, in order.
  public var steps: [Step]
  /// What is said after it, when something better than "anything else?" exists; a response.
  public var closing: String?
  /// The key that starts it in the keypad menu, and the words for it ("an order").
  public var menu: MenuEntry?
  /// The time budget from the end of the caller's speech to the first audible answer, in ms.
  public var firstResponseBudget: Int
  /// Misunderstandings in a row after which the caller is called back.
  public var misunderstandings: Int
  /// The systems it reads and writes.
  public var systems: [String]
  /// What it may tell, change, and how it may end.
  public var output: OutputContract
  /// What it never does.
  public var exclusions: [String]
  /// How it is handed to a person.
  public var escalation: EscalationContract
  /// Whether callers can reach it.
  public var enabled: Bool
  /// Its own sentences, by response key.
  public var texts: [String: [Phrasing]]
  /// What its slots and results look like, by name: how facts in its texts are said.
  public var shapes: [String: ContractShape]
  /// Every place that says something.
  var uses: [TextUse]

  /// A key in the keypad menu.
  public struct MenuEntry: Hashable, Sendable {
    /// The key, "1" to "9".
    public var key: String
    /// The words after "press 1 for".
    public var label: String
  }

  /// What leaves the house in this intent: checked against its steps.
  public struct OutputContract: Hashable, Sendable {
    /// The reads whose results may be told.
    public var tells: [OperationName]
    /// The writes it may do.
    public var changes: [OperationName]
    /// How it may end.
    public var ends: [IntentOutcome]
  }

  /// When and how it is handed to a person, and what they get.
  public struct EscalationContract: Hashable, Sendable {
    /// Where it goes: "callback".
    public var to: String
    /// When, in words for people.
    public var when: [String]
    /// The slots and results that are attached, as far as they are known.
    public var attach: [String]
  }

  /// Whether it is the plain request for a person: what it is asked for with teaches the engine's own command, which is met at any
  /// moment.
  var isForPerson: Bool {
    if case .person(let person)? = steps.first { person.reason == "person-asked-for" } else { false }
  }

  /// The slot of that name.
  public func slot(_ name: String) -> Slot? { slots.first { $0.name == name } }
}

/// All intents in force.
public struct IntentMap: Hashable, Sendable {
  /// The intents in order of their files.
  public var intents: [IntentDocument]

  /// Makes a map.
  public init(intents: [IntentDocument]) { self.intents = intents }

  /// The intent of that name.
  public func intent(_ name: String) -> IntentDocument? { intents.first { $0.name == name } }

  /// The sentences that stand in the documents themselves.
  public var texts: [String: [Phrasing]] {
    intents.reduce(into: [:]) { $0.merge($1.texts) { first, _ in first } }
  }
}
