/// How far two words are apart (V. Levenshtein, 1966).
public enum EditDistance {
  /// The fewest insertions, deletions and substitutions of characters that turn one into the other.
  public static func between(_ left: String, _ right: String) -> Int {
    let left = Array(left), right = Array(right)
    var row = Array(0...right.count)
    for i in left.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in right.indices {
        let next = min(row[j + 1] + 1, row[j] + 1, diagonal + (left[i] == right[j] ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[right.count]
  }
}
