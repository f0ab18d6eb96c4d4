internal import Foundation

/// How sure to be that what was heard is right, free words word for word: calibrated, so that of what is told with 0.3 about three in ten are right.
///
/// Source: J. Platt's logistic map (1999) of two figures that the search has: how much of the probability of all ways of hearing it this one has, and
/// how likely it is altogether. Fitted on sentences of ten synthetic voices, without noise, in pink noise and among voices (717 hearings of 240
/// sentences).
enum HearingConfidence {
  /// Of the logarithm of its share; of the logarithm of its probability; neither.
  private static let weights = (share: 3.65, whole: 0.11, none: 0.97)

  /// The confidence of each way of hearing it.
  /// - Parameter heard: Logarithms of the probability, alone and with what was gained by saying what exists.
  static func of(_ heard: [(score: Float, total: Float)]) -> [Double] {
    guard let best = heard.map(\.total).max() else { return [] }
    let sum = heard.reduce(0) { $0 + exp(Double($1.total - best)) }
    return heard.map { way in
      let share = Double(way.total - best) - log(sum)
      let sure = weights.share * share + weights.whole * Double(way.score) + weights.none
      return logistic(sure)
    }
  }

  /// The confidence of a yes or no.
  ///
  /// Fitted on 450 answers of five synthetic voices, a third of them neither yes nor no, without noise, in pink noise and among voices.
  /// - Parameters:
  ///   - score: The logarithm of its probability.
  ///   - agrees: Whether what was heard freely says the same.
  static func ofYesOrNo(score: Double, agrees: Bool) -> Double {
    logistic(0.61 * score + (agrees ? 3.3 : 0) + 4.1)
  }

  /// The confidence of a yes or no that free words begin with, however many follow.
  ///
  /// Fitted on 253 such of the same answers.
  /// - Parameter mean: The logarithm of the probability of the words, a piece.
  static func ofOpening(mean: Double) -> Double { logistic(2.2 * mean + 3.6) }

  /// The confidence of a number of the length that was asked for.
  ///
  /// Fitted on 573 numbers and other answers of five synthetic voices and 288 numbers of three people, without noise, in pink noise and among voices.
  /// - Parameters:
  ///   - share: The logarithm of its share of the probability of all numbers.
  ///   - mean: The logarithm of its probability, a digit: what says something else fits badly however far it is ahead of other numbers.
  static func ofNumber(share: Double, mean: Double) -> Double { logistic(2.9 * share + 1.2 * mean + 3.74) }

  private static func logistic(_ odds: Double) -> Double { 1 / (1 + exp(-odds)) }
}
