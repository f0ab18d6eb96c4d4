/// Hands something to people to look into.
public struct OpenCase: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Case
  /// What it promises.
  public static let contract = Contract(
    .openCase, .write, risk: .low, errors: [.notFound, .invalidArguments], budgetMilliseconds: 4_000)

  /// What it is about, in a few words without personal data.
  public var subject: String
  /// What happened, in full.
  public var description: String
  /// Whose.
  public var customer: String?
  /// About which order.
  public var order: OrderNumber?
  /// How soon.
  public var priority: CasePriority = .normal

  /// Makes the operation.
  public init(
    subject: String, description: String, customer: String? = nil, order: OrderNumber? = nil,
    priority: CasePriority = .normal
  ) {
    self.subject = subject
    self.description = description
    self.customer = customer
    self.order = order
    self.priority = priority
  }

  enum CodingKeys: String, CodingKey {
    case subject, description, customer, order, priority
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    subject = try parts.decode(String.self, forKey: .subject)
    description = try parts.decode(String.self, forKey: .description)
    customer = try parts.decodeIfPresent(String.self, forKey: .customer)
    order = try parts.decodeIfPresent(OrderNumber.self, forKey: .order)
    try parts.fill(&priority, .priority)
  }

  /// What is about a person.
  public static let personal: Set<String> = ["description"]
}

/// A customer's cases.
public struct FindCases: TypedOperation {
  /// What it brings back.
  public typealias Outcome = CaseList
  /// What it promises.
  public static let contract = Contract(.findCases, .read, risk: .low, errors: [], budgetMilliseconds: 4_000)

  /// The customer.
  public var customer: String

  /// Makes the operation.
  public init(customer: String) {
    self.customer = customer
  }
}

/// Adds something to a case.
public struct AddToCase: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Case
  /// What it promises.
  public static let contract = Contract(
    .addToCase, .write, risk: .low, errors: [.notFound, .refused], budgetMilliseconds: 4_000)

  /// The case.
  public var caseID: String
  /// What.
  public var text: String
  /// Who: "agent", a person's account, or "customer".
  public var author: String

  /// Makes the operation.
  public init(caseID: String, text: String, author: String) {
    self.caseID = caseID
    self.text = text
    self.author = author
  }

  enum CodingKeys: String, CodingKey {
    case caseID = "case", text, author
  }

  /// What is about a person.
  public static let personal: Set<String> = ["text"]
}

/// Ends a case.
public struct CloseCase: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Case
  /// What it promises.
  public static let contract = Contract(
    .closeCase, .write, risk: .low, errors: [.notFound, .refused], budgetMilliseconds: 4_000)

  /// The case.
  public var caseID: String
  /// Whether it was answered.
  public var solved: Bool

  /// Makes the operation.
  public init(caseID: String, solved: Bool) {
    self.caseID = caseID
    self.solved = solved
  }

  enum CodingKeys: String, CodingKey {
    case caseID = "case", solved
  }
}

/// Promises somebody a call.
public struct ScheduleCallback: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Callback
  /// What it promises.
  public static let contract = Contract(
    .scheduleCallback, .write, risk: .low, errors: [.invalidArguments], budgetMilliseconds: 3_000)

  /// The number to call.
  public var phone: String
  /// Why, without personal data.
  public var reason: String
  /// When it is due.
  public var due: Timestamp
  /// Whom.
  public var customer: String?

  /// Makes the operation.
  public init(phone: String, reason: String, due: Timestamp, customer: String? = nil) {
    self.phone = phone
    self.reason = reason
    self.due = due
    self.customer = customer
  }

  /// What is about a person.
  public static let personal: Set<String> = ["phone"]
}

/// The calls that are still to be made, the next due first; staff see them all.
public struct FindCallbacks: TypedOperation {
  /// What it brings back.
  public typealias Outcome = CallbackList
  /// What it promises.
  public static let contract = Contract(.findCallbacks, .read, risk: .low, errors: [], budgetMilliseconds: 4_000)

  /// Only this customer's.
  public var customer: String?

  /// Makes the operation.
  public init(customer: String? = nil) {
    self.customer = customer
  }
}

/// Says what became of a promised call.
public struct EndCallback: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Callback
  /// What it promises.
  public static let contract = Contract(
    .endCallback, .write, risk: .low, errors: [.notFound, .refused], budgetMilliseconds: 3_000)

  /// The call-back.
  public var callback: String
  /// What became of it; not `open`.
  public var state: CallbackState

  /// Makes the operation.
  public init(callback: String, state: CallbackState) {
    self.callback = callback
    self.state = state
  }
}

/// Keeps what a customer thought of us.
public struct RecordFeedback: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Feedback
  /// What it promises.
  public static let contract = Contract(
    .recordFeedback, .write, risk: .low, errors: [.notFound, .invalidArguments], budgetMilliseconds: 3_000)

  /// 1 to 5, 5 is best.
  public var score: Int
  /// About what ("delivery", "product", "service").
  public var about: String
  /// In the customer's words.
  public var comment: String = ""
  /// About which order.
  public var order: OrderNumber?

  /// Makes the operation.
  public init(score: Int, about: String, comment: String = "", order: OrderNumber? = nil) {
    self.score = score
    self.about = about
    self.comment = comment
    self.order = order
  }

  enum CodingKeys: String, CodingKey {
    case score, about, comment, order
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    score = try parts.decode(Int.self, forKey: .score)
    about = try parts.decode(String.self, forKey: .about)
    try parts.fill(&comment, .comment)
    order = try parts.decodeIfPresent(OrderNumber.self, forKey: .order)
  }

  /// What is about a person.
  public static let personal: Set<String> = ["comment"]

  /// What must hold besides.
  public static let rules: [String: FieldRule] = ["score": .range(1...5)]
}

/// What many are about to ask about, now.
public struct FindNotices: TypedOperation {
  /// What it brings back.
  public typealias Outcome = IncidentNoticeList
  /// What it promises.
  public static let contract = Contract(.findNotices, .read, risk: .none, errors: [], budgetMilliseconds: 4_000)

  /// Only what holds there.
  public var region: String?

  /// Makes the operation.
  public init(region: String? = nil) {
    self.region = region
  }
}

/// Tells what many are about to ask about; done by staff.
public struct PublishNotice: TypedOperation {
  /// What it brings back.
  public typealias Outcome = IncidentNotice
  /// What it promises.
  public static let contract = Contract(
    .publishNotice, .write, risk: .medium, errors: [.invalidArguments], budgetMilliseconds: 3_000)

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

  /// Makes the operation.
  public init(text: String, regions: [String] = [], products: [String] = [], from: Timestamp, until: Timestamp) {
    self.text = text
    self.regions = regions
    self.products = products
    self.from = from
    self.until = until
  }

  enum CodingKeys: String, CodingKey {
    case text, regions, products, from, until
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    text = try parts.decode(String.self, forKey: .text)
    try parts.fill(&regions, .regions)
    try parts.fill(&products, .products)
    from = try parts.decode(Timestamp.self, forKey: .from)
    until = try parts.decode(Timestamp.self, forKey: .until)
  }
}

/// Stops telling something; done by staff.
public struct WithdrawNotice: TypedOperation {
  /// What it brings back.
  public typealias Outcome = IncidentNotice
  /// What it promises.
  public static let contract = Contract(
    .withdrawNotice, .write, risk: .low, errors: [.notFound], budgetMilliseconds: 3_000)

  /// The notice.
  public var notice: String

  /// Makes the operation.
  public init(notice: String) {
    self.notice = notice
  }
}
