/// What the parts of a file look at.
extension ValueRule {
  /// Every place it looks at.
  var places: [ValuePath] {
    var found: [ValuePath]
    switch kind {
    case .take(let path): found = [path]
    case .constant: found = []
    case .template(let template): found = template.places
    case .firstOf(let rules), .join(let rules, _), .list(let rules), .sum(let rules), .difference(let rules):
      found = rules.flatMap(\.places)
    case .money(let amount, _, let nanos, let currency, let divisor):
      found = amount.places + (nanos?.places ?? []) + (divisor?.rule.places ?? [])
      if case .rule(let rule) = currency { found += rule.places }
    case .choose(let condition, let then, let otherwise):
      found = condition.places + then.places + (otherwise?.places ?? [])
    case .record(let within, let fields): found = (within.map { [$0] } ?? []) + fields.flatMap(\.rule.places)
    case .each(let path, let only, let item): found = [path] + (only?.places ?? []) + item.places
    }
    if case .place(let path) = zone { found.append(path) }
    return found.flatMap { [$0] + $0.inner }
  }
}

extension RequestTemplate {
  /// Every place it looks at.
  var places: [ValuePath] {
    let found =
      path.places + query.flatMap(\.rule.places) + headers.flatMap(\.value.places) + (body?.places ?? [])
    return found.flatMap { [$0] + $0.inner }
  }
}

extension NamedRequest {
  /// Every place it looks at before it is made.
  var places: [ValuePath] { request.places + (condition?.places ?? []) }
}

extension [NamedRequest] {
  /// Those that some places speak of, and those that these need themselves, in their order.
  func named(in places: [ValuePath]) -> [NamedRequest] {
    var names = Set(places.compactMap(\.source))
    var found: [NamedRequest] = []
    for step in reversed() where names.contains(step.name) {
      found.insert(step, at: 0)
      names.formUnion(step.places.compactMap(\.source))
    }
    return found
  }
}
