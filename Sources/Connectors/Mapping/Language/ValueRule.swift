import Commerce
import Vendors

/// How one value is made: of an answer for a result, or of arguments for a request.
struct ValueRule: Sendable {
  /// Where it comes from.
  indirect enum Kind: Sendable {
    /// What stands at a place; the same always; the first that is there; several joined; text with places.
    case take(ValuePath), constant(JSONValue), firstOf([ValueRule]), join([ValueRule], with: String), template(Template)
    /// An amount and its currency.
    case money(amount: ValueRule, isMinor: Bool, currency: Currency)
    /// One or the other.
    case choose(Condition, then: ValueRule, otherwise: ValueRule?)
    /// A value with fields, read from `within` where that is said; several, one for each element of a list.
    case record(within: ValuePath?, fields: [Field]), each(ValuePath, only: Condition?, item: ValueRule)
    /// Several values as they stand.
    case list([ValueRule])
  }

  /// A field of a record.
  struct Field: Sendable {
    /// Its name.
    var name: String
    /// How its value is made.
    var rule: ValueRule
  }

  /// Where a currency comes from.
  enum Currency: Sendable {
    /// Always this one; what the rule brings.
    case code(String), rule(ValueRule)
  }

  /// A table from their words to ours.
  struct Table: Hashable, Sendable {
    /// Ours by theirs.
    var values: [String: JSONValue]
    /// Ours for all that are not listed; nil: those are a mistake.
    var otherwise: JSONValue?
  }

  /// Where it comes from.
  var kind: Kind
  /// What is made of it, in order.
  var conversions: [Conversion] = []
  /// The zone of moments that have none, in seconds east of UTC.
  var offset = 0
  /// What it is translated by.
  var table: Table?
  /// What stands for it when there is nothing.
  var fallback: JSONValue?
  /// What may stand there; nil in requests, where the API says what may.
  var shape: ContractShape?
  /// Where it is written.
  var line: Int
  /// As it is written, in short, for explanations.
  var written: String
}

extension ValueRule {
  /// Every place it looks at, for checks of names when files are loaded.
  var places: [ValuePath] {
    switch kind {
    case .take(let path): [path]
    case .constant: []
    case .firstOf(let rules), .join(let rules, _), .list(let rules): rules.flatMap(\.places)
    case .template(let template): template.places
    case .money(let amount, _, .code): amount.places
    case .money(let amount, _, .rule(let currency)): amount.places + currency.places
    case .choose(let condition, let then, let otherwise):
      condition.places + then.places + (otherwise?.places ?? [])
    case .record(let within, let fields): (within.map { [$0] } ?? []) + fields.flatMap(\.rule.places)
    case .each(let path, let only, let item): [path] + (only?.places ?? []) + item.places
    }
  }
}
