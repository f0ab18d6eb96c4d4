/// Where a case stands.
public enum CaseState: String, CaseIterable, Codable, Sendable {
  /// With us; with the customer; answered; over.
  case open, waiting, solved, closed
}

/// How soon a case wants an answer.
public enum CasePriority: String, CaseIterable, Codable, Sendable {
  /// From some day to now.
  case low, normal, high, urgent
}

/// Something that somebody has to look into.
public struct Case: ContractValue {
  /// The number of it.
  public var id: String
  /// Whose; nil when nobody is known.
  public var customer: String?
  /// About which order.
  public var order: OrderNumber?
  /// What it is about, in a few words without personal data.
  public var subject: String
  /// What happened, in full.
  public var description: String
  /// How soon.
  public var priority: CasePriority = .normal
  /// Where it stands.
  public var state: CaseState
  /// What was added, oldest first.
  public var notes: [CaseNote] = []
  /// When it was opened.
  public var opened: Timestamp
  /// Who looks into it; empty when nobody yet.
  public var owner: String = ""
  /// When an answer was promised.
  public var due: Timestamp?

  /// Makes the value from its parts.
  public init(
    id: String, customer: String? = nil, order: OrderNumber? = nil, subject: String, description: String,
    priority: CasePriority = .normal, state: CaseState, notes: [CaseNote] = [], opened: Timestamp, owner: String = "",
    due: Timestamp? = nil
  ) {
    self.id = id
    self.customer = customer
    self.order = order
    self.subject = subject
    self.description = description
    self.priority = priority
    self.state = state
    self.notes = notes
    self.opened = opened
    self.owner = owner
    self.due = due
  }

  enum CodingKeys: String, CodingKey {
    case id, customer, order, subject, description, priority, state, notes, opened, owner, due
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    customer = try parts.decodeIfPresent(String.self, forKey: .customer)
    order = try parts.decodeIfPresent(OrderNumber.self, forKey: .order)
    subject = try parts.decode(String.self, forKey: .subject)
    description = try parts.decode(String.self, forKey: .description)
    try parts.fill(&priority, .priority)
    state = try parts.decode(CaseState.self, forKey: .state)
    try parts.fill(&notes, .notes)
    opened = try parts.decode(Timestamp.self, forKey: .opened)
    try parts.fill(&owner, .owner)
    due = try parts.decodeIfPresent(Timestamp.self, forKey: .due)
  }

  /// What is about a person.
  public static let personal: Set<String> = ["description"]
}

/// Something added to a case.
public struct CaseNote: ContractValue {
  /// When.
  public var at: Timestamp
  /// Who: "agent", a person's account, or "customer".
  public var author: String
  /// What.
  public var text: String

  /// Makes the value from its parts.
  public init(at: Timestamp, author: String, text: String) {
    self.at = at
    self.author = author
    self.text = text
  }

  /// What is about a person.
  public static let personal: Set<String> = ["text"]
}

/// Some cases, newest first.
public struct CaseList: ContractValue {
  /// The cases.
  public var cases: [Case]

  /// Makes the value from its parts.
  public init(cases: [Case]) {
    self.cases = cases
  }
}

/// Where a promised call stands.
public enum CallbackState: String, CaseIterable, Codable, Sendable {
  /// To do; made; tried in vain; not wanted any more.
  case open, done, missed, cancelled
}

/// A call promised to somebody.
public struct Callback: ContractValue {
  /// The identifier.
  public var id: String
  /// Whom; nil when nobody is known.
  public var customer: String?
  /// The number to call, E.164 or as keyed.
  public var phone: String
  /// Why, in a few words without personal data.
  public var reason: String
  /// When it is due.
  public var due: Timestamp
  /// Where it stands.
  public var state: CallbackState

  /// Makes the value from its parts.
  public init(id: String, customer: String? = nil, phone: String, reason: String, due: Timestamp, state: CallbackState)
  {
    self.id = id
    self.customer = customer
    self.phone = phone
    self.reason = reason
    self.due = due
    self.state = state
  }

  /// What is about a person.
  public static let personal: Set<String> = ["phone"]
}

/// Some call-backs, the next due first.
public struct CallbackList: ContractValue {
  /// The call-backs.
  public var callbacks: [Callback]

  /// Makes the value from its parts.
  public init(callbacks: [Callback]) {
    self.callbacks = callbacks
  }
}

/// What somebody thought of us.
public struct Feedback: ContractValue {
  /// The identifier.
  public var id: String
  /// About which order.
  public var order: OrderNumber?
  /// 1 to 5, 5 is best.
  public var score: Int
  /// About what ("delivery", "product", "service").
  public var about: String
  /// In the customer's words.
  public var comment: String = ""
  /// When.
  public var at: Timestamp

  /// Makes the value from its parts.
  public init(id: String, order: OrderNumber? = nil, score: Int, about: String, comment: String = "", at: Timestamp) {
    self.id = id
    self.order = order
    self.score = score
    self.about = about
    self.comment = comment
    self.at = at
  }

  enum CodingKeys: String, CodingKey {
    case id, order, score, about, comment, at
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    order = try parts.decodeIfPresent(OrderNumber.self, forKey: .order)
    score = try parts.decode(Int.self, forKey: .score)
    about = try parts.decode(String.self, forKey: .about)
    try parts.fill(&comment, .comment)
    at = try parts.decode(Timestamp.self, forKey: .at)
  }

  /// What is about a person.
  public static let personal: Set<String> = ["comment"]

  /// What must hold besides.
  public static let rules: [String: FieldRule] = ["score": .range(1...5)]
}

/// Something that many are about to ask about.
public struct IncidentNotice: ContractValue {
  /// The identifier.
  public var id: String
  /// What is said about it.
  public var text: String
  /// Only there; empty: everywhere.
  public var regions: [String] = []
  /// Only about these; empty: all.
  public var products: [String] = []
  /// When it begins to be told.
  public var from: Timestamp
  /// When it ends to be told.
  public var until: Timestamp

  /// Makes the value from its parts.
  public init(
    id: String, text: String, regions: [String] = [], products: [String] = [], from: Timestamp, until: Timestamp
  ) {
    self.id = id
    self.text = text
    self.regions = regions
    self.products = products
    self.from = from
    self.until = until
  }

  enum CodingKeys: String, CodingKey {
    case id, text, regions, products, from, until
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    text = try parts.decode(String.self, forKey: .text)
    try parts.fill(&regions, .regions)
    try parts.fill(&products, .products)
    from = try parts.decode(Timestamp.self, forKey: .from)
    until = try parts.decode(Timestamp.self, forKey: .until)
  }
}

/// Some notices.
public struct IncidentNoticeList: ContractValue {
  /// The notices.
  public var notices: [IncidentNotice]

  /// Makes the value from its parts.
  public init(notices: [IncidentNotice]) {
    self.notices = notices
  }
}
