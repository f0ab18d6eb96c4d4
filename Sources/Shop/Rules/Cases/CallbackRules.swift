internal import Commerce

/// Promised calls, and what customers think of us.
enum CallbackRules {
  /// Adds the rules.
  static func register(in rules: inout ShopRules) {
    rules.on(ScheduleCallback.self, schedule)
    rules.on(FindCallbacks.self, find)
    rules.on(EndCallback.self, end)
    rules.on(RecordFeedback.self, record)
  }

  private static func schedule(_ asked: ScheduleCallback, in world: any World) throws(OperationFailure) -> Callback {
    guard isCallable(asked.phone) else { throw OperationFailure(.invalidArguments, "that is no telephone number") }
    guard !asked.reason.isEmpty else { throw OperationFailure(.invalidArguments, "there is no reason") }
    // A minute's grace: whoever asks for a call at once read the clock before we did.
    guard asked.due.adding(milliseconds: 60_000) >= world.now else {
      throw OperationFailure(.invalidArguments, "the call would be due in the past")
    }
    if let customer = asked.customer, try world.find(Customer.self, customer) == nil {
      throw OperationFailure(.invalidArguments, "there is no customer of this identifier")
    }
    let callback = Callback(
      id: try world.identifier("CB"), customer: asked.customer, phone: asked.phone, reason: asked.reason,
      due: asked.due, state: .open)
    try world.put(callback)
    return callback
  }

  /// E.164, or three to fifteen digits as they were keyed.
  private static func isCallable(_ phone: String) -> Bool {
    let digits = phone.hasPrefix("+") ? phone.dropFirst() : phone[...]
    return (3...15).contains(digits.utf8.count) && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func find(_ asked: FindCallbacks, in world: any World) throws(OperationFailure) -> CallbackList {
    let open = try world.list(Callback.self, "state", CallbackState.open.rawValue)
    let wanted = asked.customer.map { customer in open.filter { $0.customer == customer } } ?? open
    return CallbackList(callbacks: wanted.sorted { ($0.due, $0.id) < ($1.due, $1.id) })
  }

  private static func end(_ asked: EndCallback, in world: any World) throws(OperationFailure) -> Callback {
    var callback = try world.need(Callback.self, asked.callback)
    guard asked.state != .open else { throw OperationFailure.refused(.wrongStep, "a call is not ended by opening it") }
    guard callback.state == .open else {
      throw OperationFailure.refused(.alreadyClosed, "it is known already what became of this call")
    }
    callback.state = asked.state
    try world.put(callback)
    return callback
  }

  private static func record(_ asked: RecordFeedback, in world: any World) throws(OperationFailure) -> Feedback {
    guard (1...5).contains(asked.score), !asked.about.isEmpty else {
      throw OperationFailure(.invalidArguments, "the score is not between 1 and 5, or it is about nothing")
    }
    if let order = asked.order { _ = try world.need(Order.self, order) }
    let feedback = Feedback(
      id: try world.identifier("FB"), order: asked.order, score: asked.score, about: asked.about,
      comment: asked.comment, at: world.now)
    try world.put(feedback)
    return feedback
  }
}
