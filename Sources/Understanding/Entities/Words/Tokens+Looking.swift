extension Tokens {
  /// Whether one of the marks stands in the gap before a place.
  func gap(_ place: Int, holds marks: String) -> Bool {
    let gap = gap(place)
    // Most gaps are one space.
    return gap.utf8.contains { $0 != 0x20 } && gap.contains(where: marks.contains)
  }

  /// Whether one of the words stands at most `reach` places before a place, in the same sentence.
  func has(_ words: Set<String>, before place: Int, reach: Int) -> Bool {
    var index = place - 1
    while index >= 0, index >= place - reach {
      if words.contains(self[index].text) { return true }
      // The mark behind the last word ends what stands before it, not what is looked for.
      if index + 1 < count, gap(index + 1, holds: ".?!"), !self[index + 1].isGlued { return false }
      index -= 1
    }
    return false
  }

  /// Whether one of the words stands at most `reach` places behind a range's end, in the same sentence.
  func has(_ words: Set<String>, from place: Int, reach: Int) -> Bool {
    var index = place
    while index < count, index < place + reach {
      if gap(index, holds: ".?!"), !self[index].isGlued { return false }
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
    place >= count || gap(place, holds: ",;.!?") && !(place < count && self[place].isGlued)
  }
}
