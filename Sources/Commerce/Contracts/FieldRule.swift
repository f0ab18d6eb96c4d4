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
      Run(pattern)?.matches(text) ?? ((try? Regex(pattern).wholeMatch(in: text)) != nil)
    default: false
    }
  }

  /// A pattern that is nothing but so many characters of one range ("^[A-Z]{3}$"), or those or none ("^([0-9]{4})?$"). Nearly
  /// all are, an answer holds dozens of them, and making a regular expression takes longer than everything else about it.
  struct Run {
    private var range: ClosedRange<UInt8>
    private var count: Int
    private var mayBeEmpty = false

    /// Nil for other patterns.
    init?(_ pattern: String) {
      var rest = pattern[...]
      func skip(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest = rest.dropFirst(text.count)
        return true
      }
      guard skip("^") else { return nil }
      mayBeEmpty = skip("(")
      if skip("[A-Z]{") {
        range = UInt8(ascii: "A")...UInt8(ascii: "Z")
      } else if skip("[0-9]{") {
        range = UInt8(ascii: "0")...UInt8(ascii: "9")
      } else {
        return nil
      }
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let count = Int(digits) else { return nil }
      self.count = count
      rest = rest.dropFirst(digits.count)
      guard rest == (mayBeEmpty ? "})?$" : "}$") else { return nil }
    }

    func matches(_ text: String) -> Bool {
      (mayBeEmpty && text.isEmpty) || (text.utf8.count == count && text.utf8.allSatisfy(range.contains))
    }
  }
}

extension ContractValue {
  /// Where in this value a field breaks its rule, by the names of the fields ("deliverTo.country"), or what an operation
  /// lacks ("order or trackingNumber"); nil when all hold.
  public var brokenRule: String? {
    if let operation = self as? any TypedOperation, let lacking = Self.lacking(operation) { return lacking }
    return Self.brokenRule(in: self)
  }

  /// The groups of arguments of which none is whole ("order or trackingNumber"); nil when one is.
  private static func lacking(_ operation: any TypedOperation) -> String? {
    let groups = type(of: operation).oneOf
    guard !groups.isEmpty else { return nil }
    let given = Set(
      Mirror(reflecting: operation).children.compactMap { child in
        (child.value as? String).flatMap { $0.isEmpty ? nil : child.label }
      })
    guard !groups.contains(where: { given.isSuperset(of: $0) }) else { return nil }
    return groups.map { $0.joined(separator: " with ") }.joined(separator: " or ")
  }

  private static func brokenRule(in value: Any) -> String? {
    let mirror = Mirror(reflecting: value)
    let rules = (type(of: value) as? any ContractValue.Type)?.rules ?? [:]
    for child in mirror.children {
      let path = child.label ?? ""
      let isLeaf = FieldLeaves.types.contains(ObjectIdentifier(type(of: child.value)))
      guard !isLeaf || rules[path] != nil else { continue }
      let inner = Mirror(reflecting: child.value)
      // An optional field without a value keeps every rule; one with a value is judged by it.
      guard inner.displayStyle != .optional || inner.children.first != nil else { continue }
      let found = inner.displayStyle == .optional ? inner.children.first?.value ?? child.value : child.value
      if let rule = rules[path], !rule.holds(found) { return path }
      if !isLeaf, let deeper = brokenRule(in: found) {
        // Elements of lists have no label of their own.
        return path.isEmpty ? deeper : "\(path).\(deeper)"
      }
    }
    return nil
  }
}

/// Types with nothing inside that could have a rule. Most fields are of one of them, and a look inside takes longer than all else about a value.
private enum FieldLeaves {
  static let types: Set<ObjectIdentifier> = {
    let types: [Any.Type] = [
      String.self, String?.self, [String].self, Int.self, Int?.self, Bool.self, Bool?.self, Double.self, Double?.self,
    ]
    return Set(types.map { ObjectIdentifier($0) })
  }()
}
