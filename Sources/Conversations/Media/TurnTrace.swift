/// When the parts of one answer happened, in milliseconds of one monotonic clock; stages are differences, so that they add
/// up to the latency.
struct TurnTrace {
  var speechEnded: Int
  var endpointed: Int?
  var recognised: Int?
  var decided: Int?
  /// How much of the time to the decision back ends were waited for.
  var waited = 0
  var firstSamples: Int?
  var prompt: Int?

  init(speechEnded: Int) { self.speechEnded = speechEnded }

  /// The stages up to the first audible frame at `sent`. A stage that did not happen took no time.
  func stages(sent: Int) -> [TurnView.Stage] {
    var stages: [TurnView.Stage] = []
    var last = speechEnded
    for stage in AnswerStage.allCases {
      let moment =
        switch stage {
        case .endpointing: endpointed
        case .recognition: recognised
        case .backEnd: decided.map { min(last + waited, $0) }
        case .dialogue: decided
        case .synthesis: firstSamples
        case .sending: sent
        }
      let end = max(moment ?? last, last)
      stages.append(TurnView.Stage(name: stage.rawValue, milliseconds: Double(end - last)))
      last = end
    }
    return stages
  }
}
