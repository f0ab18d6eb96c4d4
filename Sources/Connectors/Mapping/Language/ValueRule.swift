import Commerce
import Vendors

/// How one value is made: of an answer for a result, or of arguments for a request.
struct ValueRule: Sendable {
  /// Where it comes from.
  indirect enum Kind: Sendable {
    /// What stands at a place; the same always; the first that is there; several joined; text with places.
    case take(ValuePath), constant(JSONValue), firstOf([ValueRule]), join([ValueRule], with: String), template(Template)
    /// An amount, what it counts, billionths of whole units besides, its currency, and by what it is divided.
    case money(amount: ValueRule, unit: MoneyUnit, nanos: ValueRule?, currency: Currency, dividedBy: Divisor?)
    /// Numbers added up; the first less the others.
    case sum([ValueRule]), difference([ValueRule])
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

  /// What an amount is divided by, and whether what does not divide evenly is rounded down or a mistake.
  struct Divisor: Sendable {
    var rule: ValueRule
    var roundsDown: Bool
  }

  /// Where a currency comes from.
  enum Currency: Sendable {
    /// Always this one; what the rule brings.
    case code(String), rule(ValueRule)
  }

  /// What an amount counts.
  enum MoneyUnit: String, CaseIterable, Sendable {
    /// Whole units (19.90), the currency's smallest (1990), millionths, billionths.
    case major, minor, micro, nano
  }

  /// Which clock shows moments that say no zone.
  enum Zone: Hashable, Sendable {
    /// One that is known when the file is read; the one whose name stands at a place.
    case clock(LocalClock), place(ValuePath)
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
  /// The zone of moments that have none.
  var zone = Zone.clock(.utc)
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
  /// Whether it leaves elements of lists out.
  var picks: Bool {
    switch kind {
    case .take, .constant, .template, .money, .sum, .difference: false
    case .firstOf(let rules), .join(let rules, _), .list(let rules): rules.contains(where: \.picks)
    case .choose(_, let then, let otherwise): then.picks || otherwise?.picks == true
    case .record(_, let fields): fields.contains(where: \.rule.picks)
    case .each(_, let only, let item): only != nil || item.picks
    }
  }
}
