/// A number with a unit, comparable with others of its dimension.
public struct Measure: Hashable, Sendable {
  /// What is measured, and in which unit `base` counts.
  public enum Dimension: String, Hashable, Sendable, CaseIterable {
    /// Bytes; millimetres; millilitres; grams.
    case storage, length, volume, mass
    /// Milliampere-hours; watts; volts; lumens; hertz; watt-hours.
    case charge, power, voltage, light, frequency, energy
    /// Pixels; magnification; pieces; bar; degrees Celsius.
    case resolution, magnification, pieces, pressure, temperature
    /// Seconds; square millimetres; strings per cent (thread count and the like).
    case duration, area, percent
    /// Places of a named row that have a number of their own: protection ("IPX7"), generation ("i7"), shoe and clothing sizes ("size 9").
    case protection, processor, size
  }
  /// What is measured.
  public var dimension: Dimension
  /// How much in the dimension's base unit.
  public var base: Double
  /// The number as said.
  public var amount: Double
  /// The unit in its short writing: "GB", "in", "ml", "mAh".
  public var unit: String

  /// Makes a measure.
  public init(_ dimension: Dimension, base: Double, amount: Double, unit: String) {
    self.dimension = dimension
    self.base = base
    self.amount = amount
    self.unit = unit
  }
}
