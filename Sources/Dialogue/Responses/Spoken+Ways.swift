internal import Policy

extension Spoken {
  /// Ways to show who one is, for one question: what is asked for in another way already is left out, and what all have in common is said
  /// once ("an order number together with your zip code or your e-mail address").
  static func ways(_ ways: [[ClueKind]], _ word: (ClueKind) -> String) -> String {
    let needed = ways.filter { way in
      !ways.contains { $0.count < way.count && $0.allSatisfy(way.contains) }
    }
    guard needed.count > 1, let common = needed[0].first, needed.allSatisfy({ $0.count == 2 && $0[0] == common }) else {
      return list(needed.map { list($0.map(word)) }, or: true)
    }
    return "\(word(common)) together with \(list(needed.map { word($0[1]) }, or: true))"
  }
}
