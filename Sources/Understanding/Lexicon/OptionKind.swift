/// What sort of thing an option's values are: it decides which words of any shop may be its values, and which adjectives measure it.
enum OptionKind: Sendable {
  case color, material, size, yesNo, number, other

  init(name: [String], values: [[String]]) {
    let joined = values.map { $0.joined(separator: " ") }
    func share(_ words: Set<String>) -> Bool {
      values.filter { $0.contains(where: words.contains) }.count * 2 >= max(values.count, 1)
    }
    if Set(joined).isSubset(of: ["yes", "no"]) {
      self = .yesNo
    } else if name.contains("color") || name.contains("finish") {
      self = .color
    } else if name.contains("material") || name.contains("fabric") {
      self = .material
    } else if values.allSatisfy({ ValueSize($0) != nil }) {
      self = .number
    } else if name.contains("size") {
      self = .size
    } else if share(ValueWords.colors) {
      self = .color
    } else if share(ValueWords.materials) {
      self = .material
    } else {
      self = .other
    }
  }
}
