internal import Dialogue
internal import Discourse
internal import Foundation
internal import Understanding

extension HouseProbes {
  /// The classifier and its encoder: whether they load, and how fast they answer.
  func understanding(_ house: House) throws -> [Finding] {
    var findings: [Finding] = []
    let (files, understander) = (house.trained, house.artefacts.understander)
    let took = Self.classification(house)
    if let refused = files.refusal(by: understander) {
      findings.append(
        Finding(
          area: "understanding", name: files.path, verdict: .weak,
          seen: "not used: \(refused.split(separator: ";")[0])",
          advice: TrainedFiles.advice))
    }
    let seen =
      switch understander.origin {
      case .file(let sentences, let own): "\(files.path): \(sentences) sentences, \(own) of them your own"
      case .start: "trained at start from the intent map alone"
      }
    findings.append(
      Finding(
        area: "understanding", name: "a sentence", verdict: took > 50 ? .weak : .works, seen: seen,
        advice: took > 50 ? "callers wait for this; leave understanding.encoder out, or use a quicker machine" : nil,
        milliseconds: took))
    guard let folder = configuration.encoder else { return findings }
    let began = ContinuousClock.now
    let encoder = try TrainedFiles.encoder(configuration)
    let loading = (ContinuousClock.now - began) / .milliseconds(1)
    findings.append(
      Finding(
        area: "understanding", name: "sentence encoder", verdict: files.idleEncoder ? .weak : .works,
        seen: "\(folder): \(encoder?.width ?? 0) values, loaded"
          + (files.idleEncoder ? ", but not used: no model was trained with it" : ""),
        advice: files.idleEncoder ? "run aisle train" : nil, milliseconds: loading))
    return findings
  }

  /// How long a sentence takes, nineteen times of twenty, in milliseconds.
  private static func classification(_ house: House) -> Double {
    let sentences = house.artefacts.intents.triggers.compactMap(\.sentences.first).prefix(40)
    let times = sentences.map { sentence in
      let began = ContinuousClock.now
      _ = house.artefacts.understander.commands(
        Transcript(alternatives: [Alternative(text: sentence, confidence: 1)]), expecting: .anything, stores: nil)
      return (ContinuousClock.now - began) / .milliseconds(1)
    }.sorted()
    return times.isEmpty ? 0 : times[(times.count - 1) * 95 / 100]
  }
}
