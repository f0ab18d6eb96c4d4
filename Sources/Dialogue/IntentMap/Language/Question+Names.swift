internal import Discourse

extension Question.Kind {
  /// The kinds that a document can name.
  static let named = ["property", "choices", "available", "count", "price", "compare", "howToReturn"]

  /// The name in documents; empty for kinds that only the desk answers.
  var name: String {
    switch self {
    case .property: "property"
    case .choices: "choices"
    case .available: "available"
    case .count: "count"
    case .price: "price"
    case .compare: "compare"
    case .howToReturn: "howToReturn"
    default: ""
    }
  }
}
