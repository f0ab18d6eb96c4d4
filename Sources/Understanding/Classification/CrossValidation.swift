extension IntentModel {
  /// Examples judged by models that have not seen them: dealt into parts, each judged by what was learned from the others.
  /// - Parameters:
  ///   - parts: How many parts; 2 at least.
  ///   - judged: How many of the parts are judged, each at the price of a training.
  /// - Returns: One verdict for each example; nil for those of parts that were not judged.
  public static func crossValidated(_ examples: [Example], parts: Int, judged: Int) -> [IntentScores.Verdict?] {
    let dealt = TrainingSet.dealt(examples.map(\.label), parts: parts)
    var verdicts = [IntentScores.Verdict?](repeating: nil, count: examples.count)
    for part in 0..<min(parts, judged) {
      let known = examples.indices.filter { dealt[$0] != part }
      guard Set(known.compactMap { examples[$0].label }).count > 1 else { continue }
      let model = IntentModel(examples: known.map { examples[$0] })
      for index in examples.indices where dealt[index] == part {
        let found = model.classify(examples[index].words, embedding: examples[index].embedding)
        verdicts[index] = IntentScores.Verdict(
          truth: examples[index].label, best: model.labels[found.best], familiarity: found.familiarity,
          rejected: found.isOutOfScope)
      }
    }
    return verdicts
  }
}

extension TrainingSet {
  /// Rows dealt out class by class, in a shuffled order, so that each part has its share of each class.
  static func dealt<Class: Hashable>(_ classes: [Class], keys: [UInt64] = [], parts: Int) -> [Int] {
    var places: [Class: Int] = [:]
    var rows: [[Int]] = []
    for (row, label) in classes.enumerated() {
      if let place = places[label] {
        rows[place].append(row)
      } else {
        places[label] = rows.count
        rows.append([row])
      }
    }
    var shuffler = Shuffler(seed: 3)
    var dealt = [Int](repeating: 0, count: classes.count)
    var next = 0
    for (place, var rows) in rows.enumerated() {
      if keys.count == classes.count {
        rows.sort { (keys[$0], $0) < (keys[$1], $1) }
        next = place
      } else {
        shuffler.shuffle(&rows)
      }
      for row in rows {
        dealt[row] = next % parts
        next += 1
      }
    }
    return dealt
  }
}
