public import Commerce

extension [Payment] {
  /// What payments of a kind come to that were carried out, in minor units.
  public func sum(of kind: PaymentKind) -> Int {
    filter { $0.kind == kind && $0.status == .success }.reduce(0) { $0 + $1.amount.minorUnits }
  }
}
