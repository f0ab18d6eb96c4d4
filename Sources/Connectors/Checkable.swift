/// Something outside that can be looked at before it is needed: used by `aisle doctor` and readiness.
public protocol Checkable: Sendable {
  /// What is looked at ("shopify").
  var name: String { get }
  /// Looks, cheaply and without changing anything.
  func check() async -> CheckResult
}

/// What a look at something outside brought.
public struct CheckResult: Hashable, Codable, Sendable {
  /// What was looked at.
  public var name: String
  /// Whether it can be used.
  public var passed: Bool
  /// What was seen: version, rights, the number of things; no secrets.
  public var finding: String
  /// What to do about it; nil when nothing is to be done.
  public var advice: String?
  /// How long the look took.
  public var milliseconds: Int
  /// Whether there was anything to look at.
  public var wasTried: Bool

  /// Makes a result.
  public init(
    name: String, passed: Bool, finding: String, advice: String? = nil, milliseconds: Int, wasTried: Bool = true
  ) {
    self.wasTried = wasTried
    self.name = name
    self.passed = passed
    self.finding = finding
    self.advice = advice
    self.milliseconds = milliseconds
  }
}
