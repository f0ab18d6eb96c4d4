/// All that a product may be called, from its name alone and the general table of nouns.
enum ProductNames {
  /// Phrases in the lexicon's form, each with how well it names the product, 0 to 1.
  static func phrases(_ name: [String]) -> [(String, Double)] {
    guard let last = name.last else { return [] }
    var found: [String: Double] = [:]
    func offer(_ phrase: String, _ score: Double) { found[phrase] = max(found[phrase] ?? 0, score) }
    let whole = name.joined(separator: " ")
    offer(whole, 1)
    // "Makeup kit", "dumbbell set": the head stands before a word that says little.
    let isEmpty = RetailNouns.empty.contains(last) && name.count > 1
    var cores = [name]
    if isEmpty {
      cores.append(Array(name.dropLast()))
      offer(last, name.count > 1 && last == "charger" ? 0.9 : 0.4)
    }
    for core in cores {
      // "Security camera", "camera" of an indoor security camera; "indoor camera" too.
      for start in core.indices { offer(core[start...].joined(separator: " "), start == 0 ? 0.98 : 0.9) }
      if core.count == 3 { offer(core[0] + " " + core[2], 0.9) }
    }
    // A whole name's other names weigh more than those of its ending, and exact groups more than near ones.
    for (groups, weight) in [(RetailNouns.same, 0.92), (RetailNouns.near, 0.6)] {
      for group in groups {
        guard let hit = best(group, found) else { continue }
        for other in group where found[other] == nil || found[other]! < weight * hit { offer(other, weight * hit) }
      }
    }
    return found.sorted { $0.key < $1.key }
  }

  /// How well a group fits: by its longest name among the product's own.
  private static func best(_ group: [String], _ found: [String: Double]) -> Double? {
    group.compactMap { name in found[name].flatMap { $0 >= 0.85 ? $0 : nil } }.max()
  }
}
