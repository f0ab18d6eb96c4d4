internal import Commerce

extension Cart: ShopDocument {
  static let kind = "cart"
  var documentID: String { id }
}
