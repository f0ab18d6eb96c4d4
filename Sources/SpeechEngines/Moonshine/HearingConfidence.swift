internal import Foundation

/// How sure to be that free words are right, word for word: calibrated, so that of what is told with 0.3 about three in ten are right.
///
/// Source: J. Platt's logistic map (1999) of two figures that the search has: how much of the probability of all ways of hearing it this one has, and
/// how likely it is altogether. Fitted on 120 utterances of eight synthetic voices, quiet and in noise; the room's README has figures of other
/// voices.
enum HearingConfidence {
  /// Of the logarithm of its share; of the logarithm of its probability; neither.
  private static let weights = (share: 2.12, whole: 0.09, none: 1.02)

  /// The confidence of each way of hearing it.
  /// - Parameter heard: Logarithms of the probability, alone and with what was gained by saying what exists.
  static func of(_ heard: [(score: Float, total: Float)]) -> [Double] {
    guard let best = heard.map(\.total).max() else { return [] }
    let sum = heard.reduce(0) { $0 + exp(Double($1.total - best)) }
    return heard.map { way in
      let share = Double(way.total - best) - log(sum)
      let sure = weights.share * share + weights.whole * Double(way.score) + weights.none
      return 1 / (1 + exp(-sure))
    }
  }
}
