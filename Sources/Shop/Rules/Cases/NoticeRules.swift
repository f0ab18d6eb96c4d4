internal import Commerce

/// What many are about to ask about, told from a moment to another and where it holds.
enum NoticeRules {
  /// Adds the rules.
  static func register(in rules: inout ShopRules) {
    rules.on(FindNotices.self, find)
    rules.on(PublishNotice.self, publish)
    rules.on(WithdrawNotice.self, withdraw)
  }

  private static func find(_ asked: FindNotices, in world: any World) throws(OperationFailure) -> IncidentNoticeList {
    let now = world.now
    let telling = try world.all(IncidentNotice.self).filter { notice in
      guard notice.from <= now, now < notice.until else { return false }
      guard let region = asked.region?.uppercased(), !notice.regions.isEmpty else { return true }
      return notice.regions.contains { $0.uppercased() == region }
    }
    return IncidentNoticeList(notices: telling.sorted { ($0.from, $0.id) > ($1.from, $1.id) })
  }

  private static func publish(_ asked: PublishNotice, in world: any World) throws(OperationFailure) -> IncidentNotice {
    guard !asked.text.isEmpty, asked.from < asked.until, world.now < asked.until else {
      throw OperationFailure(.invalidArguments, "the notice says nothing, or would never be told")
    }
    let notice = IncidentNotice(
      id: try world.identifier("NT"), text: asked.text, regions: asked.regions, products: asked.products,
      from: asked.from, until: asked.until)
    try world.put(notice)
    return notice
  }

  /// The notice stays, with the moment from which it is not told any more.
  private static func withdraw(_ asked: WithdrawNotice, in world: any World) throws(OperationFailure) -> IncidentNotice
  {
    var notice = try world.need(IncidentNotice.self, asked.notice)
    guard world.now < notice.until else { return notice }
    notice.until = world.now
    try world.put(notice)
    return notice
  }
}
