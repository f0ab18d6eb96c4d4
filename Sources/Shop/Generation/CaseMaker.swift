internal import Commerce

/// Makes cases, promised calls and notices, so that staff find a day's work.
struct CaseMaker {
  var random: SplitMix64
  var today: LocalDate
  var orders: [Order]
  var customers: [Customer]

  private static let matters: [(subject: String, description: String, priority: CasePriority)] = [
    ("parcel arrived damaged", "The box was crushed on one side and the content is scratched.", .normal),
    ("parcel not found", "The carrier says delivered, but nothing is at the door.", .high),
    ("wrong colour delivered", "The confirmation says another colour than the one in the box.", .normal),
    ("refund not seen", "The return was received two weeks ago and the refund is not on the statement.", .high),
    ("missing instructions", "There was no manual in the box.", .low),
    ("charged twice", "The statement shows the same sum twice.", .urgent),
  ]

  mutating func cases(_ count: Int) -> [Case] {
    (0..<count).map { index in
      let order = random.pick(orders)
      let matter = random.pick(Self.matters)
      let opened = moment(daysAgo: random.pick(1...12))
      let state = random.pick([CaseState.open, .open, .waiting, .solved, .closed])
      var made = Case(
        id: "CS\(CatalogueMaker.padded(20_001 + index, to: 5))", customer: order.customer, order: order.number,
        subject: matter.subject, description: matter.description, priority: matter.priority, state: state,
        opened: opened, due: CaseRules.due(matter.priority, opened: opened))
      if state != .open {
        made.owner = random.pick(["service", "warehouse", "payments"])
        let answer =
          state == .waiting ? "We asked the customer for a picture." : "We looked into it and told the customer."
        made.notes = [
          CaseNote(
            at: opened.adding(milliseconds: Int64(random.pick(1...20)) * 3_600_000), author: "agent", text: answer)
        ]
      }
      return made
    }
  }

  /// Some due in the coming days, some overdue, some made.
  mutating func callbacks(_ count: Int) -> [Callback] {
    (0..<count).map { index in
      let customer = random.pick(customers)
      let reason = random.pick(["a question about an order", "a return", "an appointment", "a product question"])
      let drawn = random.pick([-3, -2, -1, -1, 1, 2])
      // Whatever is drawn, one is overdue and one is due tomorrow.
      let due = moment(daysAgo: index == 0 ? 1 : index == 1 ? -1 : drawn)
      let past = random.pick([CallbackState.open, .done, .missed])
      let state = due < PromotionMaker.midnight(today) && index > 0 ? past : .open
      return Callback(
        id: "CB\(CatalogueMaker.padded(30_001 + index, to: 5))", customer: customer.id, phone: customer.phone,
        reason: reason, due: due, state: state)
    }
  }

  /// One that holds in a region, one that holds everywhere, and one that is over.
  mutating func notices(products: [Product]) -> [IncidentNotice] {
    let recalled = random.pick(products)
    func days(_ from: Int, _ until: Int) -> (Timestamp, Timestamp) {
      (PromotionMaker.midnight(today.adding(days: from)), PromotionMaker.midnight(today.adding(days: until)))
    }
    let (snow, recall, past) = (days(-1, 3), days(-6, 30), days(-20, -15))
    return [
      IncidentNotice(
        id: "NT1", text: "Snow is holding up parcels in Colorado and Utah by one to two days.", regions: ["CO", "UT"],
        from: snow.0, until: snow.1),
      IncidentNotice(
        id: "NT2",
        text: "We are checking the buckles of the \(recalled.name). Please stop using it; we exchange it free.",
        products: [recalled.id], from: recall.0, until: recall.1),
      IncidentNotice(
        id: "NT3", text: "Card payments were down for an hour and work again.", from: past.0, until: past.1),
    ]
  }

  private mutating func moment(daysAgo days: Int) -> Timestamp {
    PromotionMaker.midnight(today.adding(days: -days))
      .adding(milliseconds: Int64(random.pick(9...17)) * 3_600_000 + Int64(random.below(12)) * 300_000)
  }
}
