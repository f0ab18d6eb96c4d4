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
  /// The systems it reads.
  public var systems: [String]
  /// What it never does.
  public var exclusions: [String]
  /// Whether callers can reach it.
  public var enabled: Bool

  /// A key in the keypad menu.
  public struct MenuEntry: Hashable, Sendable {
    /// The key, "1" to "9".
    public var key: String
    /// The words after "press 1 for".
    public var label: String
  }

  /// Something the intent needs to know.
  public struct Slot: Hashable, Sendable {
    /// Its name ("order").
    public var name: String
    /// What kind of thing it is.
    public var kind: Kind
    /// Responses: asking the first time, asking again with help, asking for the keypad.
    public var ask: String
    /// Asking again, with help.
    public var reask: String
    /// Asking for the keypad.
    public var keypad: String
    /// How many digits, for numbers.
    public var digits: Int
    /// Told when the number does not exist or the store is unknown.
    public var unknown: String?
    /// The read-back; nil when none is made.
    public var confirm: String?

    /// The kinds there are.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
      /// The number of an order that exists; the postcode on an order, for verification; one of the stores; a day.
      case orderNumber = "order_number"
      case postcode, store, day
    }
  }

  /// One step.
  public enum Step: Hashable, Sendable {
    /// Get a slot filled.
    case collect(slot: String)
    /// Match a detail before anything about the order in `order` is told.
    case verify(slot: String, order: String)
    /// Ask a back end.
    case call(operation: String)
    /// Say a response, which may depend on facts.
    case tell(response: String)
    /// Read a change of the order back, and make it after an explicit yes. `family` names the responses: what is asked
    /// (`.confirm`), what is said when it is done (`.done`) and what when a rule forbids it (`.refused`, or `outcome.refused`).
    case act(operation: OperationName, family: String)
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
}
