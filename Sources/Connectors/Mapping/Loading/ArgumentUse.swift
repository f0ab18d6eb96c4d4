import Commerce

/// Which arguments of an operation its file uses, and how much of them.
final class ArgumentUse {
  /// A case that a call is in: it has an argument, or lacks it.
  struct Case: Hashable, Comparable {
    var argument: String
    var isThere: Bool

    static func < (left: Case, right: Case) -> Bool {
      (left.argument, left.isThere ? 1 : 0) < (right.argument, right.isThere ? 1 : 0)
    }

    /// The case in words.
    var words: String { "\(argument) is \(isThere ? "there" : "missing")" }
  }

  /// Those that are used whenever a call has them.
  private(set) var names: Set<String> = []
  /// Whether all are sent as a whole.
  private(set) var all = false
  /// Lists of which single elements are used.
  private(set) var elements: [String: Set<Int>] = [:]
  /// Those that are used in some cases only.
  private var partly: [String: [Set<Case>]] = [:]

  /// Takes note of a place among the arguments. `cases`: the only ones in which it is looked at.
  func note(_ steps: [ValuePath.Step], of arguments: ContractShape, only cases: Set<Case>) {
    guard case .member(let name)? = steps.first else { return all = true }
    let others = cases.filter { $0.argument != name }
    if case .record(let record) = arguments, case .list? = record.fields[name]?.shape, steps.count > 1,
      case .element(let index) = steps[1]
    {
      elements[name, default: []].insert(index)
    } else if others.isEmpty {
      names.insert(name)
    } else {
      partly[name, default: []].append(others)
    }
  }

  /// Whether it is used at all.
  func uses(_ name: String) -> Bool {
    all || names.contains(name) || elements[name] != nil || partly[name] != nil
  }

  /// How many elements of a list are used, from the first on without a gap; nil when the whole list is, or none.
  func mostElements(of name: String) -> Int? {
    guard !all, !names.contains(name), let used = elements[name] else { return nil }
    return (0...).first { !used.contains($0) }
  }

  /// The case in which alone an argument is used; nil when it is used whatever else a call has.
  func onlyCase(of name: String) -> Case? {
    guard !all, !names.contains(name), elements[name] == nil, let uses = partly[name] else { return nil }
    let single = uses.filter { $0.count == 1 }.compactMap(\.first)
    let isWhole = single.contains { single.contains(Case(argument: $0.argument, isThere: !$0.isThere)) }
    return isWhole ? nil : uses.flatMap(\.self).min()
  }
}

extension RuleReader {
  /// The same for what goes out only where a condition holds, or does not.
  func saying(_ condition: Condition, holds: Bool) -> RuleReader {
    guard side == .request else { return self }
    var reader = self
    reader.cases.formUnion(Self.cases(condition, holds: holds))
    return reader
  }

  private static func cases(_ condition: Condition, holds: Bool) -> [ArgumentUse.Case] {
    switch condition {
    case .all(let parts): return holds || parts.count == 1 ? parts.flatMap { cases($0, holds: holds) } : []
    case .any(let parts): return !holds || parts.count == 1 ? parts.flatMap { cases($0, holds: holds) } : []
    case .not(let part): return cases(part, holds: !holds)
    case .test(let path, let comparison):
      guard let name = path.argument(isBare: true) else { return [] }
      switch comparison {
      case .exists: return [ArgumentUse.Case(argument: name, isThere: holds)]
      case .missing: return [ArgumentUse.Case(argument: name, isThere: !holds)]
      default: return []
      }
    }
  }
}

extension ValuePath {
  /// The argument that it begins with; nil when it begins elsewhere. `isBare`: whether a bare name is one.
  func argument(isBare: Bool) -> String? {
    guard source == "arguments" || (source == nil && isBare && climbs == 0), case .member(let name)? = steps.first
    else { return nil }
    return name
  }
}
