/// "To the address where the lamp went", "to the same place that order was sent to": the same as "to where the lamp went".
enum PlaceClauses {
  private static let places: Set<String> = ["address", "place", "spot", "location", "adress"]
  private static let relatives: Set<String> = ["where", "that", "which"]
  private static let subjects: Set<String> = [
    "my", "the", "our", "that", "this", "those", "these", "his", "her", "order",
  ]
  private static let going: Set<String> = [
    "went", "goes", "go", "going", "delivered", "sent", "shipped", "came", "come", "comes", "coming",
  ]
  private static let before: Set<String> = ["the", "same", "that", "a", "an", "very", "different", "other", "exact"]

  /// Puts "where" in the place of a noun for a place and what joins the clause to it.
  static func shorten(_ cells: inout [Cell]) {
    var place = 1
    while place < cells.count {
      if let range = range(at: place, cells) {
        let tokens = cells[range.lowerBound].tokens.lowerBound..<cells[range.upperBound - 1].tokens.upperBound
        cells.replaceSubrange(range, with: [Cell("where", tokens: tokens, gap: cells[range.lowerBound].gap)])
        place = range.lowerBound
      }
      place += 1
    }
  }

  private static func range(at place: Int, _ cells: [Cell]) -> Range<Int>? {
    guard places.contains(cells[place].text) else { return nil }
    var start = place
    while start > 0, place - start < 4, before.contains(cells[start - 1].text) { start -= 1 }
    guard start > 0, ["to", "at"].contains(cells[start - 1].text) else { return nil }
    var end = place + 1
    guard end < cells.count else { return nil }
    if relatives.contains(cells[end].text) {
      end += 1
    } else if !cells[start..<place].contains(where: { $0.text == "same" }) {
      return nil
    }
    guard end < cells.count, subjects.contains(cells[end].text),
      cells[end...].prefix(9).contains(where: { going.contains($0.text) })
    else { return nil }
    return start..<end
  }
}
