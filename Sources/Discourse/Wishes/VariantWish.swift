/// Which variant of a product a customer wants. Read in this order: `must`, then `extremes`, then `preferences`, then as few changes
/// from the present variant as possible; what `free` names may change at will.
public struct VariantWish: Hashable, Codable, Sendable {
  /// What must hold.
  public var must: [OptionConstraint] = []
  /// Steps from the present value ("one size up", "a bit smaller", "200 lumens less").
  public var steps: [OptionStep] = []
  /// Extremes ("the cheapest", "the longest").
  public var extremes: [OptionOrder] = []
  /// What would be liked, the dearest wish first; within one entry any value will do. They never rule the last candidate out.
  public var preferences: [OptionConstraint] = []
  /// Options that do not matter ("hood doesn't matter", "any colour").
  public var free: [String] = []
  /// Whether everything not named stays as it is ("same but in leather"); nil when not said, which means the same but weaker.
  public var keepsRest: Bool?
  /// Like another thing: all its options, or those named in `likeOptions` ("same finish as the shelf").
  public var like: Thing?
  /// See `like`.
  public var likeOptions: [String] = []
  /// What it may cost.
  public var price: PriceBound?
  /// The very same variant again ("another of the same").
  public var sameAgain: Bool = false
  /// Goods of another kind altogether ("swap the rug for a pan"), which no exchange can do.
  public var otherKind: Thing?
  /// The customer wants to choose from what there is ("what do you have?", "a different one").
  public var listWanted: Bool = false

  /// Makes a wish; the parts are set afterwards.
  public init() {}

  /// Whether nothing is said in it.
  public var isEmpty: Bool { self == VariantWish() }
}

/// A value of an option, or a bound on it.
public struct OptionConstraint: Hashable, Codable, Sendable {
  /// How the value binds.
  public enum Comparison: String, Hashable, Codable, Sendable { case `is`, isNot, atLeast, atMost, moreThan, lessThan }
  /// The option's name as in the catalogue ("color"); nil when the value occurs in several options or its option is unknown.
  public var option: String?
  /// Any of these values, in the catalogue's spelling where it is known there, otherwise as said.
  public var values: [String]
  /// How they bind.
  public var comparison: Comparison

  /// Makes a constraint.
  public init(_ option: String?, _ values: [String], _ comparison: Comparison = .is) {
    self.option = option
    self.values = values
    self.comparison = comparison
  }
}

/// A direction along an option's ordering, or along the price.
public struct OptionOrder: Hashable, Codable, Sendable {
  /// What is ordered: an option by its name, the price, or whatever of the thing has a size ("bigger" without more).
  public enum Measure: Hashable, Codable, Sendable { case price, option(String), size }
  /// What is ordered.
  public var measure: Measure
  /// Toward more ("dearest", "longest") or less ("cheapest", "smallest").
  public var ascending: Bool

  /// Makes an order.
  public init(_ measure: Measure, ascending: Bool) {
    self.measure = measure
    self.ascending = ascending
  }
}

/// A step from where a value stands now.
public struct OptionStep: Hashable, Codable, Sendable {
  /// Along what and which way.
  public var order: OptionOrder
  /// How many places in the ordering ("two sizes up"); nil for just more or less, the nearest first.
  public var places: Int?
  /// How much in the option's unit ("200 lumens less").
  public var amount: Double?

  /// Makes a step.
  public init(_ order: OptionOrder, places: Int? = nil, amount: Double? = nil) {
    self.order = order
    self.places = places
    self.amount = amount
  }
}

/// What something may cost.
public struct PriceBound: Hashable, Codable, Sendable {
  /// What the bound is measured against.
  public enum Against: Hashable, Codable, Sendable {
    /// An amount in minor units; what was paid for the present one; an amount more than that.
    case amount(Int), present, presentPlus(Int)
  }
  /// Up to (`atMost`, `lessThan`) or from (`atLeast`, `moreThan`), or exactly.
  public var comparison: OptionConstraint.Comparison
  /// Against what.
  public var against: Against

  /// Makes a bound.
  public init(_ comparison: OptionConstraint.Comparison, _ against: Against) {
    self.comparison = comparison
    self.against = against
  }
}
