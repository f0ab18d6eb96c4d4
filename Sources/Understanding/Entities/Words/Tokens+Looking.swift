extension Tokens {
  /// Whether one of the words stands at most `reach` places before a place, in the same sentence.
  func has(_ words: Set<String>, before place: Int, reach: Int) -> Bool {
    var index = place - 1
    while index >= 0, index >= place - reach {
      if words.contains(self[index].text) { return true }
      if gap(index + 1).contains(where: { ".?!".contains($0) }), !self[index + 1].isGlued { return false }
      index -= 1
    }
    return false
  }

  /// Whether one of the words stands at most `reach` places behind a range's end, in the same sentence.
  func has(_ words: Set<String>, from place: Int, reach: Int) -> Bool {
    var index = place
    while index < count, index < place + reach {
      if gap(index).contains(where: { ".?!".contains($0) }), !self[index].isGlued { return false }
      if words.contains(self[index].text) { return true }
      index += 1
    }
    return false
  }

  /// Whether the words at a place are these.
  func matches(_ words: [String], at place: Int) -> Bool {
    guard place >= 0, place + words.count <= count else { return false }
    return words.indices.allSatisfy { self[place + $0].text == words[$0] }
  }

  /// Whether what follows a place is set apart: the end, a comma, a full stop.
  func pauses(before place: Int) -> Bool {
    place >= count || gap(place).contains { ",;.!?".contains($0) } && !(place < count && self[place].isGlued)
  }
}
