extension IntentDocument.Step {
  /// Whether this step looks at a slot or a result of that name.
  func needs(_ name: String) -> Bool {
    switch self {
    case .collect(let slot): slot == name
    case .verify(let slot, let order): slot == name || order == name
    case .call(let call): call.arguments.values.contains { $0.needs(name) }
    case .act(let act): act.arguments.values.contains { $0.needs(name) }
    case .choose(let choice): choice.from.root == name || choice.only?.needs(name) == true
    case .branch(let condition, _): condition.needs(name)
    case .rank(let rank): [rank.from, rank.history, rank.taste].contains { $0?.root == name }
    case .offer(_, _, let with): with.values.contains { $0.needs(name) }
    case .say(let saying): saying.each?.root == name
    case .identify, .jump, .tell, .decide, .person, .end, .answer, .desk: false
    }
  }
}

extension Expression {
  /// Whether it looks at a slot or a result of that name.
  func needs(_ name: String) -> Bool {
    switch self {
    case .literal: false
    case .fact(let path), .later(let path, _, _): path.root == name
    case .firstKnown(let parts), .list(let parts): parts.contains { $0.needs(name) }
    case .text(let text): text.contains("{\(name)")
    case .fields(let parts): parts.values.contains { $0.needs(name) }
    }
  }
}

extension Condition {
  /// Whether it looks at a slot or a result of that name.
  func needs(_ name: String) -> Bool {
    switch self {
    case .known(let path), .filled(let path): path.root == name
    case .compare(let path, _, let value): path.root == name || value.needs(name)
    case .all(let parts), .any(let parts): parts.contains { $0.needs(name) }
    case .not(let inner): inner.needs(name)
    }
  }
}
