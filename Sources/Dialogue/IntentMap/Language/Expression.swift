public import Commerce

/// A value that is made when a step is run.
public indirect enum Expression: Hashable, Sendable {
  /// Written in the document.
  case literal(FieldTree)
  /// A fact.
  case fact(FactPath)
  /// A day or moment so much later (negative: earlier), in days or in milliseconds.
  case later(FactPath, days: Int, milliseconds: Int64)
  /// The first of several that is known.
  case firstKnown([Expression])
  /// A text with facts in it, in written form.
  case text(String)
  /// Several values; values by field.
  case list([Expression])
  case fields([String: Expression])
}

/// A question about facts that is yes or no.
public indirect enum Condition: Hashable, Sendable {
  /// How two values are compared.
  public enum Comparison: String, CaseIterable, Sendable {
    case equal = "is"
    case notEqual = "is not"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    /// A list holds it; names with values agree in all that are named.
    case has, fits
  }

  /// There is a value; a list or a text holds something.
  case known(FactPath), filled(FactPath)
  /// A fact against a value.
  case compare(FactPath, Comparison, Expression)
  /// All of them; any of them; not this.
  case all([Condition]), any([Condition]), not(Condition)
}
