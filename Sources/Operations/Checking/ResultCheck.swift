public import Commerce

/// Whether a successful answer can be the answer to what was asked. A back end may answer with another object, or with
/// values that contradict the arguments: such a success proves nothing.
///
/// The generic rule is conservative: a field that names or measures one thing and stands in the arguments and in the
/// result must be the same in both; and where an argument names the very thing that comes back (an order's number, a
/// cart), the result must be that thing. Free text is not compared, since back ends tidy it.
public enum ResultCheck {
  /// What makes a successful answer none, with no value of it: it contradicts the arguments, an amount cannot be, or a field
  /// breaks its rule in the contract. Nil when nothing does.
  public static func fault(_ operation: Operation, _ result: OperationResult) -> String? {
    let fields = contradictions(operation, result)
    if !fields.isEmpty { return "the answer contradicts what was asked in: \(fields.joined(separator: ", "))" }
    if let amount = result.value.impossibleAmount { return "the answer says less than nothing in: \(amount)" }
    return result.value.brokenRule.map { "the answer is not what the contract allows in: \($0)" }
  }

  /// The fields, by coding key, in which the result contradicts the arguments, with no value of them; empty when it does
  /// not. The operation's own name when the result answers another operation.
  public static func contradictions(_ operation: Operation, _ result: OperationResult) -> [String] {
    guard result.name == operation.name else { return [operation.name.rawValue] }
    guard let asked = try? FieldTree(of: operation.value), case .fields(let arguments) = asked,
      let found = try? FieldTree(of: result.value)
    else { return [] }
    let kind = String(describing: type(of: result.value)).lowercased()
    return arguments.keys.sorted().filter { key in
      guard let argument = arguments[key], argument != .none else { return false }
      return contradicts(key, argument, found, kind, operation.name)
    }
  }

  /// Compared when the result has the same field.
  private static let compared: Set<String> = [
    "order", "customer", "cart", "sku", "place", "payment", "return", "case", "appointment", "reservation", "slot",
    "service", "store", "drop", "link", "callback", "notice", "reward", "amount", "quantity", "score", "purpose",
    "channel", "granted", "refundTo", "email", "phone", "due",
  ]

  /// Compared for one operation beside those.
  private static let besides: [OperationName: Set<String>] = [
    .endCallback: ["state"], .publishNotice: ["text"], .recordConsent: ["proof"],
  ]

  /// The result's field that an argument of another name ends up in.
  private static let aliases: [String: String] = ["address": "deliverTo"]

  private static func contradicts(
    _ key: String, _ argument: FieldTree, _ result: FieldTree, _ kind: String, _ operation: OperationName
  ) -> Bool {
    if key == "address" || key == "deliverTo" {
      let place = result[key] ?? aliases[key].flatMap { result[$0] }
      return !samePostcode(argument["postcode"]?.text, place?["postcode"]?.text)
    }
    guard compared.contains(key) || besides[operation, default: []].contains(key) else { return false }
    if let same = result[key] { return !agree(argument, same) }
    // `CancelOrder(order)` brings an `Order`, `CancelPaymentLink(link)` a `PaymentLink`: the result is the thing itself.
    guard kind.hasSuffix(key), let identity = result["id"] ?? result["number"] else { return false }
    return !agree(argument, identity)
  }

  private static func agree(_ asked: FieldTree, _ found: FieldTree) -> Bool {
    switch (asked, found) {
    case (_, .none): true
    case (.text(let asked), .text(let found)): plain(asked) == plain(found)
    case (.text, .fields(let fields)): (fields["id"] ?? fields["number"]).map { agree(asked, $0) } ?? true
    default: asked == found
    }
  }

  /// A ZIP code may come back with its four further digits.
  private static func samePostcode(_ asked: String?, _ found: String?) -> Bool {
    guard let asked = asked.map(plain), let found = found.map(plain), !asked.isEmpty, !found.isEmpty else {
      return true
    }
    return found.hasPrefix(asked) || asked.hasPrefix(found)
  }

  /// Letters and digits only, in lower case: "+1 206-555-0123" and "+12065550123" are the same.
  private static func plain(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
