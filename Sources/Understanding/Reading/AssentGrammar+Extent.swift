internal import Commerce

/// How much was read out. Words of a yes that say how much is agreed to have to fit it: "yes, return the whole order" agrees to no list
/// that holds a part of it.
public struct AssentExtent: Sendable {
  /// Orders that are in it, and things: goods that go back, orders that are called off, and the like, each counted.
  public var orders, things: Int
  /// Whether it takes in all that there is of these orders.
  public var isWhole: Bool

  /// Makes one; without figures of two things, of whole orders.
  public init(orders: Int = 1, things: Int = 2, isWhole: Bool = true) {
    (self.orders, self.things, self.isWhole) = (orders, things, isWhole)
  }
}

extension AssentGrammar {
  /// Whether what the words say of how much is so.
  func suits(_ words: [String]) -> Bool {
    guard words.first != "then", !isRequest(words) else { return false }
    // Of several things that are done, one alone is named by its verb.
    if isMixed, !named.isDisjoint(with: words) { return false }
    return words.indices.allSatisfy { suits(words, at: $0) }
  }

  private func suits(_ words: [String], at place: Int) -> Bool {
    let before = place > 0 ? words[place - 1] : "", after = place + 1 < words.count ? words[place + 1] : ""
    switch words[place] {
    case "both": return extent.things == 2
    case "orders": return extent.orders > 1 && !words.contains("my")
    case "items": return extent.things > 1
    case "item": return extent.things == 1
    case "them", "those", "these": return extent.things > 1 || Self.lists.contains(after)
    case "whole", "entire", "complete": return Self.lists.contains(after) || extent.orders == 1 && extent.isWhole
    case "order", Self.orderMark:
      if words[place] == "order", extent.orders != 1 { return false }
      let lead = words[..<place].last { !Self.determiners.contains($0) } ?? ""
      return lead == "for" || extent.isWhole
        || Set(operations).isSubset(of: [.changeOrderAddress, .changeOrderPayment])
    case "everything":
      return extent.isWhole || ["is", "be"].contains(before) || Self.holding.contains(after) || after == "above"
    case "all": return suitsAll(before, words[(place + 1)...])
    default: return true
    }
  }

  /// "All of the changes" and "that is all" fit any list, "all of them" one of several things, "all items" one of whole orders.
  private func suitsAll(_ before: String, _ behind: ArraySlice<String>) -> Bool {
    if ["is", "be", "that", "this", "it"].contains(before) { return true }
    let next = behind.drop { ["of", "the"].contains($0) }.first ?? ""
    if Self.lists.contains(next) || ["that", "this", "right", "very"].contains(next) || Self.fine.contains(next) {
      return true
    }
    if ["them", "it", "these", "those"].contains(next), !verbs.contains(before) {
      return extent.things > 1 || extent.isWhole
    }
    return extent.isWhole
  }

  /// "Please confirm that" asks for something.
  private func isRequest(_ words: [String]) -> Bool {
    words.count > 1 && words.contains("confirm") && words.allSatisfy(Self.requesting.contains)
  }

  private var isMixed: Bool { Set(operations).count > 1 }

  private static let lists: Set<String> = ["plan", "list", "change", "changes", "above"]
  private static let determiners: Set<String> = [
    "the", "that", "this", "my", "whole", "entire", "complete", "all", "of",
  ]
  private static let holding: Set<String> = ["is", "looks", "sounds", "seems"]
  private static let requesting: Set<String> = [
    "please", "kindly", "confirm", "that", "this", "it", "everything", "all", "of", "the",
  ]
}
