internal import Commerce

/// How cases go on.
///
/// A case is open while it is with us and waiting while it is with the customer; what a customer adds brings it back to
/// us, also when it had been answered. One that was ended without an answer stays ended.
enum CaseRules {
  /// Adds the rules.
  static func register(in rules: inout ShopRules) {
    rules.on(OpenCase.self, open)
    rules.on(FindCases.self, find)
    rules.on(AddToCase.self, add)
    rules.on(CloseCase.self, close)
  }

  /// When an answer is promised.
  static func due(_ priority: CasePriority, opened: Timestamp) -> Timestamp {
    let hours: Int64 =
      switch priority {
      case .urgent: 4
      case .high: 24
      case .normal: 48
      case .low: 120
      }
    return opened.adding(milliseconds: hours * 3_600_000)
  }

  private static func open(_ asked: OpenCase, in world: any World) throws(OperationFailure) -> Case {
    guard !asked.subject.isEmpty, asked.subject.count <= 200, asked.description.count <= 10_000 else {
      throw OperationFailure(.invalidArguments, "the subject is empty, or subject or description are too long")
    }
    if let customer = asked.customer { _ = try world.need(Customer.self, customer) }
    if let order = asked.order {
      let order = try world.need(Order.self, order)
      guard asked.customer == nil || asked.customer == order.customer else {
        throw OperationFailure(.invalidArguments, "the order is not this customer's")
      }
    }
    let opened = Case(
      id: try world.identifier("CS"), customer: asked.customer, order: asked.order, subject: asked.subject,
      description: asked.description, priority: asked.priority, state: .open, opened: world.now,
      due: due(asked.priority, opened: world.now))
    try world.put(opened)
    return opened
  }

  private static func find(_ asked: FindCases, in world: any World) throws(OperationFailure) -> CaseList {
    let cases = try world.list(Case.self, "customer", asked.customer)
    return CaseList(cases: cases.sorted { ($0.opened, $0.id) > ($1.opened, $1.id) })
  }

  private static func add(_ asked: AddToCase, in world: any World) throws(OperationFailure) -> Case {
    var found = try world.need(Case.self, asked.caseID)
    guard found.state != .closed else { throw OperationFailure.refused(.alreadyClosed, "the case is closed") }
    found.notes.append(CaseNote(at: world.now, author: asked.author, text: asked.text))
    if asked.author == "customer" { found.state = .open }
    try world.put(found)
    return found
  }

  private static func close(_ asked: CloseCase, in world: any World) throws(OperationFailure) -> Case {
    var found = try world.need(Case.self, asked.caseID)
    let wanted: CaseState = asked.solved ? .solved : .closed
    // An answered case may still be put away for good, not the other way round.
    guard found.state != .closed, found.state != wanted else {
      throw OperationFailure.refused(.alreadyClosed, "the case has ended already")
    }
    found.state = wanted
    try world.put(found)
    return found
  }
}
