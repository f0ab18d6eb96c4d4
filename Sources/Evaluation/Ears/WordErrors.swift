/// How far what was heard is from what was said, in words: what word error rates are made of.
///
/// Source: the usual definition, substitutions, deletions and insertions of the cheapest alignment over the words that were said. Digits count
/// one by one and "oh" is a zero, so that 40217 and "four oh two one seven" are the same.
public struct WordErrors: Hashable, Sendable {
  /// Words that were said.
  public var words = 0
  /// Heard as others; not heard; heard though nobody said them.
  public var substitutions = 0, deletions = 0, insertions = 0

  /// None yet.
  public init() {}

  /// Compares one sentence.
  public init(said: String, heard: String) {
    let (said, heard) = (Self.words(said), Self.words(heard))
    words = said.count
    // Each cell: errors so far, and of which kind.
    var row = (0...heard.count).map { column in Cell(cost: column, insertions: column) }
    for (line, word) in said.enumerated() {
      var next = [Cell(cost: line + 1, deletions: line + 1)]
      for (column, other) in heard.enumerated() {
        var best = row[column]
        if word != other {
          best.cost += 1
          best.substitutions += 1
        }
        if row[column + 1].cost + 1 < best.cost {
          best = row[column + 1]
          best.cost += 1
          best.deletions += 1
        }
        if next[column].cost + 1 < best.cost {
          best = next[column]
          best.cost += 1
          best.insertions += 1
        }
        next.append(best)
      }
      row = next
    }
    let last = row[heard.count]
    (substitutions, deletions, insertions) = (last.substitutions, last.deletions, last.insertions)
  }

  private struct Cell {
    var cost: Int
    var substitutions = 0, deletions = 0, insertions = 0
  }

  /// All of them.
  public var errors: Int { substitutions + deletions + insertions }
  /// Errors a word that was said; nil when none was.
  public var rate: Double? { words == 0 ? nil : Double(errors) / Double(words) }

  /// Both together.
  public static func + (one: WordErrors, other: WordErrors) -> WordErrors {
    var sum = one
    sum.words += other.words
    sum.substitutions += other.substitutions
    sum.deletions += other.deletions
    sum.insertions += other.insertions
    return sum
  }

  /// Digits as the words that they are compared by.
  static let digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

  /// A sentence as words that can be compared.
  static func words(_ text: String) -> [String] {
    var plain = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        plain.append(character)
      } else if "'’".contains(character) {
        continue
      } else {
        plain.append(" ")
      }
    }
    return plain.split(separator: " ").flatMap { word -> [String] in
      if word.allSatisfy({ $0.isASCII && $0.isNumber }) {
        return word.compactMap { $0.wholeNumberValue.map { digits[$0] } }
      }
      return [word == "oh" ? "zero" : String(word)]
    }
  }
}
