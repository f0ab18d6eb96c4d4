/// What must hold of a field besides its type: part of the contract, and so of the schemas.
public enum FieldRule: Hashable, Sendable {
  /// A whole number between bounds.
  case range(ClosedRange<Int>)
  /// Characters that match a regular expression as a whole. Only what Swift's and ECMA-262's expressions agree on.
  case pattern(String)

  /// At least so many.
  public static func atLeast(_ number: Int) -> FieldRule { .range(number...Int.max) }

  /// Whether a value keeps the rule. A value of another type than the rule's does not.
  func holds(_ value: Any) -> Bool {
    switch (self, value) {
    case (.range(let range), let number as Int): range.contains(number)
    case (.pattern(let pattern), let text as String):
      // A pattern that cannot be read is a mistake in the contract: a test reads each.
      (try? Regex(pattern).wholeMatch(in: text)) != nil
    default: false
    }
  }
}

extension ContractValue {
  /// Where in this value a field breaks its rule, by the names of the fields ("deliverTo.country"); nil when all hold.
  public var brokenRule: String? { Self.brokenRule(in: self) }

  private static func brokenRule(in value: Any) -> String? {
    let mirror = Mirror(reflecting: value)
    let rules = (type(of: value) as? any ContractValue.Type)?.rules ?? [:]
    for child in mirror.children {
      let path = child.label ?? ""
      let inner = Mirror(reflecting: child.value)
      // An optional field without a value keeps every rule; one with a value is judged by it.
      guard inner.displayStyle != .optional || inner.children.first != nil else { continue }
      let found = inner.displayStyle == .optional ? inner.children.first?.value ?? child.value : child.value
      if let rule = rules[path], !rule.holds(found) { return path }
      if let deeper = brokenRule(in: found) {
        // Elements of lists have no label of their own.
        return path.isEmpty ? deeper : "\(path).\(deeper)"
      }
    }
    return nil
  }
}
