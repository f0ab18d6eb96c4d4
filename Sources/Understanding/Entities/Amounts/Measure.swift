public import Discourse

/// A number with a unit, comparable with others of its dimension.
public struct Measure: Hashable, Sendable {
  /// What is measured, and in which unit `base` counts.
  public enum Dimension: String, Hashable, Sendable, CaseIterable {
    /// Bytes; millimetres; millilitres; grams.
    case storage, length, volume, mass
    /// Milliampere-hours; watts; volts; lumens; hertz; watt-hours; bar.
    case charge, power, voltage, light, frequency, energy, pressure
    /// Pixels of a camera; lines of a picture ("4K" is 2160); magnification.
    case resolution, definition, magnification
    /// Pieces of a set; persons it is for; gears.
    case pieces, persons, speeds
    /// Degrees Celsius; degrees of a circle; seconds; hundredths.
    case temperature, angle, duration, percent
    /// Places in a row with numbers of their own: protection ("IPX7"), processor class ("i7"), shoe and clothing sizes ("size 9").
    case protection, processor, size
  }
  /// What is measured.
  public var dimension: Dimension
  /// How much in the dimension's base unit.
  public var base: Double
  /// The upper end, when a range was said ("5 to 25 pounds").
  public var baseUpTo: Double?
  /// The number as said; the lower one of a range.
  public var amount: Double
  /// The unit in its short writing: "GB", "in", "ml", "mAh"; "" for sizes.
  public var unit: String
  /// How it binds: "at least 16 gigs", "i7 or better" are `atLeast`.
  public var bound: OptionConstraint.Comparison

  /// Makes a measure.
  public init(
    _ dimension: Dimension, base: Double, upTo: Double? = nil, amount: Double, unit: String,
    bound: OptionConstraint.Comparison = .is
  ) {
    self.dimension = dimension
    self.base = base
    baseUpTo = upTo
    self.amount = amount
    self.unit = unit
    self.bound = bound
  }
}
