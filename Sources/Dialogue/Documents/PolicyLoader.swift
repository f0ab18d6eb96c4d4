internal import Commerce
public import Documents
public import Policy

extension PolicyRules {
  /// Reads `retail/policy.yaml`. Throws a `DocumentError`.
  public static func read(file: String, text: String) throws(DocumentError) -> PolicyRules {
    let document = try Document(file: file, text: text)
    try document.allow(only: ["order_disclosure", "callback", "actions"])
    let disclosure = try document.required("order_disclosure", "{ needs: matching_detail, attempts: 3 }")
    try disclosure.allow(only: ["needs", "attempts"])
    let needs = try disclosure.required("needs", "matching_detail")
    guard try needs.string() == "matching_detail" else {
      throw needs.error(
        "'order_disclosure.needs' must be matching_detail: nothing about an order is told to somebody unknown")
    }
    let callback = try document.required("callback", "{ within_hours: 24 }")
    try callback.allow(only: ["within_hours"])
    var actions: [OperationName: ActionRule] = [.findOrder: ActionRule(level: .v1)]
    for (name, rule) in try document.optional("actions")?.members() ?? [] {
      guard let operation = OperationName(rawValue: name), operation.type.contract.access == .write else {
        throw rule.error("'\(name)' is no operation that changes something; aisle contracts lists them")
      }
      try rule.allow(only: ["needs"])
      let needs = try rule.required("needs", "matching_detail")
      guard try needs.string() == "matching_detail" else {
        throw needs.error("'actions.\(name).needs' must be matching_detail: nothing is changed for somebody unknown")
      }
      actions[operation] = ActionRule(level: .v1)
    }
    let tries = TryRules(perConversation: try disclosure.required("attempts", "3").integer(1...5))
    return PolicyRules(
      identification: IdentityRules(
        ways: [IdentityWay(by: [.order, .postcode], earns: .v1, covers: .order)], tries: tries),
      actions: actions, callbackWithinHours: try callback.required("within_hours", "24").integer(1...168))
  }
}
