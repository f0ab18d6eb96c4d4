internal import Discourse
internal import Foundation

/// Weighs what was heard freely against what was expected, and says how sure it is.
struct AnswerChoice {
  let expectation: Expectation

  /// The alternatives, likeliest first.
  func choose(
    free: [(found: PieceSearch.Found, words: String)], expected: [(found: PieceSearch.Found, words: String)]
  ) -> Transcript {
    let free = Self.merged(free, by: Self.freely) { $0 }
    if case .digits(let count) = expectation { return digits(free, expected, count) }
    guard let best = expected.first, let heard = free.first else { return Transcript(alternatives: plain(free)) }
    if expectation == .yesNo { return yesOrNo(free, heard, best.found, best.words) }
    // What was expected stands first when free words are hardly likelier than it.
    let isExpected = best.found.score > heard.score - Self.surprise
    let answer = Alternative(text: best.words, confidence: isExpected ? sure(best.found.mean) : 0.3)
    let rest = plain(free).filter { $0.text != best.words }
    return Transcript(alternatives: isExpected ? [answer] + rest : rest + [answer])
  }

  private func yesOrNo(_ free: [Heard], _ heard: Heard, _ best: PieceSearch.Found, _ words: String) -> Transcript {
    let freely = Grammar.saysYes(heard.words)
    let agrees = freely != nil && freely == Grammar.saysYes(words)
    var answer = Alternative(
      text: words, confidence: HearingConfidence.ofYesOrNo(score: Double(best.score), agrees: agrees))
    // Where a yes stands against a no, what was heard freely goes first.
    if freely != nil, !agrees { answer.confidence = min(answer.confidence, 0.45) }
    var rest = plain(free)
    // Of "no, the blue one" the no is what is relied on: how sure all of its words are matters less.
    if freely != nil, rest.first?.text == heard.words {
      let begins = heard.words.split(separator: " ").first.map { Grammar.saysYes(String($0)) == freely } ?? false
      let opening = begins ? HearingConfidence.ofOpening(mean: Double(heard.score) / Double(heard.pieces + 1)) : 0
      rest[0].confidence = max(rest[0].confidence, agrees ? answer.confidence : 0, opening)
    }
    // And it holds more than a no.
    let holdsMore = agrees && heard.words != words && heard.score - best.score > Self.surprise / 2
    let isExpected = heard.words == words || answer.confidence >= 0.5 && !holdsMore
    rest.removeAll { $0.text == words }
    return Transcript(alternatives: isExpected ? [answer] + rest : rest + [answer])
  }

  /// How much likelier (in logarithms) free words must be than a store or key before these are given up; twice that for a number.
  private static let surprise: Float = 7
  /// Below which confidence a number is taken for what was not said: of 660 numbers in noise and among voices four were right below it, and
  /// 327 of 400 other answers lay there instead of 250 by their probabilities alone.
  private static let hardly = 0.08

  /// The numbers, however they were written, each with all its probability; free words behind them, or before them where they are much likelier
  /// or no number is.
  private func digits(
    _ free: [Heard], _ expected: [(found: PieceSearch.Found, words: String)], _ count: Int
  ) -> Transcript {
    let numbers = Self.merged(expected) { DigitWords.figures($0) }
    guard let best = numbers.first else { return Transcript(alternatives: plain(free)) }
    let total = numbers.reduce(0) { $0 + exp(Double($1.score - best.score)) }
    let answers = numbers.prefix(8).map { number in
      Alternative(
        text: number.words,
        confidence: HearingConfidence.ofNumber(
          share: Double(number.score - best.score) - log(total), mean: Double(number.score) / Double(max(1, count))))
    }
    let others = plain(free).filter { DigitWords.figures($0.text).count != count }
    // What is one digit too short or too long is a number heard badly.
    guard let heard = free.first, abs(DigitWords.figures(heard.words).count - count) > 1,
      answers.allSatisfy({ $0.confidence < Self.hardly })
        || DigitWords.figures(heard.words).isEmpty && heard.score - best.score > 2 * Self.surprise
    else { return Transcript(alternatives: answers + others.prefix(1)) }
    return Transcript(
      alternatives: others
        + answers.prefix(2).map { Alternative(text: $0.text, confidence: min($0.confidence, Self.hardly)) })
  }

  /// Words with their score, and what they gain by saying what exists.
  struct Heard {
    var words: String
    var score: Float
    var gain: Float
    var pieces: Int
  }

  /// What free words are compared by: between sum and mean, so that the shorter one does not always win.
  private static func freely(_ heard: Heard) -> Float {
    (heard.score + heard.gain) / Float(heard.pieces + 1).squareRoot()
  }

  private func plain(_ free: [Heard]) -> [Alternative] {
    let ways = free.filter { !$0.words.isEmpty }.prefix(4)
    return zip(ways, HearingConfidence.of(ways.map { ($0.score, $0.score + $0.gain) })).map { heard, confidence in
      // What is like no speech at all has no rival either: silence must not be sure words.
      Alternative(text: heard.words, confidence: min(confidence, sure(heard.score / Float(heard.pieces + 1))))
    }
  }

  /// A mean logarithm a piece as a confidence.
  private func sure(_ mean: Float) -> Double { min(1, max(0, exp(Double(mean)))) }

  /// Those with the same key as one, with the sum of their probabilities, likeliest first.
  private static func merged(
    _ found: [(found: PieceSearch.Found, words: String)], by rank: (Heard) -> Float = { $0.score },
    _ key: (String) -> String
  ) -> [Heard] {
    var places: [String: Int] = [:]
    var result: [Heard] = []
    for (text, words) in found {
      if let place = places[key(words)] {
        let (high, low) = (max(result[place].score, text.score), min(result[place].score, text.score))
        result[place].score = high + log(1 + exp(low - high))
        result[place].gain = max(result[place].gain, text.gain)
      } else {
        places[key(words)] = result.count
        result.append(Heard(words: words, score: text.score, gain: text.gain, pieces: text.pieces.count))
      }
    }
    return result.enumerated().sorted { one, other in
      let (left, right) = (rank(one.element), rank(other.element))
      return left != right ? left > right : one.offset < other.offset
    }.map(\.element)
  }
}

/// Digits among words.
enum DigitWords {
  /// "three 4 oh one" -> "3401".
  static func figures(_ words: String) -> String {
    var result = ""
    for word in words.split(separator: " ") {
      if let place = Grammar.digits.firstIndex(of: String(word)) {
        // "zero", "oh", "one" …
        result += "\(max(0, place - 1))"
      } else {
        result += word.filter { $0.isASCII && $0.isNumber }
      }
    }
    return result
  }
}
