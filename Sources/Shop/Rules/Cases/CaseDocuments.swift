internal import Commerce

extension Case: ShopDocument {
  static let kind = "case"
  var documentID: String { id }
  var lookups: [Lookup] { customer.map { [Lookup("customer", $0)] } ?? [] }
}

extension Callback: ShopDocument {
  static let kind = "callback"
  var documentID: String { id }
  var lookups: [Lookup] {
    [Lookup("state", state.rawValue)] + (customer.map { [Lookup("customer", $0)] } ?? [])
  }
}

extension Feedback: ShopDocument {
  static let kind = "feedback"
  var documentID: String { id }
  var lookups: [Lookup] { order.map { [Lookup("order", $0)] } ?? [] }
}

extension IncidentNotice: ShopDocument {
  static let kind = "notice"
  var documentID: String { id }
}
