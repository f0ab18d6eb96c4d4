extension IntentMap {
  /// The map as another world can serve it: some intents not at all, others by the desk for orders. Names must be known.
  public func serving(without: Set<String>, atDesk: [String: DeskTask]) -> IntentMap {
    var map = self
    map.intents = intents.filter { !without.contains($0.name) }.map { intent in
      guard let task = atDesk[intent.name] else { return intent }
      var changed = intent
      changed.slots = []
      changed.steps = [.desk(task)]
      changed.menu = nil
      return changed
    }
    return map
  }

  /// The intents that offer another one.
  public func offering(_ name: String) -> [String] {
    intents.filter { $0.steps.contains { if case .offer(name, _, _) = $0 { true } else { false } } }.map(\.name)
  }
}
