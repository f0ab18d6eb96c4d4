extension IntentDocument {
  /// Something an intent needs to know from the customer.
  public struct Slot: Hashable, Sendable {
    /// Its name ("order").
    public var name: String
    /// What kind of thing it is.
    public var kind: Kind
    /// Whether it is only taken when it is said, and never asked for.
    public var optional: Bool
    /// Asking the first time.
    public var ask: String
    /// Asking again, with help.
    public var reask: String
    /// Asking for keys on a telephone.
    public var keypad: String
    /// How many digits, for numbers; 0 where that does not matter. An order's number, a postcode and a store (by its postcode) have as
    /// many as policy says.
    public var digits: Int
    /// Told when what was said does not exist.
    public var unknown: String?
    /// The read-back of what was heard uncertainly; nil when none is made.
    public var confirm: String?
    /// Of an order's number: what the desk for orders takes up for who has none, and is found by an e-mail address.
    public var without: DeskTask?
    /// Of a text: with how many words besides numbers what began the intent is the answer already; 0: it is asked for in any case.
    public var told = 0
    /// The words for each value of a `choice`, in the order written.
    public var choices: [Choice]

    /// One value of a closed set.
    public struct Choice: Hashable, Sendable {
      /// The value.
      public var value: String
      /// What customers say for it.
      public var words: [String]
    }

    /// The kinds there are.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
      /// The number of an order that exists; the postcode on an order, for verification; one of the stores; a day.
      case orderNumber = "order_number"
      case postcode, store, day
      /// A part of the day, or a time; an e-mail address; a telephone number; a person's name.
      case time, email, phone, name
      /// A number of digits (a card, a code from a letter); letters and digits; how many; an amount of money.
      case number, code, quantity, money
      /// A thing on the shelves, as it was named; one of a closed set; whatever was said.
      case product, choice, text
    }

    /// Makes a slot that is only taken when it is said.
    public init(name: String, kind: Kind, optional: Bool = true) {
      self.name = name
      self.kind = kind
      self.optional = optional
      (ask, reask, keypad, digits, choices) = ("", "", "", 0, [])
    }
  }
}
