public import Discourse
internal import Glibc

/// What else a heard digit string may have been. A recogniser drops, doubles and confuses digits, some pairs far more often
/// than others; matching the possibilities against what exists tells which one was meant.
public enum DigitConfusion {
  /// The cost of taking one digit for another, in nats or so: near pairs share vowels or endings on a telephone line
  /// (five/nine, one/nine, oh/four, six/eight, two/zero…). Everything else costs `other`.
  static let near: [Set<Character>: Double] = [
    ["5", "9"]: 0.7, ["1", "9"]: 1.0, ["1", "5"]: 1.3, ["0", "4"]: 1.2, ["0", "2"]: 1.3, ["2", "3"]: 1.4,
    ["6", "8"]: 1.2, ["2", "8"]: 1.4, ["3", "8"]: 1.5, ["4", "5"]: 1.3, ["1", "4"]: 1.5, ["0", "1"]: 1.6,
    ["6", "7"]: 1.6, ["0", "8"]: 1.8, ["0", "7"]: 1.8, ["4", "9"]: 1.8, ["0", "3"]: 1.8, ["0", "5"]: 1.8,
  ]
  static let other = 2.6
  static let missing = 1.8
  static let extra = 1.6

  /// Candidates of exactly `count` digits, each with how likely it is that it was meant if it exists, likeliest first, at most `limit`. Sources
  /// are the heard alternatives; one error is undone in each (two never: that would match anything).
  /// - Parameter heard: digit strings with the confidence they were heard with, best first.
  public static func candidates(heard: [SlotCandidate], count: Int, limit: Int = 300) -> [SlotCandidate] {
    var costs: [String: Double] = [:]
    func offer(_ digits: String, _ cost: Double) {
      if cost < costs[digits, default: .infinity] { costs[digits] = cost }
    }
    let digits = Array("0123456789")
    for (rank, alternative) in heard.enumerated() {
      let source = Array(alternative.value)
      // A later alternative starts behind the earlier ones.
      let base = Double(rank) * 0.35
      switch source.count {
      case count:
        offer(alternative.value, base)
        for position in source.indices {
          for digit in digits where digit != source[position] {
            var changed = source
            changed[position] = digit
            offer(String(changed), base + (near[[digit, source[position]]] ?? other))
          }
        }
      case count + 1:
        for position in source.indices {
          var changed = source
          changed.remove(at: position)
          // A digit heard twice in a row is most likely one.
          let doubled = position > 0 && source[position] == source[position - 1]
          offer(String(changed), base + (doubled ? extra / 2 : extra))
        }
      case count - 1:
        for position in 0...source.count {
          for digit in digits {
            var changed = source
            changed.insert(digit, at: position)
            let doubled =
              (position > 0 && source[position - 1] == digit) || (position < source.count && source[position] == digit)
            offer(String(changed), base + (doubled ? missing / 2 : missing))
          }
        }
      default:
        continue
      }
    }
    // Ties are broken by the digits, so that the same words always give the same list.
    return costs.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(limit)
      .map { SlotCandidate(value: $0.key, score: likelihood(cost: $0.value, confidence: heard.first?.score ?? 0)) }
  }

  /// How likely it is that a number that exists was meant, by what it takes to hear what was heard for it and how sure the engine was of what it
  /// heard first.
  ///
  /// Fitted on 942 numbers and other answers of real and synthetic voices in noise, heard by two engines, beside 4,000 orders of 100,000 numbers
  /// (docs/speech-engines.md).
  static func likelihood(cost: Double, confidence: Double) -> Double {
    let sure = min(max(confidence, 0.001), 0.999)
    return 1 / (1 + exp(-(0.74 * log(sure / (1 - sure)) - 2.49 * cost + 2.8)))
  }
}
