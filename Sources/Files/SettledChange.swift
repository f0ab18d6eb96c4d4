/// Tells when what is looked at again and again has changed, and stands: a change counts when it has stayed for one look, so that what is
/// only half written is not taken for what was meant.
public struct SettledChange<Value: Equatable & Sendable>: Sendable {
  /// As it was at the last look, and when it last counted.
  private var seen: Value
  private var taken: Value

  /// Begins with what is in force.
  public init(_ value: Value) { (seen, taken) = (value, value) }

  /// Takes what a look has found. Gives whether it counts from now on: it is not what counted before, and was there at the last look too.
  public mutating func counts(_ now: Value) -> Bool {
    defer { seen = now }
    guard seen == now, taken != now else { return false }
    taken = now
    return true
  }
}
